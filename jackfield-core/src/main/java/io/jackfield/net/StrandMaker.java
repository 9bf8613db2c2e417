package io.jackfield.net;

import java.util.function.LongSupplier;

/**
 * Makes threads whose continuations a world schedules. Not within reach of {@code java.base}'s
 * public API: the agent installs it with {@link World#install}.
 */
public interface StrandMaker {
    /** A scheduler begins to work. */
    void opens(StrandScheduler scheduler);

    /** It has stopped. */
    void closes(StrandScheduler scheduler);

    /**
     * There is one more host.
     *
     * @param wallNanos what its wall clock shows: nanoseconds since 1970
     */
    void adds(StrandScheduler scheduler, int host, LongSupplier wallNanos);

    /**
     * Starts a virtual thread of the world.
     *
     * @param host the number of the host that it belongs to
     */
    void start(StrandScheduler scheduler, int host, String name, Runnable body);

    /** Has the threads of a group, whoever starts them, run in the world, on that host. */
    void claim(StrandScheduler scheduler, int host, ThreadGroup group);

    /** The threads of a claimed group, and those that they made, end where they would next wait. */
    void end(StrandScheduler scheduler, ThreadGroup group);

    /** Starts a real thread that carries others, whoever asks. */
    void startCarrier(StrandScheduler scheduler, Thread thread);

    /**
     * Puts the carrier of the calling thread to sleep, which a frame pins to it; may return early.
     */
    void parkCarrier();

    /** Threads that the JVM is about to make ready after they were given a monitor. */
    int inTransit();
}
