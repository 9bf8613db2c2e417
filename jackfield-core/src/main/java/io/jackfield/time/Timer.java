package io.jackfield.time;

import org.jspecify.annotations.Nullable;

/** One deadline of one owner; a node of one {@link TimerWheel}, made once and armed often. */
public abstract class Timer extends Queued {
    long deadlineNanos = Deadline.NEVER;
    long sequence;

    /** The deadline under which the wheel has filed this timer: never after the wanted one. */
    long filedNanos;

    @Nullable Timer next;
    @Nullable Timer previous;

    /** When it will fire, or NEVER while it is not armed. */
    public final long deadlineNanos() {
        return deadlineNanos;
    }

    public final boolean isArmed() {
        return deadlineNanos != Deadline.NEVER;
    }

    /** Called once, already disarmed, when the deadline has come; it may arm itself again. */
    protected abstract void fire(long nowNanos);
}
