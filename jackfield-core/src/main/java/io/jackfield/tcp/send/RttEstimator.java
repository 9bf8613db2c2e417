package io.jackfield.tcp.send;

import io.jackfield.tcp.sequence.Seq;

/**
 * Smoothed round trip, its variation, and the retransmission timeout (RFC 6298), with Linux's
 * values: the timeout is never closer to the round trip than the minimum of 200 ms.
 */
public final class RttEstimator {
    /*
     * Microseconds; srtt is kept eightfold, deviations fourfold, so that the gains 1/8 and 1/4 of
     * RFC 6298 §2.3 lose nothing. Two things differ from the RFC, as on Linux. RTTVAR follows the
     * largest deviation of a round trip at once, but falls by a quarter of the distance only once per
     * round trip: many samples per round trip would shrink it too fast (RFC 7323 appendix G). And a
     * round trip that gets shorter barely raises the deviation, or a path that improves would raise
     * the timeout.
     */

    static final int INITIAL_RTO_MICROS = 1_000_000; // RFC 6298 §2.1
    private static final int MOST_MICROS = 200_000_000;
    private static final int MIN_RTT_WINDOW_MILLIS = 300_000;

    private int srtt8; // 0 before the first sample
    private int mdev4;
    private int mdevMax4;
    private int rttvar4;
    private int roundEnd; // SND.NXT when the current round trip of samples began
    private int minRttMicros;
    private int minRttMillis; // when it was measured

    /**
     * One round trip of a segment that was not retransmitted, or a timestamp's (RFC 6298 §3).
     *
     * @param minRtoMicros the least that the deviation adds to the timeout
     */
    public void sample(int rttMicros, int una, int nxt, int minRtoMicros, long nowNanos) {
        int m = Math.clamp(rttMicros, 1, MOST_MICROS);
        trackMinimum(m, nowNanos);
        if (srtt8 == 0) {
            srtt8 = m * 8;
            mdev4 = m * 2; // RFC 6298 §2.2: RTTVAR = R/2
            rttvar4 = Math.max(mdev4, minRtoMicros);
            mdevMax4 = rttvar4;
            roundEnd = nxt;
            return;
        }
        int error = m - srtt8 / 8;
        srtt8 = Math.max(8, srtt8 + error);
        mdev4 += deviation(error);
        mdevMax4 = Math.max(mdevMax4, mdev4);
        rttvar4 = Math.max(rttvar4, mdevMax4);
        if (Seq.after(una, roundEnd)) {
            if (mdevMax4 < rttvar4) {
                rttvar4 -= (rttvar4 - mdevMax4) / 4;
            }
            roundEnd = nxt;
            mdevMax4 = minRtoMicros;
        }
    }

    private int deviation(int error) {
        int change = Math.abs(error) - mdev4 / 4;
        return error < 0 && change > 0 ? change / 8 : change;
    }

    private void trackMinimum(int rttMicros, long nowNanos) {
        int nowMillis = (int) (nowNanos / 1_000_000);
        if (minRttMicros == 0
                || rttMicros <= minRttMicros
                || nowMillis - minRttMillis > MIN_RTT_WINDOW_MILLIS) {
            minRttMicros = rttMicros;
            minRttMillis = nowMillis;
        }
    }

    public boolean hasSample() {
        return srtt8 != 0;
    }

    /** RTO before any backoff. */
    public long rtoMicros() {
        return hasSample() ? srtt8 / 8 + (long) rttvar4 : INITIAL_RTO_MICROS;
    }

    /** SRTT; 0 before the first sample. */
    public int srttMicros() {
        return srtt8 / 8;
    }

    public int rttvarMicros() {
        return rttvar4 / 4;
    }

    /** The shortest round trip of the last five minutes; 0 before the first sample. */
    public int minRttMicros() {
        return minRttMicros;
    }
}
