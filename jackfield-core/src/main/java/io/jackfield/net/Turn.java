package io.jackfield.net;

import io.jackfield.file.Sleeper;
import io.jackfield.process.Parking;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.SystemClock;

import org.jspecify.annotations.Nullable;

/** One thread of a scripted world: it runs while it has the baton and waits here while not. */
final class Turn extends Event {
    private static final SystemClock REAL = new SystemClock();

    private final ScriptedEngine engine;
    private final String name;
    private @Nullable Thread thread;
    private volatile boolean hasBaton;

    /** The sleep that the thread is in; null while it runs or is to run. */
    @Nullable Sleeper sleeper;

    boolean isRunnable;

    Turn(ScriptedEngine engine, String name) {
        this.engine = engine;
        this.name = name;
    }

    @Nullable Thread thread() {
        return thread;
    }

    /** The thread whose turn it is, from now on. */
    void takenBy(Thread other) {
        thread = other;
    }

    /** Hands the baton to this turn, and with it all that happened so far. */
    void give() {
        hasBaton = true;
        if (thread != null) {
            Parking.unpark(thread);
        }
    }

    /** Waits for the baton. An interrupt stays pending: only the world decides who runs. */
    void awaitBaton() {
        boolean came = awaitBaton(Deadline.NEVER);
        assert came : "never is never";
    }

    /** The same, no longer than for so long in real time; false if it did not come. */
    boolean awaitBaton(long nanos) {
        boolean interrupted = false;
        long began = REAL.nowNanos();
        long left = nanos;
        while (!hasBaton && left > 0) {
            interrupted |= Thread.interrupted();
            Parking.park(left);
            left = nanos == Deadline.NEVER ? nanos : nanos - (REAL.nowNanos() - began);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!hasBaton) {
            return false;
        }
        hasBaton = false;
        return true;
    }

    /** The deadline of the sleep. */
    @Override
    public void occur(long nowNanos) {
        engine.makeRunnable(this);
    }

    @Override
    public String toString() {
        Sleeper in = sleeper;
        return in == null ? name : name + " in " + in.call();
    }
}
