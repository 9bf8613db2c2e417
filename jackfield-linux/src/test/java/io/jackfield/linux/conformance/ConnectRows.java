package io.jackfield.linux.conformance;

import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

/** Rows 59 to 71: ports as destinations, connect(2), its errors, RST. */
final class ConnectRows {
    private static final int PORT = 8080;
    private static final int CLOSED = 9;

    private ConnectRows() {}

    static List<Row> all() {
        return Stream.of(ports(), attempts(), resets()).flatMap(List::stream).toList();
    }

    private static List<Row> ports() {
        return List.of(
                Row.of(
                        "59",
                        "a socket that connects to itself",
                        "connect: ok\nrecv: 'echo'",
                        ConnectRows::itself),
                Row.of(
                        "59a",
                        "port 0 as a destination",
                        """
                        TCP connect: ECONNREFUSED
                        UDP sendto: EINVAL
                        UDP connect: ok
                        """,
                        ConnectRows::portZero),
                Row.of(
                        "59b",
                        "bound, not listening",
                        "connect: ECONNREFUSED",
                        c -> {
                            Calls.must("bind", c.bind(c.tcp(), Calls.LOOPBACK, PORT));
                            c.ok("connect", c.connect(c.tcp(), PORT));
                        }),
                Row.of(
                        "59c",
                        "the client's own port can be seen",
                        "a port: true",
                        c -> {
                            c.listener(PORT, 1);
                            c.note("a port: " + (c.port(c.connected(PORT)) > 1024));
                        }));
    }

    private static List<Row> attempts() {
        return List.of(
                Row.of(
                        "60",
                        "after ECONNREFUSED the same socket may connect again",
                        """
                        connect: ECONNREFUSED
                        connect: ECONNREFUSED
                        connect: ok
                        """,
                        ConnectRows::again),
                Row.of(
                        "61",
                        "a refused connect that does not block",
                        """
                        connect: EINPROGRESS
                        events: IN|OUT|ERR|HUP|RDHUP
                        SO_ERROR: ECONNREFUSED
                        SO_ERROR: 0
                        connect: ECONNABORTED
                        connect: EINPROGRESS
                        """,
                        ConnectRows::refused),
                Row.of(
                        "62",
                        "connect of what is connected, and of a listener",
                        """
                        connect: EINPROGRESS
                        connect: ok
                        connect: EISCONN
                        a listener: EISCONN
                        """,
                        ConnectRows::connectedAlready),
                Row.of(
                        "63",
                        "a fresh socket",
                        """
                        events: OUT|HUP
                        recv: ENOTCONN
                        send: EPIPE
                        """,
                        ConnectRows::fresh));
    }

    private static List<Row> resets() {
        return List.of(
                Row.of(
                        "69",
                        "RST with data unread: the data, the error once, the end",
                        """
                        recv: 'unread'
                        recv: ECONNRESET
                        recv: 0
                        """,
                        ConnectRows::resetWithUnread),
                Row.of(
                        "70",
                        "the first caller sees the reset",
                        """
                        SO_ERROR: ECONNRESET
                        recv: 0
                        send: EPIPE
                        """,
                        ConnectRows::firstCaller),
                Row.of(
                        "71",
                        "writing after the peer has closed",
                        """
                        send: 1
                        events: IN|OUT|ERR|HUP|RDHUP
                        send: EPIPE
                        recv: 0
                        SO_ERROR: 0
                        """,
                        ConnectRows::writeAfterClose));
    }

    private static void itself(Calls c) {
        int fd = c.tcp();
        Calls.must("bind", c.bind(fd, Calls.LOOPBACK, PORT));
        c.ok("connect", c.connect(fd, PORT));
        c.send(fd, "echo");
        c.note("recv: " + c.recv(fd));
    }

    private static void portZero(Calls c) {
        c.ok("TCP connect", c.connect(c.tcp(), 0));
        SocketAddress zero = SocketAddress.of(Calls.LOOPBACK, 0);
        c.ok("UDP sendto", c.os.sendto(c.udp(), ByteBuffer.allocate(1), 0, zero));
        c.ok("UDP connect", c.connect(c.udp(), 0));
    }

    private static void again(Calls c) {
        int fd = c.tcp();
        c.ok("connect", c.connect(fd, CLOSED));
        c.ok("connect", c.connect(fd, CLOSED));
        c.listener(PORT, 1);
        c.ok("connect", c.connect(fd, PORT));
    }

    private static void refused(Calls c) {
        int fd = c.nonblocking();
        c.ok("connect", c.connect(fd, CLOSED));
        c.poll(fd, Readiness.POLLIN);
        c.note("events: " + c.readiness(fd));
        c.note("SO_ERROR: " + c.soError(fd));
        c.note("SO_ERROR: " + c.soError(fd));
        c.ok("connect", c.connect(fd, CLOSED));
        c.ok("connect", c.connect(fd, CLOSED));
    }

    private static void connectedAlready(Calls c) {
        int listener = c.listener(PORT, 1);
        int fd = c.nonblocking();
        c.ok("connect", c.connect(fd, PORT));
        c.poll(fd, Readiness.POLLOUT);
        c.ok("connect", c.connect(fd, PORT));
        c.ok("connect", c.connect(fd, PORT));
        c.ok("a listener", c.connect(listener, PORT));
    }

    private static void fresh(Calls c) {
        int fd = c.tcp();
        c.note("events: " + c.readiness(fd));
        c.note("recv", c.os.recv(fd, ByteBuffer.allocate(1), 0));
        c.note("send", c.send(fd, "x"));
    }

    private static void reset(Calls c, int fd) {
        ByteBuffer now = Values.linger(true, 0);
        Calls.must("SO_LINGER", c.os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_LINGER, now));
        c.os.close(fd);
    }

    private static void resetWithUnread(Calls c) {
        int[] ends = c.pair(PORT);
        c.send(ends[0], "unread");
        reset(c, ends[0]);
        c.note("recv: " + c.recv(ends[1]));
        c.note("recv: " + c.recv(ends[1]));
        c.note("recv: " + c.recv(ends[1]));
    }

    private static void firstCaller(Calls c) {
        int[] ends = c.pair(PORT);
        reset(c, ends[0]);
        c.note("SO_ERROR: " + c.soError(ends[1]));
        c.note("recv: " + c.recv(ends[1]));
        c.note("send", c.send(ends[1], "x"));
    }

    private static void writeAfterClose(Calls c) {
        int[] ends = c.pair(PORT);
        c.os.close(ends[0]);
        c.note("send", c.send(ends[1], "x"));
        c.note("events: " + c.readiness(ends[1]));
        c.note("send", c.send(ends[1], "x"));
        c.note("recv: " + c.recv(ends[1]));
        c.note("SO_ERROR: " + c.soError(ends[1]));
    }
}
