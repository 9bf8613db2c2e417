package io.jackfield.linux.differential;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import java.util.ArrayList;
import java.util.List;

/**
 * What results are called, so that those of two kernels can be compared: a port that a kernel chose
 * is the first such that the program saw, or the second, and so are processes.
 */
final class Names {
    /** A NUL and five digits: what bind(2) gives a socket of AF_UNIX that names none. */
    private static final int CHOSEN_NAME = 6;

    private final Ground ground;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> names = new ArrayList<>();
    private final List<Integer> pids = new ArrayList<>();

    Names(Ground ground) {
        this.ground = ground;
    }

    static String of(int result) {
        if (result >= 0) {
            return String.valueOf(result);
        }
        try {
            return Errno.of(result).name();
        } catch (IllegalArgumentException unknown) {
            return "errno " + -result;
        }
    }

    String of(SocketAddress address) {
        int family = address.family();
        if (family == Family.AF_UNIX) {
            String name = address.path();
            boolean isChosen = address.isAbstract() && name.length() == CHOSEN_NAME;
            return isChosen ? "name " + role(names, name.hashCode()) : "'" + name + "'";
        }
        boolean isInet = family == Family.AF_INET || family == Family.AF_INET6;
        if (!isInet || !address.isComplete()) {
            return address.length() + " octets of family " + family;
        }
        return (family == Family.AF_INET ? "" : "6:")
                + address.address()
                + ":"
                + port(address.port());
    }

    private String port(int port) {
        return port == 0 || ground.owns(port)
                ? String.valueOf(port)
                : "chosen " + role(ports, port);
    }

    /** A process by the order of births; errors as they are. */
    String pid(int pid) {
        return pid <= 0 ? of(pid) : "child " + role(pids, pid);
    }

    private static int role(List<Integer> seen, int number) {
        if (!seen.contains(number)) {
            seen.add(number);
        }
        return seen.indexOf(number);
    }
}
