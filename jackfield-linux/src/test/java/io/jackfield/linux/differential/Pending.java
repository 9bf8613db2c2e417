package io.jackfield.linux.differential;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/** A call that a thread of its own makes. */
final class Pending {
    private volatile @Nullable String answer;
    private volatile @Nullable Thread thread;

    /** Who had it made, and may be waiting for it. */
    private final Thread asker = Thread.currentThread();

    void madeBy(Thread caller) {
        thread = caller;
    }

    /** Who makes it; null if nobody has begun yet. */
    @Nullable Thread thread() {
        return thread;
    }

    void answered(String what) {
        answer = what;
        LockSupport.unpark(asker);
    }

    boolean isOver() {
        return answer != null;
    }

    /** What it answered; null while it is not over. */
    @Nullable String answer() {
        return answer;
    }
}
