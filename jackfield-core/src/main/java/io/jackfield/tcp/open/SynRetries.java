package io.jackfield.tcp.open;

/** When a SYN or a SYN-ACK that nobody answers is sent again, and when that ends. */
public final class SynRetries {
    public static final long INITIAL_NANOS = 1_000_000_000;
    public static final long MOST_NANOS = 120_000_000_000L;

    private SynRetries() {}

    /**
     * How long to wait behind the given retransmission, counted from 0 for the first SYN: the first
     * {@code linear} ones do not back off (LINUX.md 64).
     */
    public static long waitNanos(int retransmission, int linear) {
        int backoff = Math.max(0, retransmission - linear);
        return backoff >= 7 ? MOST_NANOS : Math.min(INITIAL_NANOS << backoff, MOST_NANOS);
    }

    /** The fewest waits, each twice the one before, that make so many seconds; at most 255. */
    public static int covering(int seconds) {
        int waits = 0;
        while (waits < 255 && seconds(waits) < seconds) {
            waits++;
        }
        return waits;
    }

    /** How long so many waits take. */
    public static int seconds(int waits) {
        long nanos = 0;
        for (int i = 0; i < waits; i++) {
            nanos += waitNanos(i, 0);
        }
        return (int) (nanos / INITIAL_NANOS);
    }

    /**
     * Whether to give up instead of the next retransmission.
     *
     * @param retransmissions those made so far
     * @param retries tcp_syn_retries or TCP_SYNCNT
     */
    public static boolean isOver(
            int retransmissions, int retries, int linear, long sinceFirstNanos) {
        return retransmissions >= retries + linear
                || (retransmissions > 0 && sinceFirstNanos >= limitNanos(retries));
    }

    /** The time that the retries would take if they backed off from the first one on. */
    static long limitNanos(int retries) {
        int doubling = Math.min(retries, 6); // 64 s is the last wait below the maximum
        long nanos = ((2L << doubling) - 1) * INITIAL_NANOS;
        return nanos + (retries - doubling) * MOST_NANOS;
    }
}
