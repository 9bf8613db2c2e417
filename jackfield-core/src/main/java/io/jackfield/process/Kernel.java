package io.jackfield.process;

import io.jackfield.file.WakeList;

/** What a process needs of its host: the lock, the time, who sleeps and wakes. */
public interface Kernel {
    /** Takes the host's lock; answers the time, which holds until {@link #leave}. */
    long enter();

    /** Gives the lock back, wakes whom {@link #wakeList} names, then drains the links. */
    void leave();

    /** The time of the last {@link #enter}; under the lock. */
    long nowNanos();

    Scheduler scheduler();

    /** Whom to wake on {@link #leave}; under the lock. */
    WakeList wakeList();
}
