package io.jackfield.linux.conformance;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;

/** The matrix of SO_REUSEADDR, and rows 38 to 44. */
final class BindRows {
    private static final int PORT = 8080;
    private static final IpAddress OTHER = IpAddress.of("127.0.0.2");

    private BindRows() {}

    /** What a first socket is when a second one is bound. */
    private enum First {
        BOUND,
        LISTEN,
        ESTABLISHED,
        TIME_WAIT,
        UDP
    }

    static List<Row> all() {
        return Stream.of(matrix(), numbered()).flatMap(List::stream).toList();
    }

    private static List<Row> matrix() {
        List<Row> rows = new ArrayList<>();
        for (First first : First.values()) {
            String what = first.name().toLowerCase(Locale.ROOT).replace('_', '-');
            boolean both = first != First.LISTEN;
            rows.add(
                    Row.of(
                            "matrix: " + what,
                            "second bind to the same port, SO_REUSEADDR on first and second",
                            matrix(both),
                            c -> matrix(c, first)));
        }
        return rows;
    }

    private static List<Row> numbered() {
        return List.of(
                Row.of(
                        "38",
                        "SO_REUSEADDR after a crash: the old socket must have had it too",
                        """
                        TIME-WAIT of one without: EADDRINUSE
                        TIME-WAIT of one with: ok
                        ESTABLISHED of one without: EADDRINUSE
                        ESTABLISHED of one with: ok
                        """,
                        BindRows::afterCrash),
                Row.of(
                        "39",
                        "two bound with SO_REUSEADDR: the second listen fails",
                        "listen: ok\nlisten: EADDRINUSE",
                        BindRows::twoListen),
                Row.of(
                        "40",
                        "SO_REUSEADDR set after bind counts",
                        "bind: EADDRINUSE\nbind: ok",
                        BindRows::setAfter),
                Row.of("41", ":: and 0.0.0.0", bothFamilies(), BindRows::families),
                Row.of(
                        "42",
                        "SO_REUSEPORT: the second has it at bind, the first may get it later",
                        """
                        first without: EADDRINUSE
                        first with it after listen: ok
                        listen: ok
                        40 connections: to both
                        second without: EADDRINUSE
                        """,
                        BindRows::reusePort),
                Row.of(
                        "43",
                        "SO_REUSEADDR on one, SO_REUSEPORT on the other",
                        """
                        TCP: EADDRINUSE
                        UDP: EADDRINUSE
                        both on both: ok
                        both on the first, that listens: EADDRINUSE
                        """,
                        BindRows::mixed));
    }

    private static String matrix(boolean bothOk) {
        StringBuilder text = new StringBuilder();
        for (String place : List.of("same", "any first", "any second")) {
            for (String flags : List.of("00", "01", "10", "11")) {
                boolean ok = flags.equals("11") && bothOk;
                text.append(place)
                        .append(' ')
                        .append(flags)
                        .append(ok ? ": ok\n" : ": EADDRINUSE\n");
            }
        }
        return text + "other: ok\n";
    }

    private static void matrix(Calls c, First first) {
        int port = PORT;
        for (String place : List.of("same", "any first", "any second")) {
            IpAddress one = place.equals("any first") ? Calls.ANY : Calls.LOOPBACK;
            IpAddress two = place.equals("any second") ? Calls.ANY : Calls.LOOPBACK;
            for (int flags = 0; flags < 4; flags++) {
                port++;
                make(c, first, one, port, flags >> 1);
                int fd = first == First.UDP ? c.udp() : c.tcp();
                c.set(fd, Option.SO_REUSEADDR, flags & 1);
                String bits = "" + (flags >> 1) + (flags & 1);
                c.ok(place + " " + bits, c.bind(fd, two, port));
            }
        }
        make(c, first, Calls.LOOPBACK, ++port, 0);
        c.ok("other", c.bind(first == First.UDP ? c.udp() : c.tcp(), OTHER, port));
    }

    private static void make(Calls c, First first, IpAddress on, int port, int reuse) {
        int fd = first == First.UDP ? c.udp() : c.tcp();
        c.set(fd, Option.SO_REUSEADDR, reuse);
        Calls.must("bind", c.bind(fd, on, port));
        if (first == First.BOUND || first == First.UDP) {
            return;
        }
        Calls.must("listen", c.os.listen(fd, 1));
        if (first == First.LISTEN) {
            return;
        }
        int client = c.connected(port);
        int server = Calls.must("accept", c.os.accept(fd, null));
        c.os.close(fd);
        if (first == First.TIME_WAIT) {
            c.os.close(server);
            c.pause(10);
            c.os.close(client);
            c.pause(10);
        }
    }

    private static int reusing(Calls c, int option, int fd) {
        c.set(fd, option, 1);
        return fd;
    }

    private static void afterCrash(Calls c) {
        int port = PORT;
        for (First first : List.of(First.TIME_WAIT, First.ESTABLISHED)) {
            for (int flag = 0; flag < 2; flag++) {
                make(c, first, Calls.ANY, ++port, flag);
                int fd = reusing(c, Option.SO_REUSEADDR, c.tcp());
                int bound = c.bind(fd, Calls.ANY, port);
                String what = first.name().replace('_', '-') + " of one with";
                c.ok(what + (flag == 0 ? "out" : ""), bound < 0 ? bound : c.os.listen(fd, 1));
            }
        }
    }

    private static void twoListen(Calls c) {
        int one = reusing(c, Option.SO_REUSEADDR, c.tcp());
        int two = reusing(c, Option.SO_REUSEADDR, c.tcp());
        Calls.must("bind", c.bind(one, Calls.LOOPBACK, PORT));
        Calls.must("bind", c.bind(two, Calls.LOOPBACK, PORT));
        c.ok("listen", c.os.listen(one, 1));
        c.ok("listen", c.os.listen(two, 1));
    }

    private static void setAfter(Calls c) {
        int one = c.tcp();
        int two = reusing(c, Option.SO_REUSEADDR, c.tcp());
        Calls.must("bind", c.bind(one, Calls.LOOPBACK, PORT));
        c.ok("bind", c.bind(two, Calls.LOOPBACK, PORT));
        c.set(one, Option.SO_REUSEADDR, 1);
        c.ok("bind", c.bind(two, Calls.LOOPBACK, PORT));
    }

    private static String bothFamilies() {
        return """
        0.0.0.0 after ::, V6ONLY 0: EADDRINUSE
        127.0.0.1 after ::, V6ONLY 0: EADDRINUSE
        :: after 0.0.0.0, V6ONLY 0: EADDRINUSE
        0.0.0.0 after ::, V6ONLY 1: ok
        :: after 0.0.0.0, V6ONLY 1: ok
        """;
    }

    private static int any6(Calls c, int port, int only) {
        int fd = c.tcp6();
        c.set(fd, Option.SOL_IPV6, Option.IPV6_V6ONLY, only);
        return c.os.bind(fd, SocketAddress.inet6(IpAddress.ANY6, port, 0));
    }

    private static void families(Calls c) {
        Calls.must("bind", any6(c, 1001, 0));
        c.ok("0.0.0.0 after ::, V6ONLY 0", c.bind(c.tcp(), Calls.ANY, 1001));
        c.ok("127.0.0.1 after ::, V6ONLY 0", c.bind(c.tcp(), Calls.LOOPBACK, 1001));
        Calls.must("bind", c.bind(c.tcp(), Calls.ANY, 1002));
        c.ok(":: after 0.0.0.0, V6ONLY 0", any6(c, 1002, 0));
        Calls.must("bind", any6(c, 1003, 1));
        c.ok("0.0.0.0 after ::, V6ONLY 1", c.bind(c.tcp(), Calls.ANY, 1003));
        Calls.must("bind", c.bind(c.tcp(), Calls.ANY, 1004));
        c.ok(":: after 0.0.0.0, V6ONLY 1", any6(c, 1004, 1));
    }

    private static void reusePort(Calls c) {
        int first = c.tcp();
        Calls.must("bind", c.bind(first, Calls.LOOPBACK, PORT));
        Calls.must("listen", c.os.listen(first, 1));
        int second = reusing(c, Option.SO_REUSEPORT, c.tcp());
        c.ok("first without", c.bind(second, Calls.LOOPBACK, PORT));
        c.set(first, Option.SO_REUSEPORT, 1);
        c.ok("first with it after listen", c.bind(second, Calls.LOOPBACK, PORT));
        c.ok("listen", c.os.listen(second, 40));
        Calls.must("listen", c.os.listen(first, 40));
        for (int i = 0; i < 40; i++) {
            c.connected(PORT);
        }
        boolean toBoth = c.acceptShortly(first) >= 0 && c.acceptShortly(second) >= 0;
        c.note("40 connections: " + (toBoth ? "to both" : "to one"));
        c.ok("second without", c.bind(c.tcp(), Calls.LOOPBACK, PORT));
    }

    private static void mixed(Calls c) {
        ToIntBiFunction<Integer, Integer> second =
                (one, two) -> {
                    c.set(one, Option.SO_REUSEADDR, 1);
                    Calls.must("bind", c.bind(one, Calls.LOOPBACK, PORT));
                    c.set(two, Option.SO_REUSEPORT, 1);
                    return c.bind(two, Calls.LOOPBACK, PORT);
                };
        c.ok("TCP", second.applyAsInt(c.tcp(), c.tcp()));
        c.ok("UDP", second.applyAsInt(c.udp(), c.udp()));
        int one = reusing(c, Option.SO_REUSEPORT, reusing(c, Option.SO_REUSEADDR, c.tcp()));
        int two = reusing(c, Option.SO_REUSEPORT, reusing(c, Option.SO_REUSEADDR, c.tcp()));
        Calls.must("bind", c.bind(one, Calls.LOOPBACK, PORT + 1));
        c.ok("both on both", c.bind(two, Calls.LOOPBACK, PORT + 1));
        int three = reusing(c, Option.SO_REUSEPORT, reusing(c, Option.SO_REUSEADDR, c.tcp()));
        Calls.must("bind", c.bind(three, Calls.LOOPBACK, PORT + 2));
        Calls.must("listen", c.os.listen(three, 1));
        int four = reusing(c, Option.SO_REUSEADDR, c.tcp());
        c.ok("both on the first, that listens", c.bind(four, Calls.LOOPBACK, PORT + 2));
    }
}
