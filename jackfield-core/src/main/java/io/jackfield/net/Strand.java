package io.jackfield.net;

/**
 * One thread of a deterministic world, as the scheduler sees it: a virtual thread, or a platform
 * thread of a program whose body runs on one.
 */
public interface Strand {
    /** Its place in the order in which the world's threads were made. */
    int index();

    /** The thread as programs see it. */
    Thread thread();

    /** Whether it made itself ready by yielding, not by being woken. */
    boolean isYielding();

    /** Whether it did nothing for long but look whether something has changed. */
    boolean isSpinning();

    /**
     * It is about to run on.
     *
     * @param forgets whether what it did to spin is forgotten, because it slept
     */
    void resumes(boolean forgets);

    /** It has run until now. */
    void stops(long nowNanos);

    /** When it stopped last. */
    long stoppedNanos();

    /** Whether it has run to its end. */
    boolean hasEnded();

    /** Lets it run on, to find that the world is ending. */
    void wakeToEnd();

    /** The world has ended, it has not, and it will never run again. */
    void forget();

    /** Whether it waits for a monitor, or in {@link Object#wait}. */
    boolean isAtMonitor();

    /** Whether a monitor was given to it and the JVM is about to make it ready. */
    boolean isBeingUnblocked();

    /** Whether it is in {@link Object#wait} on its carrier, and has released this monitor. */
    boolean hasReleased(Object monitor);

    /** Whether it has this monitor. */
    boolean owns(Object monitor);

    /** The frames of the thread, the innermost first. */
    StackTraceElement[] frames();

    /** What it waits for, and who has that, as far as the JVM tells; "" if it does not. */
    String waitsFor();
}
