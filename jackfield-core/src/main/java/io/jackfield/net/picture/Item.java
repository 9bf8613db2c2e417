package io.jackfield.net.picture;

import org.jspecify.annotations.Nullable;

/** One thing of a picture, top to bottom. */
sealed interface Item {
    /** World time at which it begins. */
    long nanos();

    /** World time at which it is over. */
    default long endNanos() {
        return nanos();
    }

    /**
     * A packet.
     *
     * @param from the rail it left, {@link Journey#NOWHERE} if it began between rails
     * @param to the rail it was for
     * @param endNanos when it came, was lost, or is due
     * @param line all of it, as tcpdump prints it
     * @param fate what became of it
     * @param cause why it went no further; null if it came, or is under way
     * @param isOrdinary nothing but data or an ACK, for the first time, that came
     * @param octets of payload
     */
    record Arrow(
            long nanos,
            int from,
            int to,
            long endNanos,
            Label label,
            String line,
            Fate fate,
            @Nullable String cause,
            boolean isOrdinary,
            int octets)
            implements Item {
        boolean goesRight() {
            return from < to && from != Journey.NOWHERE;
        }
    }

    /** What became of a packet. */
    enum Fate {
        CAME,
        /** It was lost between the rails. */
        LOST,
        /** It came, and the host dropped it. */
        REFUSED,
        /** Nobody knows yet. */
        UNDER_WAY
    }

    /** A connection of a host is in another state. */
    record State(long nanos, int rail, String word) implements Item {}

    /** A fault, or an action of the time line. */
    record Said(long nanos, String text) implements Item {}

    /** Nothing happened for so long. */
    record Silence(long nanos, long length) implements Item {
        @Override
        public long endNanos() {
            return nanos + length;
        }
    }

    /** Packets that are not shown. */
    record Omitted(long nanos, long endNanos, int segments, long octets) implements Item {
        String text() {
            return octets == 0 ? brief() : brief() + ", " + octets + " octets";
        }

        String brief() {
            return "… " + segments + " segments omitted";
        }
    }
}
