package io.jackfield.process;

import io.jackfield.time.Deadline;

import java.util.concurrent.locks.LockSupport;

/** Puts a thread to sleep and wakes it: the one class that does. */
public final class Parking {
    private Parking() {}

    /**
     * Sleeps until {@link #unpark} or until {@code nanos} have passed; may return early. {@link
     * Deadline#NEVER} and anything near it is for ever.
     */
    public static void park(long nanos) {
        if (nanos >= Deadline.NEVER / 2) {
            LockSupport.park();
        } else if (nanos > 0) {
            LockSupport.parkNanos(nanos);
        }
    }

    /** Wakes the thread, or keeps its next {@link #park} from sleeping. */
    public static void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }
}
