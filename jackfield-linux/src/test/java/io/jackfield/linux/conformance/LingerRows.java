package io.jackfield.linux.conformance;

import io.jackfield.linux.conformance.Wire.Arrival;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;
import io.jackfield.posix.Signal;
import io.jackfield.posix.Values;

import java.util.List;
import java.util.stream.Stream;

/** Rows 78, 80, 82, 89: what becomes of a connection that no process holds any more. */
final class LingerRows {
    private static final int PORT = 8080;
    private static final int FIRST = 2000;
    private static final long LEAST_PATIENCE = 1500;
    private static final long HOUR_NANOS = 3_600_000_000_000L;

    private LingerRows() {}

    static List<Row> all() {
        List<Row> overIpv6 =
                finWait2().stream()
                        .filter(row -> row.number().equals("82"))
                        .map(Row::overIpv6)
                        .toList();
        return Stream.of(lingering(), finWait2(), overIpv6, orphans())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> lingering() {
        return List.of(
                Row.of(
                                "78",
                                "SO_LINGER of 1 s with data that nobody acknowledges",
                                """
                                close: 1 s
                                then: ACK seq 3 ack 2
                                O_NONBLOCK, close: 1 s
                                shutdown: 0 s
                                close of a copy: 0 s
                                end of the process with the last copy: 0 s
                                """,
                                LingerRows::linger)
                        .takes(2));
    }

    private static List<Row> finWait2() {
        return List.of(
                Row.of(
                                "80",
                                "TCP_LINGER2 of an orphan in FIN-WAIT-2",
                                """
                                1, FIN after 0.5 s: ACK seq 2 ack 2
                                1, FIN after 1.6 s: RST seq 2
                                -1, closed in ESTABLISHED: FIN|ACK seq 1 ack 1
                                ACK of the FIN: RST seq 2
                                -1, closed in FIN-WAIT-2: RST|ACK seq 2 ack 1
                                """,
                                LingerRows::linger2)
                        .takes(2),
                Row.of(
                                "80a",
                                "tcp_fin_timeout 5",
                                """
                                FIN after 4 s: ACK seq 2 ack 2
                                FIN after 7 s: RST seq 2
                                """,
                                c -> finTimeout(c, "5", 4, 7))
                        .takes(7),
                Row.of(
                                "80b",
                                "tcp_fin_timeout 120",
                                """
                                FIN after 115 s: ACK seq 2 ack 2
                                FIN after 130 s: RST seq 2
                                """,
                                c -> finTimeout(c, "120", 115, 130))
                        .takes(131),
                Row.of(
                        "82",
                        "data for an orphan in FIN-WAIT-2",
                        """
                        data: RST seq 2
                        then an ACK: RST seq 2
                        """,
                        LingerRows::dataForOrphan));
    }

    private static List<Row> orphans() {
        return List.of(
                Row.of(
                                "89",
                                "how often an orphan sends its FIN, tcp_orphan_retries 2",
                                """
                                FINs: 3
                                an ACK then: RST seq 2
                                """,
                                c -> orphaned(c, "2", false))
                        .takes(4),
                Row.of(
                                "89a",
                                "the same with tcp_orphan_retries 0",
                                """
                                FINs: 9
                                an ACK then: RST seq 2
                                """,
                                c -> orphaned(c, "0", false))
                        .takes(145),
                Row.of(
                                "89b",
                                "the same with 5, RTO at its maximum, and host unreachable or not",
                                """
                                FINs: 6
                                an ACK then: RST seq 2
                                FINs: 3
                                an ACK then: RST seq 2
                                """,
                                LingerRows::softError)
                        .takes(10));
    }

    /** A client, and the descriptor of its connection. */
    private record Ends(Remote client, int fd) {}

    private static Ends connection(Calls c, int listener, int number) {
        Remote client = Remote.of(c, FIRST + number, PORT).connects();
        return new Ends(client, Calls.must("accept", c.os.accept(listener, null)));
    }

    /** The same whose user has closed and whose FIN was acknowledged. */
    private static Ends orphan(Calls c, int listener, int number) {
        Ends ends = connection(c, listener, number);
        closeAndAcknowledge(c, ends);
        return ends;
    }

    private static void closeAndAcknowledge(Calls c, Ends ends) {
        c.os.close(ends.fd);
        ends.client.next();
        ends.client.sends(Segment.ACK, 1, 2);
    }

    private static void linger(Calls c, int fd) {
        int refused =
                c.os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 1));
        Calls.must("SO_LINGER", refused);
        c.send(fd, "x");
    }

    private static void timed(Calls c, String what, Runnable call) {
        long began = c.os.nanoTime();
        call.run();
        c.note(what + ": " + c.about(c.os.nanoTime() - began, 0, 1));
    }

    private static void linger(Calls c) {
        int listener = c.open(PORT, 4);
        Ends one = connection(c, listener, 1);
        linger(c, one.fd);
        timed(c, "close", () -> c.os.close(one.fd));
        while (!one.client.next().equals("-")) {
            one.client.sends(Segment.ACK, 1, 3);
        }
        one.client.sends(Segment.FIN | Segment.ACK, 1, 3);
        c.note("then: " + one.client.next());
        Ends two = connection(c, listener, 2);
        linger(c, two.fd);
        c.os.fcntl(two.fd, FileControl.F_SETFL, FileControl.O_NONBLOCK);
        timed(c, "O_NONBLOCK, close", () -> c.os.close(two.fd));
        Ends three = connection(c, listener, 3);
        linger(c, three.fd);
        timed(c, "shutdown", () -> c.os.shutdown(three.fd, Family.SHUT_WR));
        Ends four = connection(c, listener, 4);
        linger(c, four.fd);
        Calls.must("dup", c.os.dup(four.fd));
        timed(c, "close of a copy", () -> c.os.close(four.fd));
        Ends five = connection(c, listener, 5);
        linger(c, five.fd);
        int holder = Calls.must("fork", c.os.fork(child -> child.nanosleep(HOUR_NANOS)));
        c.os.close(five.fd);
        timed(
                c,
                "end of the process with the last copy",
                () -> {
                    Calls.must("kill", c.os.kill(holder, Signal.SIGKILL));
                    Calls.must("waitpid", c.os.waitpid(holder, null, 0));
                });
    }

    private static String fin(Ends ends) {
        return ends.client.sends(Segment.FIN | Segment.ACK, 1, 2).next();
    }

    private static void linger2(Calls c, Ends ends, int seconds) {
        c.set(ends.fd, Option.SOL_TCP, Option.TCP_LINGER2, seconds);
    }

    private static void linger2(Calls c) {
        int listener = c.open(PORT, 4);
        Ends soon = connection(c, listener, 1);
        Ends late = connection(c, listener, 2);
        linger2(c, soon, 1);
        linger2(c, late, 1);
        closeAndAcknowledge(c, soon);
        closeAndAcknowledge(c, late);
        c.pause(500);
        c.note("1, FIN after 0.5 s: " + fin(soon));
        c.pause(1100);
        c.note("1, FIN after 1.6 s: " + fin(late));
        Ends ends = connection(c, listener, 3);
        linger2(c, ends, -1);
        c.os.close(ends.fd);
        c.note("-1, closed in ESTABLISHED: " + ends.client.next());
        c.note("ACK of the FIN: " + ends.client.sends(Segment.ACK, 1, 2).next());
        Ends shut = connection(c, listener, 4);
        linger2(c, shut, -1);
        c.os.shutdown(shut.fd, Family.SHUT_WR);
        shut.client.next();
        shut.client.sends(Segment.ACK, 1, 2);
        c.os.close(shut.fd);
        c.note("-1, closed in FIN-WAIT-2: " + shut.client.next());
    }

    private static void finTimeout(Calls c, String seconds, int early, int late) {
        c.site.sysctl("net.ipv4.tcp_fin_timeout", seconds);
        int listener = c.open(PORT, 4);
        Ends before = orphan(c, listener, 1);
        Ends after = orphan(c, listener, 2);
        c.pause(early * 1000L);
        c.note("FIN after " + early + " s: " + fin(before));
        c.pause((late - early) * 1000L);
        c.note("FIN after " + late + " s: " + fin(after));
    }

    private static void dataForOrphan(Calls c) {
        Ends ends = orphan(c, c.open(PORT, 4), 1);
        c.note("data: " + ends.client.sends(Segment.ACK, 1, 2, "late").next());
        c.note("then an ACK: " + ends.client.sends(Segment.ACK, 5, 2).next());
    }

    private static void softError(Calls c) {
        c.site.sysctl("net.ipv4.tcp_rto_max_ms", "1000");
        orphaned(c, "5", false);
        orphaned(c, "5", true);
    }

    private static void orphaned(Calls c, String retries, boolean unreachable) {
        c.site.sysctl("net.ipv4.tcp_orphan_retries", retries);
        int listener = c.open(unreachable ? PORT + 1 : PORT, 4);
        Remote client = Remote.of(c, FIRST, c.port(listener)).syn();
        client.next();
        c.pause(60); // the round-trip time: retransmissions are not due just when it ends
        client.ack();
        c.os.close(Calls.must("accept", c.os.accept(listener, null)));
        int fins = 0;
        long last = 0;
        long patience = LEAST_PATIENCE;
        Arrival fin = client.arrival(patience);
        while (fin != null) {
            if (++fins == 1 && unreachable) {
                client.complains(3, 1, 0);
            }
            long gap = fins == 1 ? 0 : (fin.nanos() - last) / 1_000_000;
            last = fin.nanos();
            patience = Math.max(LEAST_PATIENCE, gap * 9 / 4); // the next comes after twice the gap
            fin = client.arrival(patience);
        }
        c.note("FINs: " + fins);
        c.note("an ACK then: " + client.sends(Segment.ACK, 1, 2).next());
    }
}
