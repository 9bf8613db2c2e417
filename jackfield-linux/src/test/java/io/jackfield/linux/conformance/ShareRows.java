package io.jackfield.linux.conformance;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Family;
import io.jackfield.posix.Readiness;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Rows 31 to 37: descriptors that are copied, registered, closed. */
final class ShareRows {
    private static final int PORT = 8080;
    private static final int ASLEEP = Integer.MIN_VALUE;

    private ShareRows() {}

    static List<Row> all() {
        return Stream.of(registered(), copied()).flatMap(List::stream).toList();
    }

    private static List<Row> registered() {
        return List.of(
                Row.of(
                        "31",
                        "what EPOLLEXCLUSIVE does not go with",
                        """
                        with EPOLLONESHOT: EINVAL
                        with EPOLLPRI: EINVAL
                        alone: ok
                        MOD: EINVAL
                        an epoll: EINVAL
                        """,
                        ShareRows::exclusive),
                Row.of(
                        "34",
                        "epoll knows descriptor and description, and cannot forget what is closed",
                        """
                        events: 1
                        DEL: EBADF
                        events: 1
                        events: 0
                        """,
                        ShareRows::epollAndClose),
                Row.of(
                        "35",
                        "epoll: twice, copies, cycles, ONESHOT",
                        """
                        ADD: ok
                        ADD again: EEXIST
                        ADD a copy: ok
                        ADD itself: EINVAL
                        inner into outer: ok
                        outer into inner: ELOOP
                        in a row: 4, then ELOOP
                        ONESHOT: 1
                        after it: 0
                        MOD: 1
                        """,
                        ShareRows::watch),
                Row.of(
                        "36",
                        "EPOLLET tells of arrivals, not of what is there",
                        """
                        arrived: 1
                        again: 0
                        arrived: 1
                        after part of it was read: 0
                        """,
                        ShareRows::edge));
    }

    private static List<Row> copied() {
        return List.of(
                Row.of(
                        "32",
                        "a listener listens until its last copy is closed",
                        """
                        connect: ok
                        connect: ECONNREFUSED
                        """,
                        ShareRows::lastCopy),
                Row.of(
                        "33",
                        "close of a listener while another thread is in accept",
                        """
                        woken: false
                        connect: ok
                        accept: ok
                        connect: ECONNREFUSED
                        """,
                        ShareRows::closedUnderAccept),
                Row.of(
                                "37",
                                "close with a copy alive sends nothing, shutdown acts at once",
                                """
                                after close: EAGAIN
                                after shutdown: 0
                                """,
                                ShareRows::copyAlive)
                        .takes(1));
    }

    private static int epoll(Calls c) {
        return Calls.must("epoll_create1", c.os.epollCreate1(0));
    }

    private static int add(Calls c, int epoll, int fd, int events) {
        return c.os.epollCtl(epoll, Readiness.EPOLL_CTL_ADD, fd, new EpollEvent(events, fd));
    }

    private static int mod(Calls c, int epoll, int fd, int events) {
        return c.os.epollCtl(epoll, Readiness.EPOLL_CTL_MOD, fd, new EpollEvent(events, fd));
    }

    private static int ready(Calls c, int epoll) {
        EpollEvent[] events = {new EpollEvent(), new EpollEvent(), new EpollEvent()};
        return c.os.epollWait(epoll, events, 50);
    }

    private static void exclusive(Calls c) {
        int epoll = epoll(c);
        int fd = c.tcp();
        int alone = Readiness.EPOLLIN | Readiness.EPOLLEXCLUSIVE;
        c.ok("with EPOLLONESHOT", add(c, epoll, fd, alone | Readiness.EPOLLONESHOT));
        c.ok("with EPOLLPRI", add(c, epoll, fd, alone | Readiness.EPOLLPRI));
        c.ok("alone", add(c, epoll, fd, alone));
        c.ok("MOD", mod(c, epoll, fd, Readiness.EPOLLIN));
        c.ok("an epoll", add(c, epoll, epoll(c), alone));
    }

    private static void lastCopy(Calls c) {
        int listener = c.listener(PORT, 4);
        int copy = c.os.dup(listener);
        c.os.close(listener);
        c.ok("connect", c.connect(c.tcp(), PORT));
        c.os.close(copy);
        c.ok("connect", c.connect(c.tcp(), PORT));
    }

    private static void closedUnderAccept(Calls c) {
        int listener = c.listener(PORT, 4);
        AtomicInteger accepted = new AtomicInteger(ASLEEP);
        c.site.thread("accepts", () -> accepted.set(c.os.accept(listener, null)));
        c.site.settle(c.os);
        c.os.close(listener);
        c.site.settle(c.os);
        c.note("woken: " + (accepted.get() != ASLEEP));
        c.ok("connect", c.connect(c.tcp(), PORT));
        c.until(() -> accepted.get() != ASLEEP);
        c.ok("accept", accepted.get());
        c.ok("connect", c.connect(c.tcp(), PORT));
    }

    private static void epollAndClose(Calls c) {
        int[] ends = c.pair(PORT);
        int epoll = epoll(c);
        int copy = c.os.dup(ends[1]);
        add(c, epoll, ends[1], Readiness.EPOLLIN);
        c.send(ends[0], "x");
        c.note("events", ready(c, epoll));
        c.os.close(ends[1]);
        c.ok("DEL", c.os.epollCtl(epoll, Readiness.EPOLL_CTL_DEL, ends[1], null));
        c.note("events", ready(c, epoll));
        c.os.close(copy);
        c.note("events", ready(c, epoll));
    }

    private static void epoll(Calls c, int[] ends) {
        int epoll = epoll(c);
        c.ok("ADD", add(c, epoll, ends[1], Readiness.EPOLLIN));
        c.ok("ADD again", add(c, epoll, ends[1], Readiness.EPOLLIN));
        c.ok("ADD a copy", add(c, epoll, c.os.dup(ends[1]), 0));
        c.ok("ADD itself", add(c, epoll, epoll, Readiness.EPOLLIN));
        int outer = epoll(c);
        c.ok("inner into outer", add(c, outer, epoll, Readiness.EPOLLIN));
        c.ok("outer into inner", add(c, epoll, outer, Readiness.EPOLLIN));
        int depth = 0;
        int inside = epoll(c);
        int added = 0;
        while (added == 0) {
            int around = epoll(c);
            added = add(c, around, inside, Readiness.EPOLLIN);
            inside = around;
            depth += added == 0 ? 1 : 0;
        }
        c.note("in a row: " + depth + ", then " + Calls.text(added));
    }

    private static void watch(Calls c) {
        int[] ends = c.pair(PORT);
        epoll(c, ends);
        int epoll = epoll(c);
        int oneshot = Readiness.EPOLLIN | Readiness.EPOLLONESHOT;
        add(c, epoll, ends[1], oneshot);
        c.send(ends[0], "x");
        c.note("ONESHOT", ready(c, epoll));
        c.note("after it", ready(c, epoll));
        mod(c, epoll, ends[1], oneshot);
        c.note("MOD", ready(c, epoll));
    }

    private static void edge(Calls c) {
        int[] ends = c.pair(PORT);
        int epoll = epoll(c);
        add(c, epoll, ends[1], Readiness.EPOLLIN | Readiness.EPOLLET);
        c.send(ends[0], "abc");
        c.note("arrived", ready(c, epoll));
        c.note("again", ready(c, epoll));
        c.send(ends[0], "def");
        c.note("arrived", ready(c, epoll));
        c.os.recv(ends[1], ByteBuffer.allocate(1), 0);
        c.note("after part of it was read", ready(c, epoll));
    }

    private static void copyAlive(Calls c) {
        int[] ends = c.pair(PORT);
        int copy = c.os.dup(ends[1]);
        c.os.close(ends[1]);
        c.note("after close: " + c.recv(ends[0]));
        c.os.shutdown(copy, Family.SHUT_RDWR);
        c.note("after shutdown: " + c.recv(ends[0]));
    }
}
