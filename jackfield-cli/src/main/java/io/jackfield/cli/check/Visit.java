package io.jackfield.cli.check;

import io.jackfield.host.Host;
import io.jackfield.net.Peer;
import io.jackfield.process.Process;

/** One visitor of the program: it connects, asks, and waits for its answer. */
final class Visit {
    private static final long PENDING = -1;
    private static final int GAVE_UP = 2;

    private final Process process;
    private final int port;
    private final long startNanos;
    private long endNanos = PENDING;

    private Visit(Process process, int port, long startNanos) {
        this.process = process;
        this.port = port;
        this.startNanos = startNanos;
    }

    static Visit start(Host from, Host to, int port, String path, String wanted, long nowNanos) {
        return new Visit(of(to, port, path, wanted).start(from), port, nowNanos);
    }

    private static Peer of(Host to, int port, String path, String wanted) {
        Peer visitor = Peer.to(to, port);
        return wanted.isEmpty()
                ? visitor
                : visitor.writes(request(path, to.name())).readsUntil(wanted).readsAll();
    }

    static String request(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    int port() {
        return port;
    }

    long startNanos() {
        return startNanos;
    }

    boolean isEnded() {
        return endNanos != PENDING;
    }

    /** Looks at it, and has it give up after so long. */
    void look(long nowNanos, long limitNanos) {
        if (isEnded()) {
            return;
        }
        if (process.isEnded()) {
            endNanos = nowNanos;
        } else if (nowNanos - startNanos > limitNanos) {
            process.endFromOutside(GAVE_UP);
            endNanos = nowNanos;
        }
    }

    boolean gaveUp() {
        return isEnded() && process.status() == GAVE_UP;
    }

    /** Whether it was told what it wanted. */
    boolean isServed() {
        return isEnded() && process.status() == 0;
    }
}
