package io.jackfield.net;

import io.jackfield.time.Event;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/**
 * {@link Object#wait} in a frame that a continuation cannot leave: the carrier itself waits in the
 * JVM, and comes back by itself when it is notified, interrupted, or told that its time is over.
 */
final class MonitorWait extends Event {
    private enum Cause {
        INTERRUPT,
        TIMEOUT
    }

    final Strand strand;
    final long nanos;
    final Bearer carrier;
    private final Object monitor;
    private final AtomicReference<@Nullable Cause> cause = new AtomicReference<>();
    private volatile boolean isBack;

    /** Without an end if {@code nanos} is negative. */
    MonitorWait(Strand strand, Object monitor, long nanos, Bearer carrier) {
        this.strand = strand;
        this.monitor = monitor;
        this.nanos = nanos;
        this.carrier = carrier;
    }

    /** Its deadline: the one way to end this wait and no other's. */
    @Override
    public void occur(long nowNanos) {
        Thread thread = carrier.thread();
        if (!isBack && thread != null && cause.compareAndSet(null, Cause.TIMEOUT)) {
            thread.interrupt();
        }
    }

    void interrupted() {
        cause.compareAndSet(null, Cause.INTERRUPT);
    }

    boolean isTimedOut() {
        return cause.get() == Cause.TIMEOUT;
    }

    /** It has the monitor again and is ready to run. */
    void isBack() {
        isBack = true;
    }

    /** Whether the carrier sleeps in there and the monitor is free. */
    boolean hasReleased() {
        return isWaiting(state()) && strand.hasReleased(monitor);
    }

    /**
     * Whether the JVM has done with it what it will: it waits, or it is back, or it cannot come
     * back because a thread that does not run has the monitor.
     */
    boolean isSettled(Strands strands) {
        if (isBack) {
            return true;
        }
        Thread.State state = state();
        return isWaiting(state) && cause.get() == null
                || state == Thread.State.BLOCKED && hasOtherOwner(strands);
    }

    private Thread.State state() {
        Thread thread = carrier.thread();
        return thread == null ? Thread.State.NEW : thread.getState();
    }

    private static boolean isWaiting(Thread.State state) {
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    private boolean hasOtherOwner(Strands strands) {
        for (Strand each : strands.all()) {
            if (each != strand && each.owns(monitor)) {
                return true;
            }
        }
        return false;
    }
}
