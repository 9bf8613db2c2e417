package io.jackfield.net;

import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a deterministic world.
 *
 * @param what kind of thing
 * @param nanos when, in world time
 * @param by the thread that ran; null if none did
 * @param value the thing's own number
 * @param text what can be read of a packet
 */
record Happening(What what, long nanos, @Nullable Strand by, long value, @Nullable String text) {
    /** Kinds of things. */
    enum What {
        /** The scheduler picked the thread; value: out of how many. */
        RUNS,
        /** The thread sleeps, or waits with a limit; value: nanoseconds. */
        WAITS,
        /** The thread drew a random number, which is the value. */
        DRAWS,
        /** A packet was sent; value: a digest of its octets. */
        SENDS,
        /** The run is over. */
        ENDS
    }

    boolean isSameAs(Happening other) {
        return what == other.what
                && nanos == other.nanos
                && index() == other.index()
                && value == other.value;
    }

    /** Which thread, by the order in which they were made: its name may have another number. */
    private int index() {
        return by == null ? -1 : by.index();
    }

    private String action() {
        return switch (what) {
            case RUNS -> "runs, out of " + value;
            case WAITS -> "waits for " + Durations.format(value);
            case DRAWS -> "draws " + Long.toHexString(value);
            case SENDS -> "sends " + text + ", digest " + Long.toHexString(value);
            case ENDS -> "ends, and the run";
        };
    }

    @Override
    public String toString() {
        return "at "
                + Durations.format(nanos)
                + (by == null ? " the network " : " " + by.thread().getName() + " ")
                + action();
    }
}
