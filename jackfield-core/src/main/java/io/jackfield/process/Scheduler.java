package io.jackfield.process;

import io.jackfield.file.Sleeper;

/** Lets threads run, sleep and wake: the world's, and with it the world's time. */
public interface Scheduler {
    /**
     * Sleeps, holding no lock, until the sleep {@linkplain Sleeper#isOver is over} or {@code
     * deadlineNanos} has passed. May return early; the caller looks again under its lock.
     */
    void await(Sleeper sleeper, long deadlineNanos);

    /** Lets the thread of a sleep that is over run on. Called without any lock. */
    void wake(Sleeper sleeper);

    /** Starts a thread of the world. */
    void start(String name, Runnable body);

    long nowNanos();
}
