package io.jackfield.linux.conformance;

import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows 53 to 58: which port a socket gets that asked for none, and what happens without one. */
final class PortRows {
    private static final int PORT = 8080;
    private static final int SOCKETS = 100;
    private static final int LOW = 32_768;
    private static final int HIGH = 60_999;

    /** Where the lower half of the stock range ends. */
    private static final int HALF = 46_884;

    private PortRows() {}

    static List<Row> all() {
        return Stream.of(choices(), ends()).flatMap(List::stream).toList();
    }

    private static List<Row> choices() {
        return List.of(
                Row.of(
                        "53",
                        "the port that connect chooses, 100 times",
                        """
                        in the range: 100
                        even: 100
                        10 ports: 5 even ones, then 5 odd ones
                        """,
                        PortRows::byConnect),
                Row.of(
                        "54",
                        "the port that bind chooses, 100 times",
                        """
                        in the range: 100
                        odd: 100
                        SO_REUSEADDR, in the lower half: 100
                        odd: 100
                        """,
                        PortRows::byBind),
                Row.of(
                        "55",
                        "the port that bind of UDP chooses, 100 times",
                        """
                        in the range: 100
                        odd and even: true
                        """,
                        c -> {
                            int[] ports = bound(c, SOCKETS, c::udp);
                            c.note("in the range", count(ports, PortRows::isInRange));
                            int odd = count(ports, PortRows::isOdd);
                            c.note("odd and even: " + (odd > 0 && odd < SOCKETS));
                        }));
    }

    private static List<Row> ends() {
        return List.of(
                Row.of(
                        "56",
                        "a range of 10 ports, and one socket more",
                        """
                        connect: 10, then EADDRNOTAVAIL
                        TCP bind: 10, then EADDRINUSE
                        with SO_REUSEADDR: 10, then EADDRINUSE
                        UDP bind: 10, then EADDRINUSE
                        UDP connect: EAGAIN
                        UDP sendto: EAGAIN
                        """,
                        PortRows::exhausted),
                Row.of(
                        "57",
                        "a port is used up towards one destination",
                        """
                        10 to one port: ok
                        the 11th: EADDRNOTAVAIL
                        to another port: ok
                        a port that somebody has bound: EADDRNOTAVAIL
                        """,
                        PortRows::perDestination),
                Row.of(
                        "58",
                        "4 ports: bind to port 0 before connect, and IP_BIND_ADDRESS_NO_PORT",
                        """
                        bind: 4, then EADDRINUSE
                        without a port: 12 of 12
                        """,
                        PortRows::withoutPort));
    }

    private static boolean isInRange(int port) {
        return port >= LOW && port <= HIGH;
    }

    private static boolean isOdd(int port) {
        return port % 2 == 1;
    }

    private static int count(int[] ports, IntPredicate which) {
        return (int) IntStream.of(ports).filter(which).count();
    }

    /** Makes a socket. */
    private interface Maker {
        int make();
    }

    private static int[] bound(Calls c, int sockets, Maker maker) {
        int[] ports = new int[sockets];
        for (int i = 0; i < sockets; i++) {
            int fd = maker.make();
            Calls.must("bind", c.bind(fd, Calls.LOOPBACK, 0));
            ports[i] = c.port(fd);
        }
        return ports;
    }

    private static int reusing(Calls c) {
        int fd = c.tcp();
        c.set(fd, Option.SO_REUSEADDR, 1);
        return fd;
    }

    private static void byConnect(Calls c) {
        c.listener(PORT, SOCKETS);
        int[] ports = new int[SOCKETS];
        for (int i = 0; i < SOCKETS; i++) {
            ports[i] = c.port(c.connected(PORT));
        }
        c.note("in the range", count(ports, PortRows::isInRange));
        c.note("even", count(ports, port -> !isOdd(port)));
        range(c, 50_000, 50_009);
        c.listener(PORT + 1, SOCKETS);
        int[] few = new int[10];
        for (int i = 0; i < few.length; i++) {
            few[i] = c.port(c.connected(PORT + 1));
        }
        int even = 0;
        while (even < few.length && !isOdd(few[even])) {
            even++;
        }
        int odd = count(few, PortRows::isOdd);
        c.note("10 ports: " + even + " even ones, then " + odd + " odd ones");
    }

    private static void byBind(Calls c) {
        int[] ports = bound(c, SOCKETS, c::tcp);
        c.note("in the range", count(ports, PortRows::isInRange));
        c.note("odd", count(ports, PortRows::isOdd));
        int[] lower = bound(c, SOCKETS, () -> reusing(c));
        c.note("SO_REUSEADDR, in the lower half", count(lower, port -> port < HALF));
        c.note("odd", count(lower, PortRows::isOdd));
    }

    private static void range(Calls c, int low, int high) {
        c.site.sysctl("net.ipv4.ip_local_port_range", low + " " + high);
    }

    /** How often it went well, and the error that ended it. */
    private interface Attempt {
        int make();
    }

    private static String untilError(Attempt attempt) {
        for (int times = 0; times < SOCKETS; times++) {
            int result = attempt.make();
            if (result < 0) {
                return times + ", then " + Calls.text(result);
            }
        }
        return "no error";
    }

    private static void exhausted(Calls c) {
        c.listener(PORT, SOCKETS);
        range(c, 50_000, 50_009);
        c.note("connect: " + untilError(() -> c.connect(c.tcp(), PORT)));
        range(c, 50_010, 50_019);
        c.note("TCP bind: " + untilError(() -> c.bind(c.tcp(), Calls.LOOPBACK, 0)));
        range(c, 50_020, 50_029);
        c.note("with SO_REUSEADDR: " + untilError(() -> c.bind(reusing(c), Calls.LOOPBACK, 0)));
        c.note("UDP bind: " + untilError(() -> c.bind(c.udp(), Calls.LOOPBACK, 0)));
        c.ok("UDP connect", c.connect(c.udp(), PORT));
        SocketAddress to = SocketAddress.of(Calls.LOOPBACK, PORT);
        c.ok("UDP sendto", c.os.sendto(c.udp(), ByteBuffer.allocate(1), 0, to));
    }

    private static void perDestination(Calls c) {
        c.listener(PORT, SOCKETS);
        c.listener(PORT + 1, SOCKETS);
        range(c, 50_000, 50_009);
        for (int i = 0; i < 10; i++) {
            c.connected(PORT);
        }
        c.note("10 to one port: ok");
        c.ok("the 11th", c.connect(c.tcp(), PORT));
        c.ok("to another port", c.connect(c.tcp(), PORT + 1));
        range(c, 51_000, 51_000);
        Calls.must("bind", c.bind(c.tcp(), Calls.LOOPBACK, 51_000));
        c.ok("a port that somebody has bound", c.connect(c.tcp(), PORT));
    }

    private static void withoutPort(Calls c) {
        for (int i = 0; i < 5; i++) {
            c.listener(PORT + i, SOCKETS);
        }
        range(c, 52_000, 52_003);
        int[] next = {PORT};
        c.note(
                "bind: "
                        + untilError(
                                () -> {
                                    int fd = c.tcp();
                                    int bound = c.bind(fd, Calls.LOOPBACK, 0);
                                    return bound < 0 ? bound : c.connect(fd, next[0]++);
                                }));
        range(c, 53_000, 53_003);
        int connected = 0;
        for (int i = 0; i < 12; i++) {
            int fd = c.tcp();
            c.set(fd, Option.SOL_IP, Option.IP_BIND_ADDRESS_NO_PORT, 1);
            Calls.must("bind", c.bind(fd, Calls.LOOPBACK, 0));
            connected += c.connect(fd, PORT + i / 4) == 0 ? 1 : 0;
        }
        c.note("without a port: " + connected + " of 12");
    }
}
