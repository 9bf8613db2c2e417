package io.jackfield.linux.conformance;

import io.jackfield.packet.Segment;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;

import java.util.List;
import java.util.stream.Stream;

/** Rows 79, 83 to 88: TIME-WAIT. */
final class TimeWaitRows {
    private static final int PORT = 8080;
    private static final int FIRST = 2000;
    private static final int RANGE = 53_000;

    private TimeWaitRows() {}

    static List<Row> all() {
        List<Row> overIpv6 = segments().stream().map(Row::overIpv6).toList();
        return Stream.of(lasting(), segments(), overIpv6, reuse()).flatMap(List::stream).toList();
    }

    private static List<Row> lasting() {
        return List.of(
                Row.of(
                                "79",
                                "how long TIME-WAIT holds a port, tcp_fin_timeout 5, 60, 120",
                                """
                                5: 60 s
                                60: 60 s
                                120: 60 s
                                """,
                                TimeWaitRows::lasts)
                        .takes(64),
                Row.of(
                                "85a",
                                "an old segment after 30 s begins TIME-WAIT anew",
                                "over after: 90 s",
                                TimeWaitRows::restarted)
                        .takes(95));
    }

    private static List<Row> segments() {
        return List.of(
                Row.of(
                        "83",
                        "RST in TIME-WAIT",
                        """
                        an ACK: -
                        exact RST, then an ACK: RST seq 2
                        tcp_rfc1337=1, the same: -
                        """,
                        TimeWaitRows::assassinated),
                Row.of(
                        "84",
                        "SYN in TIME-WAIT",
                        """
                        old: ACK seq 2 ack 2
                        again: -
                        newer number: SYN|ACK seq 0 ack 200001
                        its number: 65537 after the last
                        old number, newer timestamp: SYN|ACK seq 0 ack 1
                        """,
                        TimeWaitRows::reopened),
                Row.of(
                        "85",
                        "another segment in TIME-WAIT",
                        "out of the window: ACK seq 2 ack 2",
                        c ->
                                c.note(
                                        "out of the window: "
                                                + inTimeWait(c, c.open(PORT, 4), 1)
                                                        .sends(Segment.ACK, 200_000, 2, "x")
                                                        .next())));
    }

    private static List<Row> reuse() {
        return List.of(
                Row.of(
                                "86",
                                "connect from a port in TIME-WAIT",
                                """
                                loopback, mode 2, at once: EADDRNOTAVAIL
                                loopback, mode 2, after 1.2 s: ok
                                loopback, mode 0, after 1.2 s: EADDRNOTAVAIL
                                loopback, without timestamps, after 1.2 s: EADDRNOTAVAIL
                                10.0.1.2, mode 2, after 1.2 s: EADDRNOTAVAIL
                                10.0.1.2, mode 1, after 1.2 s: EINPROGRESS
                                """,
                                TimeWaitRows::reused)
                        .takes(2),
                Row.of(
                        "87",
                        "the same, bound to that port with SO_REUSEADDR",
                        "tcp_tw_reuse 0, at once: ok",
                        TimeWaitRows::boundAndReused),
                Row.of(
                        "88",
                        "tcp_max_tw_buckets 1",
                        """
                        1st: EADDRINUSE
                        2nd: ok
                        3rd: ok
                        TCPTimeWaitOverflow: 2
                        """,
                        TimeWaitRows::tooMany));
    }

    /** Leaves a remainder in TIME-WAIT on a port of the loopback address. */
    private static void remainder(Calls c, int port) {
        int listener = c.tcp();
        Calls.must("bind", c.bind(listener, Calls.LOOPBACK, port));
        Calls.must("listen", c.os.listen(listener, 1));
        int client = c.connected(port);
        int server = Calls.must("accept", c.os.accept(listener, null));
        c.os.close(listener);
        c.os.close(server);
        c.until(() -> c.readiness(client).contains("RDHUP"));
        c.os.close(client);
        c.pause(10);
    }

    private static int bind(Calls c, int port) {
        int fd = c.tcp();
        int result = c.bind(fd, Calls.ANY, port);
        c.os.close(fd);
        return result;
    }

    private static void lasts(Calls c) {
        String[] timeouts = {"5", "60", "120"};
        long[] began = new long[timeouts.length];
        for (int i = 0; i < timeouts.length; i++) {
            c.site.sysctl("net.ipv4.tcp_fin_timeout", timeouts[i]);
            remainder(c, PORT + i);
            began[i] = c.os.nanoTime();
        }
        for (int i = 0; i < timeouts.length; i++) {
            while (bind(c, PORT + i) < 0) {
                c.pause(100);
            }
            c.note(timeouts[i] + ": " + c.about(c.os.nanoTime() - began[i], 60));
        }
    }

    /** A client whose connection the kernel closed first, and has in TIME-WAIT. */
    static Remote inTimeWait(Calls c, int listener, int number) {
        return closed(c, listener, Remote.of(c, FIRST + number, PORT));
    }

    private static Remote closed(Calls c, int listener, Remote client) {
        client.connects();
        int fd = Calls.must("accept", c.os.accept(listener, null));
        c.os.close(fd);
        client.next();
        client.sends(Segment.FIN | Segment.ACK, 1, 2);
        if (!client.next().equals("ACK seq 2 ack 2")) {
            throw new AssertionError("the FIN was not acknowledged");
        }
        return client;
    }

    private static void restarted(Calls c) {
        int listener = c.open(PORT, 4);
        long began = c.os.nanoTime();
        Remote client = inTimeWait(c, listener, 1);
        c.os.close(listener);
        c.pause(30_000);
        client.sends(Segment.ACK, 200_000, 2, "x");
        while (bind(c, PORT) < 0) {
            c.pause(100);
        }
        c.note("over after: " + c.about(c.os.nanoTime() - began, 60, 90));
    }

    private static void assassinated(Calls c) {
        int listener = c.open(PORT, 4);
        Remote client = inTimeWait(c, listener, 1);
        c.note("an ACK: " + client.sends(Segment.ACK, 2, 2).next());
        client.sends(Segment.RST, 2, 0);
        c.note("exact RST, then an ACK: " + client.sends(Segment.ACK, 2, 2).next());
        c.site.sysctl("net.ipv4.tcp_rfc1337", "1");
        Remote other = inTimeWait(c, listener, 2);
        other.sends(Segment.RST, 2, 0);
        c.note("tcp_rfc1337=1, the same: " + other.sends(Segment.ACK, 2, 2).next());
    }

    private static void reopened(Calls c) {
        int listener = c.open(PORT, 4);
        Remote client = inTimeWait(c, listener, 1);
        c.note("old: " + client.sends(Segment.SYN, 0, 0).next());
        c.note("again: " + client.sends(Segment.SYN, 0, 0).next());
        int last = client.irs + 2;
        c.note("newer number: " + client.sends(Segment.SYN, 200_000, 0).next());
        c.note("its number: " + (client.irs - last) + " after the last");
        Remote stamped = closed(c, listener, Remote.of(c, FIRST + 2, PORT).withTimestamps(1000));
        stamped.withTimestamps(5000);
        c.note("old number, newer timestamp: " + stamped.sends(Segment.SYN, 0, 0).next());
    }

    /** The port that connect is to choose. */
    private static void only(Calls c, int port) {
        c.site.sysctl("net.ipv4.ip_local_port_range", port + " " + port);
    }

    private static void reuse(Calls c, int mode) {
        c.site.sysctl("net.ipv4.tcp_tw_reuse", String.valueOf(mode));
    }

    /** A client's connection over the loopback interface that the client closes first. */
    private static void left(Calls c, int listener, int port) {
        only(c, port);
        int client = c.connected(PORT);
        int server = Calls.must("accept", c.os.accept(listener, null));
        c.os.close(client);
        c.until(() -> c.readiness(server).contains("RDHUP"));
        c.os.close(server);
        c.pause(5);
    }

    private static void leftFar(Calls c, int port) {
        only(c, port);
        int fd = c.connecting(PORT);
        Remote server = Remote.called(c, PORT).withTimestamps(1000);
        server.sends(Segment.SYN | Segment.ACK, 0, 1);
        server.next();
        c.os.close(fd);
        server.next();
        server.sends(Segment.FIN | Segment.ACK, 1, 2);
        server.next();
    }

    private static int again(Calls c, int port, int mode) {
        only(c, port);
        reuse(c, mode);
        return c.connect(c.tcp(), PORT);
    }

    private static int againFar(Calls c, int port, int mode) {
        only(c, port);
        reuse(c, mode);
        return c.os.connect(c.nonblocking(), SocketAddress.of(Wire.FAR4, PORT));
    }

    private static void reused(Calls c) {
        int listener = c.listener(PORT, 16);
        left(c, listener, RANGE);
        left(c, listener, RANGE + 1);
        c.site.sysctl("net.ipv4.tcp_timestamps", "0");
        left(c, listener, RANGE + 2);
        c.site.sysctl("net.ipv4.tcp_timestamps", "1");
        leftFar(c, RANGE + 3);
        leftFar(c, RANGE + 4);
        left(c, listener, RANGE + 5);
        c.ok("loopback, mode 2, at once", again(c, RANGE + 5, 2));
        c.pause(1200);
        c.ok("loopback, mode 2, after 1.2 s", again(c, RANGE, 2));
        c.ok("loopback, mode 0, after 1.2 s", again(c, RANGE + 1, 0));
        c.ok("loopback, without timestamps, after 1.2 s", again(c, RANGE + 2, 1));
        c.ok("10.0.1.2, mode 2, after 1.2 s", againFar(c, RANGE + 3, 2));
        c.ok("10.0.1.2, mode 1, after 1.2 s", againFar(c, RANGE + 4, 1));
    }

    private static void boundAndReused(Calls c) {
        int listener = c.listener(PORT, 16);
        reuse(c, 0);
        int first = c.tcp();
        c.set(first, Option.SO_REUSEADDR, 1);
        Calls.must("bind", c.bind(first, Calls.LOOPBACK, RANGE));
        Calls.must("connect", c.connect(first, PORT));
        int server = Calls.must("accept", c.os.accept(listener, null));
        c.os.close(first);
        c.until(() -> c.readiness(server).contains("RDHUP"));
        c.os.close(server);
        int second = c.tcp();
        c.set(second, Option.SO_REUSEADDR, 1);
        Calls.must("bind", c.bind(second, Calls.LOOPBACK, RANGE));
        c.ok("tcp_tw_reuse 0, at once", c.connect(second, PORT));
    }

    private static void tooMany(Calls c) {
        c.site.sysctl("net.ipv4.tcp_max_tw_buckets", "1");
        for (int i = 0; i < 3; i++) {
            remainder(c, PORT + i);
        }
        c.ok("1st", bind(c, PORT));
        c.ok("2nd", bind(c, PORT + 1));
        c.ok("3rd", bind(c, PORT + 2));
        c.note("TCPTimeWaitOverflow: " + c.site.counter("TcpExtTCPTimeWaitOverflow"));
    }
}
