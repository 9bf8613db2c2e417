package io.jackfield.net;

import java.util.concurrent.Future;

/** The scheduler of a deterministic world: what the hooks in the JDK's threads call. */
public interface StrandScheduler {
    long nowNanos();

    long seed();

    /** The thread that runs got this of its host's chance. */
    void drew(long drawn);

    /** The place of a thread that is about to be made. */
    int nextIndex();

    /**
     * A thread begins to live.
     *
     * @param root whether a test or a host started it, and no thread of the world
     */
    void begins(Strand strand, boolean root);

    /** The continuation of a thread may run. Any thread may say so. */
    void ready(Strand strand, Runnable continuation);

    /** Has something done by the scheduler after a while, before threads that become ready then. */
    Future<?> schedule(Runnable action, long delayNanos);

    /**
     * Waits on the carrier, in a frame that a continuation cannot leave, until {@link
     * #unparkPinned} or, if it is not negative, for so long.
     */
    void parkPinned(Strand strand, long nanos);

    /** Lets the thread run on that waits on this carrier. */
    void unparkPinned(Thread carrier);

    /** The thread that runs calls {@link Object#wait}; without an end if it is negative. */
    void entersWait(Strand strand, Object monitor, long nanos);

    /**
     * It is about to return from there.
     *
     * @return whether an interrupt that it comes with says that its time is over, and nothing else
     */
    boolean leavesWait(Strand strand);

    /** A thread was interrupted, by one that runs. */
    void interrupted(Strand strand);

    /** Grows whenever a thread becomes ready that did not yield. */
    long transitions();

    /** Whether no thread is ready but the one that runs. */
    boolean isAlone();

    /** Whether the world was closed: who would block must end instead. */
    boolean isEnding();

    /** What is thrown where a thread would block whose world was closed, or whose program ended. */
    Error ended();
}
