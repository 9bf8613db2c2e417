package io.jackfield.linux.conformance;

import io.jackfield.packet.Segment;

import java.util.List;
import java.util.stream.Stream;

/** Rows 11 and 13 to 16: SYN cookies, and what bounds requests without them. */
final class CookieRows {
    private static final int PORT = 8080;
    private static final int FIRST = 2000;
    private static final int CLIENTS = 30;

    private CookieRows() {}

    static List<Row> all() {
        List<Row> overIpv6 = rows().stream().map(Row::overIpv6).toList();
        return Stream.of(rows(), overIpv6, List.of(lifetime())).flatMap(List::stream).toList();
    }

    private static Row lifetime() {
        return Row.of(
                        "14a",
                        "how long a cookie is good for",
                        """
                        ACK after 50 s: -
                        accept: ok
                        ACK after 125 s: RST seq 1
                        accept: EAGAIN
                        """,
                        CookieRows::old)
                .takes(127);
    }

    private static List<Row> rows() {
        return List.of(
                Row.of(
                        "11",
                        "the third ACK of a cookie finds the accept queue full,"
                                + " tcp_abort_on_overflow=1",
                        """
                        third ACK: -
                        accept: ok
                        data: ACK seq 1 ack 3
                        """,
                        CookieRows::thirdAck),
                Row.of(
                                "13",
                                "tcp_max_syn_backlog, 30 clients, backlog 100",
                                """
                                16, without cookies: 13
                                8, without cookies: 7
                                16, with cookies: 30
                                cookies sent: 0
                                """,
                                CookieRows::maxSynBacklog)
                        .takes(1),
                Row.of(
                                "14",
                                "tcp_syncookies, 30 clients, backlog 4",
                                """
                                1: 30 answered, 25 by cookies, 0 dropped
                                2: 30 answered, 30 by cookies, 0 dropped
                                0: 5 answered, 0 by cookies, 25 dropped
                                """,
                                CookieRows::modes)
                        .takes(1),
                Row.of(
                        "15",
                        "a full accept queue, tcp_syncookies 2",
                        "SYN: -",
                        c -> {
                            cookies(c, 2);
                            c.open(PORT, 0);
                            Remote.of(c, FIRST, PORT).connects();
                            c.note("SYN: " + Remote.of(c, FIRST + 1, PORT).syn().next());
                        }),
                Row.of(
                        "16",
                        "SYN for a connection in TIME-WAIT, SYN queue full",
                        """
                        another's SYN: -
                        its SYN: SYN|ACK seq 0 ack 200001
                        accept queue full, its SYN: -
                        tcp_syncookies 2, its SYN: SYN|ACK seq 0 ack 200001
                        cookies sent: 0
                        """,
                        CookieRows::timeWait));
    }

    private static void cookies(Calls c, int mode) {
        c.site.sysctl("net.ipv4.tcp_syncookies", String.valueOf(mode));
    }

    private static long sent(Calls c) {
        return c.site.counter("TcpExtSyncookiesSent");
    }

    private static void thirdAck(Calls c) {
        cookies(c, 2);
        c.site.sysctl("net.ipv4.tcp_abort_on_overflow", "1");
        int listener = c.open(PORT, 0);
        Remote first = Remote.of(c, FIRST, PORT).syn();
        Remote second = Remote.of(c, FIRST + 1, PORT).syn();
        first.next();
        second.next();
        first.ack();
        second.ack();
        c.note("third ACK: " + second.next());
        c.ok("accept", c.os.accept(listener, null));
        c.note("data: " + second.sends(Segment.ACK, 1, 1, "hi").next());
    }

    private static void maxSynBacklog(Calls c) {
        int port = PORT;
        for (String most : List.of("16", "8", "16")) {
            boolean isLast = port == PORT + 2;
            cookies(c, isLast ? 1 : 0);
            c.site.sysctl("net.ipv4.tcp_max_syn_backlog", most);
            String what = most + (isLast ? ", with cookies" : ", without cookies");
            c.note(what, BacklogRows.answered(c, c.open(port++, 100), CLIENTS));
        }
        c.note("cookies sent: " + sent(c));
    }

    private static void modes(Calls c) {
        int port = PORT;
        for (int mode : new int[] {1, 2, 0}) {
            cookies(c, mode);
            long sent = sent(c);
            long dropped = c.site.counter("TcpExtTCPReqQFullDrop");
            int answered = BacklogRows.answered(c, c.open(port++, 4), CLIENTS);
            sent = sent(c) - sent;
            dropped = c.site.counter("TcpExtTCPReqQFullDrop") - dropped;
            c.note(
                    "%d: %d answered, %d by cookies, %d dropped"
                            .formatted(mode, answered, sent, dropped));
        }
    }

    private static void old(Calls c) {
        cookies(c, 2);
        int listener = c.open(PORT, 4);
        Remote soon = Remote.of(c, FIRST, PORT).syn();
        Remote late = Remote.of(c, FIRST + 1, PORT).syn();
        soon.next();
        late.next();
        c.pause(50_000);
        soon.ack();
        c.note("ACK after 50 s: " + soon.next());
        c.ok("accept", c.acceptShortly(listener));
        c.pause(75_000);
        late.ack();
        c.note("ACK after 125 s: " + late.next());
        c.ok("accept", c.acceptShortly(listener));
    }

    private static void timeWait(Calls c) {
        int listener = c.open(PORT, 1);
        Remote gone = TimeWaitRows.inTimeWait(c, listener, 1);
        Remote goneToo = TimeWaitRows.inTimeWait(c, listener, 2);
        Remote goneAsWell = TimeWaitRows.inTimeWait(c, listener, 3);
        cookies(c, 0);
        Remote one = Remote.of(c, FIRST + 11, PORT).syn();
        Remote two = Remote.of(c, FIRST + 12, PORT).syn();
        one.next();
        two.next();
        c.note("another's SYN: " + Remote.of(c, FIRST + 13, PORT).syn().next());
        c.note("its SYN: " + gone.sends(Segment.SYN, 200_000, 0).next());
        one.ack();
        two.ack();
        c.note("accept queue full, its SYN: " + goneToo.sends(Segment.SYN, 200_000, 0).next());
        Calls.must("accept", c.os.accept(listener, null));
        cookies(c, 2);
        String answer = goneAsWell.sends(Segment.SYN, 200_000, 0).next();
        c.note("tcp_syncookies 2, its SYN: " + answer);
        c.note("cookies sent: " + sent(c));
    }
}
