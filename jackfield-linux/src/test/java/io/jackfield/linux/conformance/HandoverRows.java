package io.jackfield.linux.conformance;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Segment;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows 24 and 47 to 49: connections that wait to be ready, and listeners that come and go. */
final class HandoverRows {
    private static final int PORT = 8080;
    private static final int FIRST = 2000;
    private static final int CLIENTS = 20;

    private HandoverRows() {}

    static List<Row> all() {
        List<Row> overIpv6 = rows().stream().map(Row::overIpv6).toList();
        return Stream.of(rows(), overIpv6).flatMap(List::stream).toList();
    }

    private static List<Row> rows() {
        return List.of(
                Row.of(
                                "24",
                                "TCP_DEFER_ACCEPT 5",
                                """
                                reads: 7
                                after the ACK: EAGAIN
                                data: ACK seq 1 ack 3
                                accept: ok
                                recv: 'hi'
                                """,
                                HandoverRows::deferred)
                        .takes(1),
                Row.of(
                        "47",
                        "one listener of a group is closed, tcp_migrate_req 0",
                        """
                        queued: some reset, the others accepted
                        half-open: some reset, the others accepted
                        """,
                        c -> closed(c, 0)),
                Row.of(
                                "48",
                                "the same with tcp_migrate_req 1",
                                """
                                queued: all accepted
                                half-open: all accepted
                                """,
                                c -> closed(c, 1))
                        .takes(1),
                Row.of(
                        "49",
                        "a listener is added to the group while handshakes are under way",
                        "the first: 20\nthe second: 0",
                        HandoverRows::added));
    }

    private static void deferred(Calls c) {
        int listener = c.open(PORT, 4);
        c.set(listener, Option.SOL_TCP, Option.TCP_DEFER_ACCEPT, 5);
        c.note("reads", c.get(listener, Option.SOL_TCP, Option.TCP_DEFER_ACCEPT));
        Remote client = Remote.of(c, FIRST, PORT).connects();
        client.next();
        c.ok("after the ACK", c.acceptShortly(listener));
        c.note("data: " + client.sends(Segment.ACK, 1, 1, "hi").next());
        int fd = c.ok("accept", c.acceptShortly(listener));
        c.note("recv: " + c.recv(fd));
    }

    private static int member(Calls c) {
        int fd = c.isV4 ? c.tcp() : c.tcp6();
        Calls.must("O_NONBLOCK", c.os.fcntl(fd, FileControl.F_SETFL, FileControl.O_NONBLOCK));
        c.set(fd, Option.SO_REUSEPORT, 1);
        Calls.must("bind", c.bind(fd, c.isV4 ? Calls.ANY : IpAddress.ANY6, PORT));
        Calls.must("listen", c.os.listen(fd, 128));
        return fd;
    }

    private static List<Remote> halfOpen(Calls c, int first) {
        List<Remote> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Remote client = Remote.of(c, first + i, PORT).syn();
            client.next();
            clients.add(client);
        }
        return clients;
    }

    private static int accepted(Calls c, int listener) {
        int count = 0;
        while (c.os.accept(listener, null) >= 0) {
            count++;
        }
        return count;
    }

    private static int resets(List<Remote> clients) {
        int count = 0;
        for (Remote client : clients) {
            count += client.next(5).startsWith("RST") ? 1 : 0;
        }
        return count;
    }

    private static String fate(int resets, int accepted) {
        boolean isWhole = resets + accepted == CLIENTS;
        if (isWhole && resets > 0 && accepted > 0) {
            return "some reset, the others accepted";
        }
        return isWhole && resets == 0
                ? "all accepted"
                : resets + " reset, " + accepted + " accepted";
    }

    private static void closed(Calls c, int migrates) {
        c.site.sysctl("net.ipv4.tcp_migrate_req", String.valueOf(migrates));
        int first = member(c);
        int second = member(c);
        List<Remote> queued = halfOpen(c, FIRST);
        queued.forEach(Remote::ack);
        List<Remote> halfOpen = halfOpen(c, FIRST + CLIENTS);
        c.os.close(first);
        c.note("queued: " + fate(resets(queued), accepted(c, second)));
        halfOpen.forEach(Remote::ack);
        c.note("half-open: " + fate(resets(halfOpen), accepted(c, second)));
    }

    private static void added(Calls c) {
        int first = member(c);
        List<Remote> clients = halfOpen(c, FIRST);
        int second = member(c);
        clients.forEach(Remote::ack);
        c.note("the first", accepted(c, first));
        c.note("the second", accepted(c, second));
    }
}
