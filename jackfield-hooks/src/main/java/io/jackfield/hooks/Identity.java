package io.jackfield.hooks;

/** Who keeps account of which host a thread belongs to. */
public interface Identity {
    /** The calling thread has made a thread, which is not started yet. */
    void created(Thread thread);
}
