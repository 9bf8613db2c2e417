package io.jackfield.cli.check;

import io.jackfield.host.Host;
import io.jackfield.net.Peer;
import io.jackfield.process.Process;
import io.jackfield.time.Durations;

/** One visitor of the program: it connects, asks, and waits for its answer. */
final class Visit {
    private static final long PENDING = -1;

    private final Process process;
    private final int port;
    private final long startNanos;
    private long endNanos = PENDING;

    private Visit(Process process, int port, long startNanos) {
        this.process = process;
        this.port = port;
        this.startNanos = startNanos;
    }

    static Visit start(Scene scene, Subject subject, int port, String wanted) {
        Peer visitor = Peer.to(scene.app(), port);
        if (!wanted.isEmpty()) {
            visitor.waitsAtMost(Durations.format(subject.limitNanos()))
                    .writes(request(subject.path(), subject.host()))
                    .readsUntil(wanted)
                    .readsAll();
        }
        Host from = scene.host(Script.VISITOR);
        return new Visit(visitor.start(from), port, scene.world().nowNanos());
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

    void look(long nowNanos) {
        if (!isEnded() && process.isEnded()) {
            endNanos = nowNanos;
        }
    }

    /** Whether it got no answer for so long. */
    boolean waited(long nanos) {
        return isEnded() && !isServed() && endNanos - startNanos >= nanos;
    }

    /** Whether it was told what it wanted. */
    boolean isServed() {
        return isEnded() && process.status() == 0;
    }
}
