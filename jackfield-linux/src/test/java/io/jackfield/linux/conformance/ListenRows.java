package io.jackfield.linux.conformance;

import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Option;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Rows 1 to 25: listen(2), its queues, accept(2). */
final class ListenRows {
    private static final int PORT = 8080;

    private ListenRows() {}

    static List<Row> all() {
        return Stream.of(queues(), endings(), accepted()).flatMap(List::stream).toList();
    }

    private static List<Row> queues() {
        return List.of(
                Row.of(
                                "1",
                                "backlog N: N + 1 connections wait",
                                """
                                backlog 0: 1
                                backlog 1: 2
                                backlog 5: 6
                                """,
                                ListenRows::backlog)
                        .takes(2),
                Row.of(
                        "2",
                        "a negative backlog is counted unsigned",
                        "waiting: 9",
                        c -> {
                            c.listener(PORT, -1);
                            c.note("waiting: " + c.established(PORT, 9));
                        }),
                Row.of("5", "listen twice resets the backlog", twice(), ListenRows::twice).takes(1),
                Row.of(
                        "6",
                        "listen without bind binds to a port of its own",
                        "listen: ok\na port: true\nconnect: ok",
                        ListenRows::unbound),
                Row.of(
                                "7",
                                "a full accept queue: the SYN is dropped without a word",
                                """
                                events: -
                                accept: ok
                                events: OUT
                                """,
                                ListenRows::full)
                        .takes(3));
    }

    private static List<Row> endings() {
        return List.of(
                Row.of(
                        "18",
                        "close of a listener resets who waits in its queue",
                        "recv: ECONNRESET",
                        ListenRows::closedWithQueue),
                Row.of(
                        "20",
                        "shutdown(SHUT_RD) of a listener stops it, listen revives it",
                        """
                        shutdown(SHUT_WR): ok
                        connect: ok
                        shutdown(SHUT_RD): ok
                        queued client: ECONNRESET
                        connect: ECONNREFUSED
                        accept: EINVAL
                        listen: ok
                        connect: ok
                        a child asleep in accept: EINVAL
                        """,
                        ListenRows::shutDown));
    }

    private static List<Row> accepted() {
        return List.of(
                Row.of(
                        "21",
                        "accept of a connection that was reset succeeds",
                        """
                        accept: ok
                        getpeername: ENOTCONN
                        recv: ECONNRESET
                        """,
                        ListenRows::resetInQueue),
                Row.of(
                        "22",
                        "accept of a connection with data and FIN",
                        "accept: ok\nrecv: 'hi'\nrecv: 0",
                        ListenRows::finInQueue),
                Row.of(
                        "23",
                        "what an accepted socket has from its listener",
                        """
                        O_NONBLOCK: false
                        TCP_NODELAY: 1
                        SO_KEEPALIVE: 1
                        SO_REUSEADDR: 1
                        SO_RCVBUF: 16384
                        """,
                        ListenRows::inherited),
                Row.of(
                        "25",
                        "SO_RCVTIMEO ends accept with EAGAIN, SO_SNDTIMEO connect with EINPROGRESS",
                        """
                        accept: EAGAIN
                        connect: EINPROGRESS
                        connect: EALREADY
                        """,
                        ListenRows::timesOut));
    }

    private static void backlog(Calls c) {
        int port = PORT;
        for (int backlog : new int[] {0, 1, 5}) {
            port++;
            c.listener(port, backlog);
            c.note("backlog " + backlog + ": " + c.established(port, backlog + 3));
        }
    }

    private static String twice() {
        return """
        listen(3): ok
        listen(1): ok
        waiting: 2
        """;
    }

    private static void twice(Calls c) {
        int fd = c.listener(PORT, 1);
        c.ok("listen(3)", c.os.listen(fd, 3));
        c.ok("listen(1)", c.os.listen(fd, 1));
        c.note("waiting: " + c.established(PORT, 5));
    }

    private static void unbound(Calls c) {
        int fd = c.tcp();
        c.ok("listen", c.os.listen(fd, 1));
        int port = c.port(fd);
        c.note("a port: " + (port > 1024));
        c.ok("connect", c.connect(c.tcp(), port));
    }

    private static void full(Calls c) {
        int listener = c.listener(PORT, 0);
        c.connected(PORT);
        int second = c.nonblocking();
        c.connect(second, PORT);
        c.note("events: " + c.poll(second, Readiness.POLLOUT));
        c.ok("accept", c.os.accept(listener, null));
        c.pause(2_000); // its SYN comes again after a second
        c.note("events: " + c.poll(second, Readiness.POLLOUT));
    }

    private static void closedWithQueue(Calls c) {
        int listener = c.listener(PORT, 1);
        int client = c.connected(PORT);
        c.os.close(listener);
        c.note("recv: " + c.recv(client));
    }

    private static void shutDown(Calls c) {
        int listener = c.listener(PORT, 4);
        c.ok("shutdown(SHUT_WR)", c.os.shutdown(listener, Family.SHUT_WR));
        int queued = c.tcp();
        c.ok("connect", c.connect(queued, PORT));
        c.ok("shutdown(SHUT_RD)", c.os.shutdown(listener, Family.SHUT_RD));
        c.note("queued client: " + c.recv(queued));
        c.ok("connect", c.connect(c.tcp(), PORT));
        c.ok("accept", c.os.accept(listener, null));
        c.ok("listen", c.os.listen(listener, 4));
        c.ok("connect", c.connect(c.tcp(), PORT));
        int other = c.listener(PORT + 1, 4);
        AtomicInteger accepted = new AtomicInteger();
        c.os.fork(
                child -> {
                    accepted.set(child.accept(other, null));
                    return 0;
                });
        c.site.settle(c.os);
        c.os.shutdown(other, Family.SHUT_RD);
        c.until(() -> accepted.get() != 0);
        c.ok("a child asleep in accept", accepted.get());
    }

    private static void resetInQueue(Calls c) {
        int listener = c.listener(PORT, 1);
        int client = c.connected(PORT);
        Calls.must(
                "SO_LINGER",
                c.os.setsockopt(
                        client, Option.SOL_SOCKET, Option.SO_LINGER, Values.linger(true, 0)));
        c.os.close(client);
        int fd = c.ok("accept", c.os.accept(listener, null));
        c.ok("getpeername", c.os.getpeername(fd, new SocketAddressBuffer()));
        c.note("recv: " + c.recv(fd));
    }

    private static void finInQueue(Calls c) {
        int listener = c.listener(PORT, 1);
        int client = c.connected(PORT);
        c.send(client, "hi");
        c.os.close(client);
        int fd = c.ok("accept", c.os.accept(listener, null));
        c.note("recv: " + c.recv(fd));
        c.note("recv: " + c.recv(fd));
    }

    private static void inherited(Calls c) {
        int listener = c.listener(PORT, 1);
        c.set(listener, Option.SOL_TCP, Option.TCP_NODELAY, 1);
        c.set(listener, Option.SO_KEEPALIVE, 1);
        c.set(listener, Option.SO_RCVBUF, 8192);
        int nonblocking = FileControl.O_NONBLOCK;
        c.os.fcntl(listener, FileControl.F_SETFL, nonblocking);
        c.connected(PORT);
        int fd = c.acceptShortly(listener);
        int flags = c.os.fcntl(fd, FileControl.F_GETFL, 0);
        c.note("O_NONBLOCK: " + ((flags & nonblocking) != 0));
        c.note("TCP_NODELAY", c.get(fd, Option.SOL_TCP, Option.TCP_NODELAY));
        c.note("SO_KEEPALIVE", c.get(fd, Option.SOL_SOCKET, Option.SO_KEEPALIVE));
        c.note("SO_REUSEADDR", c.get(fd, Option.SOL_SOCKET, Option.SO_REUSEADDR));
        c.note("SO_RCVBUF", c.get(fd, Option.SOL_SOCKET, Option.SO_RCVBUF));
    }

    private static void timesOut(Calls c) {
        int listener = c.listener(PORT, 1);
        timeout(c, listener, Option.SO_RCVTIMEO);
        c.ok("accept", c.os.accept(listener, null));
        int fd = c.tcp();
        timeout(c, fd, Option.SO_SNDTIMEO);
        c.site.wire(c.os);
        SocketAddress silent = SocketAddress.of(Wire.FAR4, PORT);
        c.ok("connect", c.os.connect(fd, silent));
        c.ok("connect", c.os.connect(fd, silent));
    }

    private static void timeout(Calls c, int fd, int option) {
        ByteBuffer time = Values.timeval(50_000_000);
        Calls.must("timeout", c.os.setsockopt(fd, Option.SOL_SOCKET, option, time));
    }
}
