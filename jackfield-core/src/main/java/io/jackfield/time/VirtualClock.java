package io.jackfield.time;

/**
 * World time that jumps to the next event when nothing can run. Only the world's driver moves it.
 */
public final class VirtualClock implements Clock {
    private volatile long nowNanos;

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    /** Jumps to a time that is not before the present. */
    public void jumpTo(long timeNanos) {
        if (timeNanos < nowNanos) {
            throw new IllegalArgumentException(
                    "cannot jump back from " + nowNanos + " ns to " + timeNanos + " ns");
        }
        nowNanos = timeNanos;
    }
}
