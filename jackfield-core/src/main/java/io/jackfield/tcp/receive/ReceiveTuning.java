package io.jackfield.tcp.receive;

import io.jackfield.tcp.sequence.Seq;

/**
 * How much the user takes in one round trip, by which the receive buffer grows so that the window
 * does not limit the peer ("dynamic right-sizing").
 */
final class ReceiveTuning {
    private static final int SEGMENTS_OF_SLACK = 16;

    private int space;
    private int spaceSeq;
    private long spaceNanos;

    private long rttNanos;
    private int rttSeq;
    private long rttStartNanos;

    private boolean isRunning;

    /** Begins to measure with the first data, which starts at {@code seq}. */
    void begin(int initialSpace, int seq, long nowNanos) {
        if (isRunning) {
            return;
        }
        isRunning = true;
        space = initialSpace;
        spaceSeq = seq;
        spaceNanos = nowNanos;
        rttNanos = 0;
        rttSeq = seq;
        rttStartNanos = nowNanos;
    }

    void clear() {
        isRunning = false;
    }

    long rttNanos() {
        return isRunning ? rttNanos : 0;
    }

    int space() {
        return isRunning ? space : 0;
    }

    /** A sample of the round trip, from an echoed timestamp. */
    void sampleRtt(long nanos) {
        rttNanos = rttNanos == 0 ? nanos : rttNanos - rttNanos / 8 + nanos / 8;
    }

    /** Without timestamps: one window of data takes at least one round trip. */
    void arrived(int nxt, int wnd, long nowNanos) {
        if (Seq.before(nxt, rttSeq)) {
            return;
        }
        long sample = nowNanos - rttStartNanos;
        if (rttStartNanos != 0 && sample > 0 && (rttNanos == 0 || sample < rttNanos)) {
            rttNanos = sample;
        }
        rttSeq = nxt + wnd;
        rttStartNanos = nowNanos;
    }

    /**
     * The user has read up to {@code copied}.
     *
     * @return the window that would not have been the limit, 0 if nothing has changed
     */
    long userRead(int copied, int advertisedMss, long nowNanos) {
        if (!isRunning || rttNanos == 0 || nowNanos - spaceNanos < rttNanos) {
            return 0;
        }
        int taken = copied - spaceSeq;
        long window = 0;
        if (taken > space) {
            window = 2L * taken + SEGMENTS_OF_SLACK * (long) advertisedMss;
            window += 2 * (window * (taken - space) / Math.max(1, space));
            space = taken;
        }
        spaceSeq = copied;
        spaceNanos = nowNanos;
        return window;
    }
}
