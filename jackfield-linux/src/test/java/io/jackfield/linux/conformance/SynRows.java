package io.jackfield.linux.conformance;

import io.jackfield.linux.conformance.Wire.Arrival;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Readiness;

import java.util.List;
import java.util.stream.Stream;

/** Rows 64 to 68: what is sent and what is heard while a connection is opened. */
final class SynRows {
    private static final int PORT = 8080;
    private static final int CLOSED = 9;
    private static final int FIRST = 2000;

    private SynRows() {}

    static List<Row> all() {
        return Stream.of(timing(), segments(), segments().stream().map(Row::overIpv6).toList())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> timing() {
        return List.of(
                retransmission("64", "1", "4", "SYN: 0 1 2; ETIMEDOUT: 3 s", 3),
                retransmission("64a", "2", "4", "SYN: 0 1 2 3 4 5; ETIMEDOUT: 7 s", 8),
                retransmission("64b", "3", "4", "SYN: 0 1 2 3 4 5 7 11; ETIMEDOUT: 19 s", 20),
                retransmission("64c", "2", "0", "SYN: 0 1 3; ETIMEDOUT: 7 s", 8),
                retransmission(
                        "64d", "6", "4", "SYN: 0 1 2 3 4 5 7 11 19 35 67; ETIMEDOUT: 131 s", 140));
    }

    private static Row retransmission(
            String number, String retries, String linear, String truth, int seconds) {
        String claim = "SYNs with tcp_syn_retries %s, tcp_syn_linear_timeouts %s";
        return Row.of(
                        number,
                        claim.formatted(retries, linear),
                        truth.replace("; ", "\n"),
                        c -> unanswered(c, retries, linear))
                .takes(seconds);
    }

    private static List<Row> segments() {
        return List.of(
                Row.of(
                        "65",
                        "RST in SYN-SENT",
                        """
                        without ACK: -
                        another ACK: -
                        its ACK: IN|OUT|ERR|HUP|RDHUP
                        SO_ERROR: ECONNREFUSED
                        """,
                        SynRows::resetInSynSent),
                Row.of(
                        "66",
                        "RST and SYN in ESTABLISHED",
                        """
                        RST in the window: ACK seq 1 ack 1
                        events: OUT
                        SYN: ACK seq 1 ack 1
                        events: OUT
                        RST: -
                        recv: ECONNRESET
                        """,
                        SynRows::resetInEstablished),
                Row.of(
                                "67",
                                "stray segments",
                                """
                                ACK to LISTEN: RST seq 7
                                SYN|FIN to no socket: RST|ACK seq 0 ack 2
                                SYN|FIN to LISTEN: -
                                no flag to LISTEN: -
                                FIN to LISTEN: -
                                SYN with data to LISTEN: SYN|ACK seq 0 ack 1
                                """,
                                SynRows::stray)
                        .takes(1),
                Row.of(
                        "68",
                        "SYN in SYN-SENT: simultaneous open",
                        """
                        SYN: SYN|ACK seq 0 ack 1
                        events: -
                        after the ACK: OUT
                        """,
                        SynRows::simultaneous));
    }

    private static void unanswered(Calls c, String retries, String linear) {
        c.site.sysctl("net.ipv4.tcp_syn_retries", retries);
        c.site.sysctl("net.ipv4.tcp_syn_linear_timeouts", linear);
        long began = c.os.nanoTime();
        int fd = c.connecting(PORT);
        Remote server = Remote.called(c, PORT);
        StringBuilder times = new StringBuilder("SYN: 0");
        int[] expected = {1, 2, 3, 4, 5, 7, 11, 19, 35, 67, 131};
        while (c.readiness(fd).equals("-")) {
            Arrival arrival = server.arrival(20);
            if (arrival != null) {
                String time = c.about(arrival.nanos() - began, expected);
                times.append(' ').append(time.replace(" s", ""));
            }
        }
        String end = c.about(c.os.nanoTime() - began, expected);
        c.note(times.toString());
        c.note(c.soError(fd) + ": " + end);
    }

    private static void resetInSynSent(Calls c) {
        int fd = c.connecting(PORT);
        Remote server = Remote.called(c, PORT);
        server.sends(Segment.RST, 0, 0);
        c.note("without ACK: " + c.readiness(fd));
        server.sends(Segment.RST | Segment.ACK, 0, 2);
        c.note("another ACK: " + c.readiness(fd));
        server.sends(Segment.RST | Segment.ACK, 0, 1);
        c.note("its ACK: " + c.readiness(fd));
        c.note("SO_ERROR: " + c.soError(fd));
    }

    private static void resetInEstablished(Calls c) {
        int listener = c.open(PORT, 4);
        Remote client = Remote.of(c, FIRST, PORT).connects();
        int fd = Calls.must("accept", c.os.accept(listener, null));
        client.sends(Segment.RST, 11, 0);
        c.note("RST in the window: " + client.next());
        c.note("events: " + c.readiness(fd));
        Remote other = Remote.of(c, FIRST + 1, PORT).connects();
        int second = Calls.must("accept", c.os.accept(listener, null));
        other.sends(Segment.SYN, 11, 0);
        c.note("SYN: " + other.next());
        c.note("events: " + c.readiness(second));
        client.sends(Segment.RST, 1, 0);
        c.note("RST: " + client.next());
        c.note("recv: " + c.recv(fd));
    }

    private static void stray(Calls c) {
        c.open(PORT, 4);
        int port = FIRST;
        Remote.of(c, ++port, PORT).sends(Segment.ACK, 5, 7);
        c.note("ACK to LISTEN: " + Remote.of(c, port, PORT).next());
        int synFin = Segment.SYN | Segment.FIN;
        c.note("SYN|FIN to no socket: " + Remote.of(c, ++port, CLOSED).sends(synFin, 0, 0).next());
        c.note("SYN|FIN to LISTEN: " + Remote.of(c, ++port, PORT).sends(synFin, 0, 0).next());
        c.note("no flag to LISTEN: " + Remote.of(c, ++port, PORT).sends(0, 0, 0).next());
        c.note("FIN to LISTEN: " + Remote.of(c, ++port, PORT).sends(Segment.FIN, 0, 0).next());
        Remote early = Remote.of(c, ++port, PORT).sends(Segment.SYN, 0, 0, "early");
        c.note("SYN with data to LISTEN: " + early.next());
    }

    private static void simultaneous(Calls c) {
        int fd = c.connecting(PORT);
        Remote other = Remote.called(c, PORT);
        other.syn();
        c.note("SYN: " + other.next());
        c.note("events: " + c.readiness(fd));
        other.ack();
        c.note("after the ACK: " + c.poll(fd, Readiness.POLLOUT));
    }
}
