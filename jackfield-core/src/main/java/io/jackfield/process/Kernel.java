package io.jackfield.process;

import io.jackfield.socket.Protocols;

/** What a process needs of its host: the lock, the protocols, and who sleeps and wakes. */
public interface Kernel extends Protocols {
    /** Whether the calling thread may act now, which a call that needs no lock asks. */
    void requireTurn();

    /** Takes the host's lock; answers the time, which holds until {@link #leave}. */
    long enter();

    /**
     * Takes the lock for a call that does not look at the time: reading the clock costs more than
     * the lock.
     */
    void enterTimeless();

    /** Gives the lock back, wakes whom {@link #wakeList} names, then drains the links. */
    void leave();

    Scheduler scheduler();

    /** The processes of the host. */
    Processes processes();
}
