package io.jackfield.linux.conformance;

import io.jackfield.linux.conformance.Wire.Arrival;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows 3 to 19: what bounds the two queues of a listener, and what a full one does. */
final class BacklogRows {
    private static final int PORT = 8080;
    private static final int FIRST = 2000;
    private static final int TCP_INFO_ROOM = 104;
    private static final int TCPI_SACKED = 28;

    /** The rows that are told by segments alone. */
    private static final List<String> OF_SEGMENTS = List.of("9", "10", "12", "19");

    private BacklogRows() {}

    static List<Row> all() {
        List<Row> overIpv6 =
                Stream.of(overflow(), requests())
                        .flatMap(List::stream)
                        .filter(row -> OF_SEGMENTS.contains(row.number()))
                        .map(Row::overIpv6)
                        .toList();
        return Stream.of(caps(), overflow(), requests(), overIpv6).flatMap(List::stream).toList();
    }

    private static List<Row> caps() {
        return List.of(
                Row.of(
                        "3",
                        "net.core.somaxconn caps the backlog without an error",
                        """
                        somaxconn: 4096
                        listen(4096): 4096
                        listen(4097): 4096
                        listen(100000): 4096
                        """,
                        BacklogRows::capped),
                Row.of(
                        "4",
                        "somaxconn is read at listen",
                        """
                        lowered, listening: 4096
                        listen again: 16
                        """,
                        BacklogRows::lowered));
    }

    private static List<Row> overflow() {
        return List.of(
                Row.of(
                                "8",
                                "tcp_abort_on_overflow=1: a SYN to a full accept queue is dropped"
                                        + " all the same",
                                """
                                events: -
                                ListenOverflows: true
                                ListenDrops: true
                                """,
                                BacklogRows::dropped)
                        .takes(1),
                Row.of(
                                "9",
                                "the third ACK finds the accept queue full",
                                """
                                third ACK: -
                                data: -
                                later: SYN|ACK seq 0 ack 1
                                accept: ok
                                data again: ACK seq 1 ack 3
                                accept: ok
                                recv: 'hi'
                                """,
                                BacklogRows::thirdAck)
                        .takes(2),
                Row.of(
                        "10",
                        "the same with tcp_abort_on_overflow=1",
                        """
                        third ACK: RST seq 1
                        accept: ok
                        ACK again: RST seq 1
                        """,
                        BacklogRows::aborted));
    }

    private static List<Row> requests() {
        return List.of(
                Row.of(
                        "12",
                        "backlog N: N + 1 requests",
                        """
                        backlog 4: 5
                        backlog 0: 1
                        """,
                        c -> {
                            c.site.sysctl("net.ipv4.tcp_syncookies", "0");
                            c.note("backlog 4", answered(c, c.open(PORT, 4), 10));
                            c.note("backlog 0", answered(c, c.open(PORT + 1, 0), 10));
                        }),
                Row.of(
                                "17",
                                "tcp_synack_retries 2",
                                """
                                SYN|ACK: 0 s
                                SYN|ACK: 1 s
                                SYN|ACK: 3 s
                                ACK after 7 s: RST seq 1
                                """,
                                BacklogRows::forgotten)
                        .takes(8),
                Row.of(
                        "19",
                        "close of a listener with requests",
                        """
                        at close: -
                        ACK: RST seq 1
                        """,
                        BacklogRows::closed));
    }

    /** What a listener has for its backlog: tcpi_sacked of TCP_INFO. */
    private static int backlog(Calls c, int fd) {
        ByteBuffer info = ByteBuffer.allocate(TCP_INFO_ROOM).order(ByteOrder.nativeOrder());
        Calls.must("TCP_INFO", c.os.getsockopt(fd, Option.SOL_TCP, Option.TCP_INFO, info));
        return info.getInt(TCPI_SACKED);
    }

    private static void capped(Calls c) {
        c.note("somaxconn: " + c.site.sysctl("net.core.somaxconn"));
        int fd = c.tcp();
        for (int asked : new int[] {4096, 4097, 100_000}) {
            Calls.must("listen", c.os.listen(fd, asked));
            c.note("listen(" + asked + ")", backlog(c, fd));
        }
    }

    private static void lowered(Calls c) {
        int fd = c.listener(PORT, 5000);
        c.site.sysctl("net.core.somaxconn", "16");
        c.note("lowered, listening", backlog(c, fd));
        Calls.must("listen", c.os.listen(fd, 5000));
        c.note("listen again", backlog(c, fd));
    }

    private static void dropped(Calls c) {
        c.site.sysctl("net.ipv4.tcp_abort_on_overflow", "1");
        c.listener(PORT, 0);
        c.connected(PORT);
        int second = c.nonblocking();
        c.connect(second, PORT);
        c.note("events: " + c.poll(second, Readiness.POLLOUT));
        c.note("ListenOverflows: " + (c.site.counter("TcpExtListenOverflows") > 0));
        c.note("ListenDrops: " + (c.site.counter("TcpExtListenDrops") > 0));
    }

    /** A client half-open to a listener of backlog 1 whose accept queue has become full. */
    private static Remote halfOpen(Calls c) {
        Remote.of(c, FIRST, PORT).connects();
        Remote second = Remote.of(c, FIRST + 1, PORT).syn();
        Remote third = Remote.of(c, FIRST + 2, PORT).syn();
        for (Remote each : List.of(second, third)) {
            if (!each.next().startsWith("SYN|ACK")) {
                throw new AssertionError("no SYN-ACK");
            }
        }
        second.ack();
        return third;
    }

    private static void thirdAck(Calls c) {
        int listener = c.open(PORT, 1);
        Remote client = halfOpen(c);
        client.ack();
        c.note("third ACK: " + client.next());
        client.sends(Segment.ACK, 1, 1, "hi");
        c.note("data: " + client.next());
        c.note("later: " + client.next(1500));
        c.ok("accept", c.os.accept(listener, null));
        client.sends(Segment.ACK, 1, 1, "hi");
        c.note("data again: " + client.next());
        Calls.must("accept", c.os.accept(listener, null));
        int fd = c.ok("accept", c.acceptShortly(listener));
        c.note("recv: " + c.recv(fd));
    }

    private static void aborted(Calls c) {
        c.site.sysctl("net.ipv4.tcp_abort_on_overflow", "1");
        int listener = c.open(PORT, 1);
        Remote client = halfOpen(c);
        client.ack();
        c.note("third ACK: " + client.next());
        c.ok("accept", c.os.accept(listener, null));
        client.ack();
        c.note("ACK again: " + client.next());
    }

    /** To how many SYNs of different clients a listener answers. */
    static int answered(Calls c, int listener, int clients) {
        List<Remote> all = new ArrayList<>();
        int port = c.port(listener);
        for (int i = 0; i < clients; i++) {
            all.add(Remote.of(c, FIRST + i, port).syn());
        }
        int answered = 0;
        for (Remote each : all) {
            answered += each.next(10).startsWith("SYN|ACK") ? 1 : 0;
        }
        return answered;
    }

    private static void forgotten(Calls c) {
        c.site.sysctl("net.ipv4.tcp_synack_retries", "2");
        c.open(PORT, 4);
        Remote client = Remote.of(c, FIRST, PORT);
        long began = c.os.nanoTime();
        client.syn();
        Arrival arrival = client.arrival(1000);
        while (arrival != null) {
            c.note(client.flags(arrival) + ": " + c.about(arrival.nanos() - began, 0, 1, 3, 7));
            arrival = client.arrival(4700);
        }
        client.ack();
        c.note("ACK after 7 s: " + client.next());
    }

    private static void closed(Calls c) {
        int listener = c.open(PORT, 4);
        Remote client = Remote.of(c, FIRST, PORT).syn();
        client.next();
        c.os.close(listener);
        c.note("at close: " + client.next());
        client.ack();
        c.note("ACK: " + client.next());
    }
}
