package io.jackfield.linux.conformance;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.Syscalls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Processes that wait for connections at one listener, and how many of them each connection wakes.
 * The next connection comes when all wait again.
 */
enum Herd {
    ACCEPT("26", "accept"),
    SELECT("27", "select"),
    POLL("27", "poll"),
    LEVEL("28", "epoll, one each, level"),
    EDGE("28", "epoll, one each, edge"),
    EXCLUSIVE_LEVEL("29", "EPOLLEXCLUSIVE, level"),
    EXCLUSIVE_EDGE("29", "EPOLLEXCLUSIVE, edge"),
    SHARED_EDGE("30", "one epoll for all, edge"),
    SHARED_LEVEL("30", "one epoll for all, level");

    static final int PROCESSES = 6;
    static final int CONNECTIONS = 12;
    private static final int PORT = 8080;

    final String row;
    final String words;

    Herd(String row, String words) {
        this.row = row;
        this.words = words;
    }

    /**
     * What came of it.
     *
     * @param wakeUps of all processes for all connections
     * @param served which process accepted each connection
     */
    record Tally(int wakeUps, List<Integer> served) {
        /** How often one process accepts before another does so again. */
        boolean isRotating() {
            List<Integer> first = served.subList(0, PROCESSES);
            return first.stream().distinct().count() == PROCESSES
                    && served.subList(PROCESSES, CONNECTIONS).equals(first);
        }

        boolean isOnesAlone() {
            return served.stream().distinct().count() == 1;
        }
    }

    /** Six processes, twelve connections. */
    Tally run(Calls c) {
        int port = PORT + ordinal();
        int listener = c.listener(port, CONNECTIONS);
        if (this != ACCEPT) {
            c.os.fcntl(listener, FileControl.F_SETFL, FileControl.O_NONBLOCK);
        }
        boolean isShared = this == SHARED_EDGE || this == SHARED_LEVEL;
        int shared = isShared ? epoll(c.os, listener) : -1;
        List<Integer> served = Collections.synchronizedList(new ArrayList<>());
        List<Integer> pids = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            int number = i;
            pids.add(
                    Calls.must(
                            "fork", c.os.fork(os -> serve(os, listener, shared, number, served))));
            c.site.settle(c.os);
        }
        int wakeUps = 0;
        for (int i = 0; i < CONNECTIONS; i++) {
            List<Long> before = pids.stream().map(c.site::wakeUps).toList();
            int client = c.nonblocking();
            c.connect(client, port);
            c.site.settle(c.os);
            for (int j = 0; j < PROCESSES; j++) {
                wakeUps += c.site.wakeUps(pids.get(j)) > before.get(j) ? 1 : 0;
            }
            c.os.close(client);
            c.site.settle(c.os);
        }
        return new Tally(wakeUps, List.copyOf(served));
    }

    private int serve(Syscalls os, int listener, int shared, int number, List<Integer> served) {
        int epoll = shared >= 0 ? shared : isEpoll() ? epoll(os, listener) : -1;
        while (true) {
            await(os, listener, epoll);
            int fd = os.accept(listener, null);
            if (fd >= 0) {
                served.add(number);
                os.close(fd);
            }
        }
    }

    private boolean isEpoll() {
        return this != ACCEPT && this != SELECT && this != POLL;
    }

    private int epoll(Syscalls os, int listener) {
        int events =
                switch (this) {
                    case ACCEPT, SELECT, POLL -> 0;
                    case LEVEL, SHARED_LEVEL -> Readiness.EPOLLIN;
                    case EDGE, SHARED_EDGE -> Readiness.EPOLLIN | Readiness.EPOLLET;
                    case EXCLUSIVE_LEVEL -> Readiness.EPOLLIN | Readiness.EPOLLEXCLUSIVE;
                    case EXCLUSIVE_EDGE ->
                            Readiness.EPOLLIN | Readiness.EPOLLEXCLUSIVE | Readiness.EPOLLET;
                };
        int epoll = Calls.must("epoll_create1", os.epollCreate1(0));
        EpollEvent event = new EpollEvent(events, listener);
        Calls.must("ADD", os.epollCtl(epoll, Readiness.EPOLL_CTL_ADD, listener, event));
        return epoll;
    }

    private void await(Syscalls os, int listener, int epoll) {
        switch (this) {
            case ACCEPT -> {}
            case SELECT -> {
                FdSet read = new FdSet();
                read.set(listener);
                os.select(listener + 1, read, null, null, null);
            }
            case POLL -> os.poll(new PollFd[] {new PollFd(listener, Readiness.POLLIN)}, -1);
            case LEVEL, EDGE, EXCLUSIVE_LEVEL, EXCLUSIVE_EDGE, SHARED_EDGE, SHARED_LEVEL ->
                    os.epollWait(epoll, new EpollEvent[] {new EpollEvent()}, -1);
        }
    }
}
