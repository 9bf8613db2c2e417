package io.jackfield.tcp.send;

import io.jackfield.tcp.sequence.Seq;

/** Tail loss probe (RFC 8985 §7): turns losses at the end of a flight into fast recovery. */
final class TailLossProbe {
    static final long LEAST_DELAY_NANOS = 2_000_000;
    private static final long INITIAL_NANOS = 1_000_000_000;

    private int endSeq; // SND.NXT after the probe
    private boolean isRetransmission;
    private boolean isOut;

    void begin() {
        isOut = false;
    }

    boolean isOut() {
        return isOut;
    }

    /** RFC 8985 §7.2: when to probe, before comparing with the retransmission timeout. */
    static long ptoNanos(RttEstimator rtt, boolean isSingle, long ackDelayNanos) {
        if (!rtt.hasSample()) {
            return INITIAL_NANOS;
        }
        return 2_000L * rtt.srttMicros() + (isSingle ? ackDelayNanos : LEAST_DELAY_NANOS);
    }

    void sent(int nxt, boolean retransmission) {
        isOut = true;
        endSeq = nxt;
        isRetransmission = retransmission;
    }

    /**
     * RFC 8985 §7.4.
     *
     * @param isPlainDuplicate the ACK neither advances nor sacks nor carries anything
     * @return whether the probe has repaired a loss, which congestion control must hear of
     */
    boolean repairedLoss(int ack, AckTally tally, boolean isPlainDuplicate) {
        if (!isOut || Seq.before(ack, endSeq)) {
            return false;
        }
        boolean arrivedTwice =
                tally.hasDsack && Seq.atMost(tally.dsackRight, endSeq) || isPlainDuplicate;
        if (!isRetransmission || arrivedTwice) {
            isOut = false;
            return false;
        }
        if (Seq.after(ack, endSeq)) {
            isOut = false;
            return true;
        }
        return false;
    }
}
