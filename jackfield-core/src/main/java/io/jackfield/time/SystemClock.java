package io.jackfield.time;

/** World time that passes as the machine's own does, from 0 at the clock's creation. */
public final class SystemClock implements Clock {
    private final long originNanos = System.nanoTime();

    @Override
    public long nowNanos() {
        return System.nanoTime() - originNanos;
    }
}
