package io.jackfield.observe;

import java.util.Locale;

/**
 * The timer of a socket as {@code ss -o} and /proc/net/tcp show it.
 *
 * @param leftNanos until it fires
 * @param count retransmissions or probes so far
 */
public record SocketTimer(Kind kind, long leftNanos, int count) {
    /** What it is for, in {@code ss}'s words and in the order of Linux's numbers. */
    public enum Kind {
        NONE("off"),
        RETRANSMISSION("on"),
        KEEPALIVE("keepalive"),
        TIME_WAIT("timewait"),
        PERSIST("persist");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The column "tr" of /proc/net/tcp. */
        public int number() {
            return ordinal();
        }
    }

    /** What {@code ss -o} prints between its brackets: "on,12.8sec,6". */
    @Override
    public String toString() {
        long millis = Math.max(0, leftNanos / 1_000_000);
        String left;
        if (millis < 1000) {
            left = millis + "ms";
        } else if (millis < 10_000) {
            left = String.format(Locale.ROOT, "%.3f", millis / 1000.0).replaceAll("\\.?0+$", "");
            left += "sec";
        } else if (millis < 60_000) {
            left = millis / 1000 + "sec";
        } else {
            long rest = millis / 1000 % 60;
            left = millis / 60_000 + "min" + (rest == 0 ? "" : rest + "sec");
        }
        return kind.word + "," + left + "," + count;
    }
}
