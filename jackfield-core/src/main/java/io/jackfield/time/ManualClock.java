package io.jackfield.time;

/** World time that stands still until told to advance: for tests of mechanisms. */
public final class ManualClock implements Clock {
    private volatile long nowNanos;

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    /** Moves time forward and returns the new time. One thread advances at a time. */
    public long advance(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("time cannot go back by " + -nanos + " ns");
        }
        long later = Deadline.after(nowNanos, nanos);
        nowNanos = later;
        return later;
    }
}
