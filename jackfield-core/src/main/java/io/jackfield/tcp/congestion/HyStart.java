package io.jackfield.tcp.congestion;

import io.jackfield.tcp.sequence.Seq;

/**
 * Hybrid slow start as Linux's CUBIC has it: leaves slow start before the queue overflows, when the
 * ACKs of one round keep coming for half of the shortest round trip, or when round trips grow.
 */
final class HyStart {
    /*
     * Ha and Rhee, "Taming the elephants: new TCP slow start" (2011). RFC 9406 is a later relative,
     * which Linux does not use. Times are microseconds of world time, cut to an int: they are only
     * subtracted within a round.
     */

    private static final int LOW_WINDOW = 16; // below it a few lost segments are cheap
    private static final int ACK_SPACING_MICROS = 2_000; // ACKs closer than this form a train
    private static final int BURST_MICROS = 1_000; // a super-segment's time on the wire, at most
    private static final int SAMPLES = 8; // round trips to look at in a round
    private static final int LEAST_RISE_MICROS = 4_000;
    private static final int MOST_RISE_MICROS = 16_000;

    private int endSeq; // an ACK beyond it begins the next round
    private int roundStartMicros;
    private int lastAckMicros;
    private int roundRttMicros;
    private byte samples;
    private boolean isRunning;

    void reset() {
        isRunning = false;
    }

    /** Whether slow start should end with the window where it is. */
    boolean isTimeToStop(RateSample sample, int cwnd, long nowNanos) {
        if (sample.rttMicros < 0 || cwnd < LOW_WINDOW) {
            return false;
        }
        int nowMicros = (int) (nowNanos / 1_000);
        if (!isRunning || Seq.after(sample.una, endSeq)) {
            beginRound(sample.nxt, nowMicros);
        }
        return isTrainLong(sample.minRttMicros, nowMicros)
                || hasRisen(sample.rttMicros, sample.minRttMicros);
    }

    private void beginRound(int nxt, int nowMicros) {
        isRunning = true;
        endSeq = nxt;
        roundStartMicros = nowMicros;
        lastAckMicros = nowMicros;
        roundRttMicros = Integer.MAX_VALUE;
        samples = 0;
    }

    private boolean isTrainLong(int minRttMicros, int nowMicros) {
        if (nowMicros - lastAckMicros > ACK_SPACING_MICROS) {
            return false;
        }
        lastAckMicros = nowMicros;
        return nowMicros - roundStartMicros > (minRttMicros + BURST_MICROS) / 2;
    }

    private boolean hasRisen(int rttMicros, int minRttMicros) {
        roundRttMicros = Math.min(roundRttMicros, rttMicros);
        if (samples < SAMPLES) {
            samples++;
            return false;
        }
        int rise = Math.clamp(minRttMicros / 8, LEAST_RISE_MICROS, MOST_RISE_MICROS);
        return roundRttMicros > minRttMicros + rise;
    }
}
