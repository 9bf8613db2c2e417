package io.jackfield.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock on the wall of one host, which may be wrong and may run fast or slow. World time does
 * not depend on it. Any thread may read it; one at a time sets it.
 */
public final class WallClock {
    /** What all clocks show when the world begins. */
    public static final Instant BEGINNING = Instant.parse("2025-01-01T00:00:00Z");

    private static final long BEGINNING_NANOS = BEGINNING.getEpochSecond() * 1_000_000_000L;
    private static final double MILLION = 1e6;

    /** From {@code since} on it shows {@code shown} and goes {@code ppm} millionths too fast. */
    private record Rate(long since, long shown, double ppm) {
        long at(long nowNanos) {
            long passed = nowNanos - since;
            return shown + passed + Math.round(passed * (ppm / MILLION));
        }
    }

    private volatile Rate rate = new Rate(0, BEGINNING_NANOS, 0);

    /** Nanoseconds since 1970 that it shows at a world time. */
    public long nanos(long nowNanos) {
        return rate.at(nowNanos);
    }

    /** Steps it: it goes so far ahead of the true time, behind if negative, from now on. */
    public void offset(Duration ahead, long nowNanos) {
        rate = new Rate(nowNanos, BEGINNING_NANOS + nowNanos + ahead.toNanos(), rate.ppm);
    }

    /** Lets it gain so many microseconds a second from now on, lose if negative. */
    public void skew(double ppm, long nowNanos) {
        if (!(Math.abs(ppm) < MILLION)) {
            throw new IllegalArgumentException("a clock that is " + ppm + " ppm wrong");
        }
        rate = new Rate(nowNanos, rate.at(nowNanos), ppm);
    }
}
