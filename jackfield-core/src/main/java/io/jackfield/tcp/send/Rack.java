package io.jackfield.tcp.send;

import io.jackfield.tcp.sequence.Seq;

/**
 * Recent acknowledgment (RFC 8985): a segment is lost when one sent sufficiently later has been
 * delivered.
 */
final class Rack {
    private static final int WINDOW_PERSISTS = 16; // recoveries (RFC 8985 §6.2 step 4)
    private static final int MOST_STEPS = 255;
    private static final int MOST_REORDERING = 300; // Linux's tcp_max_reordering

    /**
     * A simulated link may take no time at all. What was sent in the same instant as the segment
     * delivered is then waited for as long as this, or each ACK would retransmit a whole window.
     */
    private static final long LEAST_RTT_NANOS = 1_000;

    // The most recently sent segment among those delivered.
    private long xmitTimeNanos;
    private int endSeq;
    private long rttNanos;
    private boolean hasSample;

    // Reordering.
    private int fack; // highest sequence number delivered
    private int priorFack; // the same before the ACK at hand
    private boolean reorderingSeen;
    private int reordering; // the most segments by which one has been late
    private int reoWndMult;
    private int reoWndPersist;
    private int dsackRound;
    private boolean isInDsackRound;

    private long reoWndNanos;

    /** Begins with nothing in flight; {@code memory} is what {@link #memory()} once answered. */
    void begin(int una, int memory) {
        hasSample = false;
        xmitTimeNanos = 0;
        endSeq = una;
        fack = una;
        priorFack = una;
        isInDsackRound = false;
        reoWndNanos = 0;
        reorderingSeen = (memory & 1) != 0;
        reoWndPersist = memory >> 1 & 0xff;
        reoWndMult = 1 + (memory >> 9 & 0xff);
        reordering = memory >>> 17;
    }

    /** What is known about reordering, packed, to be kept while nothing is in flight. */
    int memory() {
        int steps = reoWndMult - 1;
        return (reorderingSeen ? 1 : 0) | reoWndPersist << 1 | steps << 9 | reordering << 17;
    }

    /** An ACK arrives: what it delivers is in no particular order. */
    void beginAck() {
        priorFack = fack;
    }

    /** RFC 8985 §6.2 steps 1 to 3, for a segment newly acknowledged or sacked. */
    void delivered(SentSegment s, AckTally tally, int minRttMicros) {
        long rtt = tally.nowNanos - s.sentNanos;
        if (s.has(SentSegment.EVER_RETRANSMITTED)) {
            if (tally.echoesBefore(s.sentNanos) || rtt < minRttMicros * 1000L) {
                return; // the original arrived after all: says nothing about the retransmission
            }
        } else if (Seq.before(s.end, priorFack)) {
            reorderingSeen = true;
            int late = (Seq.distance(s.seq, priorFack) + s.mss - 1) / s.mss;
            reordering = Math.min(MOST_REORDERING, Math.max(reordering, late));
        }
        fack = Seq.max(fack, s.end);
        rttNanos = Math.max(rtt, LEAST_RTT_NANOS);
        if (!hasSample || isSentAfter(s.sentNanos, s.end, xmitTimeNanos, endSeq)) {
            xmitTimeNanos = s.sentNanos;
            endSeq = s.end;
        }
        hasSample = true;
    }

    /** The most segments by which one has been late without being lost, 0 if none was. */
    int reordering() {
        return reordering;
    }

    /** A timeout after as many duplicates as this shows that it was too much to wait for. */
    void overestimated() {
        reordering = 0;
    }

    /** RFC 8985 §6.2 step 4: the reordering window grows with the duplicates it causes. */
    void updateReoWnd(
            AckTally tally,
            SendSequence snd,
            boolean isRecovering,
            boolean hasDupThresh,
            RttEstimator rtt) {
        if (isInDsackRound && Seq.atLeast(snd.una, dsackRound)) {
            isInDsackRound = false;
        }
        if (!isInDsackRound && tally.hasDsack) {
            isInDsackRound = true;
            dsackRound = snd.nxt;
            reoWndMult = Math.min(MOST_STEPS, reoWndMult + 1);
            reoWndPersist = WINDOW_PERSISTS;
        }
        if (!reorderingSeen && (isRecovering || hasDupThresh)) {
            reoWndNanos = 0;
        } else {
            long window = (long) reoWndMult * rtt.minRttMicros() / 4;
            reoWndNanos = Math.min(window, rtt.srttMicros()) * 1000;
        }
    }

    /** A recovery ended: after sixteen of them without duplicates the window is small again. */
    void recovered() {
        if (reoWndPersist > 0) {
            reoWndPersist--;
        }
        if (reoWndPersist == 0) {
            reoWndMult = 1;
        }
    }

    /**
     * RFC 8985 §6.2 step 5: marks what is lost.
     *
     * @return nanoseconds until more may have to be marked, 0 if there is nothing to wait for
     */
    long detectLoss(InFlight inFlight, AckTally tally) {
        if (!hasSample) {
            return 0;
        }
        long wait = 0;
        SentSegment s = inFlight.oldest();
        while (s != null && s.sentNanos <= xmitTimeNanos) {
            SentSegment newer = s.newer;
            if (isSentAfter(xmitTimeNanos, endSeq, s.sentNanos, s.end)) {
                long remaining = s.sentNanos + rttNanos + reoWndNanos - tally.nowNanos;
                if (remaining <= 0) {
                    tally.lost += inFlight.markLost(s);
                } else {
                    wait = Math.max(wait, remaining);
                }
            }
            s = newer;
        }
        return wait;
    }

    /** RFC 8985 §6.3: what the retransmission timeout leaves alone, being too young to be lost. */
    boolean isTooYoung(SentSegment s, long nowNanos) {
        return s.sentNanos + rttNanos + reoWndNanos - nowNanos > 0;
    }

    private static boolean isSentAfter(long timeA, int endA, long timeB, int endB) {
        return timeA > timeB || timeA == timeB && Seq.after(endA, endB);
    }
}
