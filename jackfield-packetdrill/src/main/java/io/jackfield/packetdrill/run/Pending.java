package io.jackfield.packetdrill.run;

import org.jspecify.annotations.Nullable;

/** A system call that was started: what it answered, and when. */
final class Pending {
    private volatile boolean isDone;
    private volatile long result;
    private volatile long endNanos;
    private volatile @Nullable Throwable thrown;

    void done(long answer, long nowNanos) {
        result = answer;
        endNanos = nowNanos;
        isDone = true;
    }

    void failed(Throwable failure, long nowNanos) {
        thrown = failure;
        endNanos = nowNanos;
        isDone = true;
    }

    boolean isDone() {
        return isDone;
    }

    /** What it answered. */
    long result() {
        if (thrown != null) {
            throw new IllegalStateException("the call failed: " + thrown, thrown);
        }
        return result;
    }

    long endNanos() {
        return endNanos;
    }
}
