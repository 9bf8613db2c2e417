package io.jackfield.linux.conformance;

import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** Rows 72 to 81: close(2), shutdown(2), SO_LINGER. */
final class CloseRows {
    private static final int PORT = 8080;

    private CloseRows() {}

    static List<Row> all() {
        return Stream.of(closed(), shut()).flatMap(List::stream).toList();
    }

    private static List<Row> closed() {
        return List.of(
                Row.of(
                        "72",
                        "close with data unread resets",
                        """
                        recv: 'sent before'
                        recv: ECONNRESET
                        send: EPIPE
                        only peeked, recv: ECONNRESET
                        after SHUT_RD, recv: ECONNRESET
                        """,
                        CloseRows::closeWithUnread),
                Row.of(
                        "77",
                        "SO_LINGER 0: RST, what was delivered stays, nothing waits",
                        """
                        peer's recv: 'x'
                        peer's recv: ECONNRESET
                        bind: ok
                        """,
                        CloseRows::lingerZero));
    }

    private static List<Row> shut() {
        return List.of(
                Row.of(
                        "73",
                        "shutdown(SHUT_WR): the peer reads to the end and may go on sending",
                        """
                        peer's recv: 0
                        peer's events: IN|OUT|RDHUP
                        peer's send: 2
                        recv: 'on'
                        send: EPIPE
                        """,
                        CloseRows::halfClosed),
                Row.of(
                        "74",
                        "both ways shut",
                        """
                        events: IN|OUT|HUP|RDHUP
                        peer's events: IN|OUT|HUP|RDHUP
                        shutdown(SHUT_WR): ENOTCONN
                        """,
                        CloseRows::bothShut),
                Row.of(
                        "75",
                        "shutdown(SHUT_RD) says nothing, and what comes later is read",
                        """
                        recv: 0
                        events: IN|OUT|RDHUP
                        peer's send: 5
                        recv: 'later'
                        recv: 0
                        """,
                        CloseRows::readShut),
                Row.of(
                        "76",
                        "shutdown(SHUT_RDWR), then the peer sends",
                        """
                        peer's send: 1
                        peer's send: EPIPE
                        recv: ECONNRESET
                        """,
                        CloseRows::sendToShut),
                Row.of(
                        "81",
                        "FIN-WAIT-2 with the descriptor open goes on receiving",
                        "recv: 'late'",
                        CloseRows::finWait2));
    }

    private static void closeWithUnread(Calls c) {
        int[] ends = c.pair(PORT);
        c.send(ends[0], "never read");
        c.send(ends[1], "sent before");
        c.pause(10);
        c.os.close(ends[1]);
        c.note("recv: " + c.recv(ends[0]));
        c.note("recv: " + c.recv(ends[0]));
        c.note("send", c.send(ends[0], "x"));
        ends = c.pair(PORT + 1);
        c.send(ends[0], "peeked");
        c.poll(ends[1], Readiness.POLLIN);
        c.os.recv(ends[1], ByteBuffer.allocate(10), MessageFlags.MSG_PEEK);
        c.os.close(ends[1]);
        c.note("only peeked, recv: " + c.recv(ends[0]));
        ends = c.pair(PORT + 2);
        c.send(ends[0], "shut");
        c.poll(ends[1], Readiness.POLLIN);
        c.os.shutdown(ends[1], Family.SHUT_RD);
        c.os.close(ends[1]);
        c.note("after SHUT_RD, recv: " + c.recv(ends[0]));
    }

    private static void halfClosed(Calls c) {
        int[] ends = c.pair(PORT);
        c.os.shutdown(ends[0], Family.SHUT_WR);
        c.note("peer's recv: " + c.recv(ends[1]));
        c.note("peer's events: " + c.readiness(ends[1]));
        c.note("peer's send", c.send(ends[1], "on"));
        c.note("recv: " + c.recv(ends[0]));
        c.note("send", c.send(ends[0], "x"));
    }

    private static void bothShut(Calls c) {
        int[] ends = c.pair(PORT);
        c.os.shutdown(ends[1], Family.SHUT_WR);
        c.pause(10);
        c.os.shutdown(ends[0], Family.SHUT_WR);
        c.pause(10);
        c.note("events: " + c.readiness(ends[0]));
        c.note("peer's events: " + c.readiness(ends[1]));
        c.ok("shutdown(SHUT_WR)", c.os.shutdown(ends[1], Family.SHUT_WR));
    }

    private static void readShut(Calls c) {
        int[] ends = c.pair(PORT);
        c.os.shutdown(ends[0], Family.SHUT_RD);
        c.note("recv: " + c.recv(ends[0]));
        c.note("events: " + c.readiness(ends[0]));
        c.note("peer's send", c.send(ends[1], "later"));
        c.pause(10);
        c.note("recv: " + c.recv(ends[0]));
        c.note("recv: " + c.recv(ends[0]));
    }

    private static void sendToShut(Calls c) {
        int[] ends = c.pair(PORT);
        c.os.shutdown(ends[0], Family.SHUT_RDWR);
        c.pause(10);
        c.note("peer's send", c.send(ends[1], "x"));
        c.pause(10);
        c.note("peer's send", c.send(ends[1], "x"));
        c.note("recv: " + c.recv(ends[0]));
    }

    private static void lingerZero(Calls c) {
        int fd = c.tcp();
        int[] ends = c.pair(PORT);
        c.send(ends[0], "x");
        c.pause(10);
        int port = c.port(ends[0]);
        Calls.must(
                "SO_LINGER",
                c.os.setsockopt(
                        ends[0], Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 0)));
        c.os.close(ends[0]);
        c.note("peer's recv: " + c.recv(ends[1]));
        c.note("peer's recv: " + c.recv(ends[1]));
        c.ok("bind", c.bind(fd, Calls.LOOPBACK, port));
    }

    private static void finWait2(Calls c) {
        int[] ends = c.pair(PORT);
        c.os.shutdown(ends[0], Family.SHUT_WR);
        c.pause(100);
        c.send(ends[1], "late");
        c.note("recv: " + c.recv(ends[0]));
    }
}
