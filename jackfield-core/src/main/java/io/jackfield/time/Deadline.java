package io.jackfield.time;

/** Arithmetic on points of world time. */
public final class Deadline {
    /** Later than every time: nothing is due. */
    public static final long NEVER = Long.MAX_VALUE;

    private Deadline() {}

    public static long earlier(long a, long b) {
        return Math.min(a, b);
    }

    /**
     * The time that lies {@code delayNanos} (not negative) after {@code nowNanos}, at most NEVER.
     */
    public static long after(long nowNanos, long delayNanos) {
        assert delayNanos >= 0 : "a delay of " + delayNanos + " ns";
        long sum = nowNanos + delayNanos;
        return sum < nowNanos ? NEVER : sum;
    }
}
