package io.jackfield.linux.differential;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import java.util.Set;

/**
 * What results are called, so that those of two kernels can be compared: a port that a kernel chose
 * is only that.
 *
 * @param ports those that the program chose
 */
record Names(Set<Integer> ports) {
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
        if (family != Family.AF_INET && family != Family.AF_INET6) {
            return "family " + family;
        }
        int port = address.port();
        String shown = port == 0 || ports.contains(port) ? String.valueOf(port) : "some port";
        return (family == Family.AF_INET ? "" : "6:") + address.address() + " " + shown;
    }
}
