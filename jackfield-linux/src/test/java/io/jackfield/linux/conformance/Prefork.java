package io.jackfield.linux.conformance;

import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Option;
import io.jackfield.posix.Signal;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.posix.Values;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of four workers that accept, wait for a request, work and answer, and processes that
 * connect one connection after the other. Each worker is killed in between, and replaced.
 */
final class Prefork {
    static final int WORKERS = 4;
    static final int CLIENTS = 16;
    static final int CONNECTIONS = 40;

    private static final int PORT = 8080;
    private static final int BACKLOG = 128;
    private static final long WORK_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;
    private static final int ALL = CLIENTS * CONNECTIONS;

    /** Who has the listener. */
    enum Listening {
        SHARED("one listener, inherited by all workers"),
        REUSEPORT("SO_REUSEPORT, a listener for each worker"),
        MIGRATING("SO_REUSEPORT, tcp_migrate_req 1");

        final String words;

        Listening(String words) {
            this.words = words;
        }
    }

    /**
     * What became of the connections.
     *
     * @param refused by connect
     * @param lost that were connected, but that no worker accepted: reset, or never answered
     * @param cutOff that a worker had accepted and did not answer, since it was killed
     */
    record Tally(int served, int refused, int lost, int cutOff) {
        int all() {
            return served + refused + lost + cutOff;
        }
    }

    private final Calls c;
    private final Listening how;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private int listener = -1;

    private Prefork(Calls c, Listening how) {
        this.c = c;
        this.how = how;
    }

    /** The calling process is the master. */
    static Tally run(Calls c, Listening how) {
        return new Prefork(c, how).run();
    }

    private Tally run() {
        c.site.sysctl("net.ipv4.tcp_migrate_req", how == Listening.MIGRATING ? "1" : "0");
        if (how == Listening.SHARED) {
            listener = listen(c.os);
        }
        List<Integer> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(Calls.must("fork", c.os.fork(this::work)));
        }
        c.site.settle(c.os);
        List<Integer> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Calls.must("fork", c.os.fork(this::connectAll)));
        }
        int part = ALL / (WORKERS + 1);
        for (int i = 0; i < WORKERS; i++) {
            int enough = (i + 1) * part;
            c.until(() -> connected.get() >= enough);
            Calls.must("kill", c.os.kill(workers.get(i), Signal.SIGKILL));
            Calls.must("waitpid", c.os.waitpid(workers.get(i), null, 0));
            workers.set(i, Calls.must("fork", c.os.fork(this::work)));
        }
        for (int client : clients) {
            Calls.must("waitpid", c.os.waitpid(client, null, 0));
        }
        for (int worker : workers) {
            Calls.must("kill", c.os.kill(worker, Signal.SIGTERM));
            Calls.must("waitpid", c.os.waitpid(worker, null, 0));
        }
        int lost = connected.get() - accepted.get();
        return new Tally(served.get(), refused.get(), lost, accepted.get() - served.get());
    }

    private int listen(Syscalls os) {
        Calls mine = c.of(os);
        int fd = mine.tcp();
        mine.set(fd, Option.SO_REUSEADDR, 1);
        if (how != Listening.SHARED) {
            mine.set(fd, Option.SO_REUSEPORT, 1);
        }
        Calls.must("bind", mine.bind(fd, Calls.LOOPBACK, PORT));
        Calls.must("listen", os.listen(fd, BACKLOG));
        return fd;
    }

    private int work(Syscalls os) {
        int mine = how == Listening.SHARED ? listener : listen(os);
        while (true) {
            int fd = os.accept(mine, null);
            if (fd >= 0) {
                accepted.incrementAndGet();
                serve(os, fd);
                os.close(fd);
            }
        }
    }

    private static void serve(Syscalls os, int fd) {
        ByteBuffer octet = ByteBuffer.allocate(1);
        if (os.recv(fd, octet, 0) == 1) {
            os.nanosleep(WORK_NANOS);
            os.send(fd, octet.flip(), MessageFlags.MSG_NOSIGNAL);
        }
    }

    private int connectAll(Syscalls os) {
        if (listener >= 0) {
            os.close(listener);
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            connect(os);
        }
        return 0;
    }

    private void connect(Syscalls os) {
        int fd = c.of(os).tcp();
        ByteBuffer patience = Values.timeval(PATIENCE_NANOS);
        os.setsockopt(fd, Option.SOL_SOCKET, Option.SO_RCVTIMEO, patience);
        if (os.connect(fd, SocketAddress.of(Calls.LOOPBACK, PORT)) < 0) {
            refused.incrementAndGet();
        } else {
            connected.incrementAndGet();
            ByteBuffer octet = ByteBuffer.allocate(1);
            boolean isSent = os.send(fd, octet, MessageFlags.MSG_NOSIGNAL) == 1;
            if (isSent && os.recv(fd, octet.clear(), 0) == 1) {
                served.incrementAndGet();
            }
        }
        os.close(fd);
    }
}
