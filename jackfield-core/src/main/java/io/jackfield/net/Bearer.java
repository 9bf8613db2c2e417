package io.jackfield.net;

import io.jackfield.process.Parking;
import io.jackfield.time.Deadline;
import io.jackfield.time.SystemClock;

import org.jspecify.annotations.Nullable;

/** A real thread that has a world's baton or waits for it: the test's, or one that carries. */
final class Bearer {
    private static final SystemClock REAL = new SystemClock();

    private @Nullable Thread thread;
    private volatile boolean hasBaton;

    /** The wait in a frame that cannot be left, while this carrier is in one. */
    volatile @Nullable PinnedWait pinned;

    void bornBy(Thread who) {
        thread = who;
    }

    @Nullable Thread thread() {
        return thread;
    }

    /** Hands the baton over, and with it all that happened so far. */
    void give() {
        hasBaton = true;
        if (thread != null) {
            Parking.unpark(thread);
        }
    }

    void await() {
        boolean came = await(Deadline.NEVER);
        assert came : "never is never";
    }

    /**
     * The same on a thread that a frame pins to its carrier: that is woken, not the thread, whose
     * own park would come back here.
     */
    void await(Runnable parkCarrier) {
        while (!hasBaton) {
            parkCarrier.run();
        }
        hasBaton = false;
    }

    /** Waits for the baton no longer than for so long in real time; false if it did not come. */
    boolean await(long nanos) {
        boolean interrupted = false;
        long began = REAL.nowNanos();
        long left = nanos;
        while (!hasBaton && left > 0) {
            interrupted |= Thread.interrupted();
            Parking.park(left);
            left = nanos == Deadline.NEVER ? nanos : nanos - (REAL.nowNanos() - began);
        }
        if (interrupted) {
            Thread.currentThread().interrupt(); // stays pending: only the world decides who runs
        }
        if (!hasBaton) {
            return false;
        }
        hasBaton = false;
        return true;
    }
}
