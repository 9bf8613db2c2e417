package io.jackfield.tcp.send;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.sequence.Seq;

/**
 * Finds out what was lost and answers with a smaller window: by RACK where there is SACK (RFC
 * 8985), by counting duplicate ACKs where there is none (RFC 6582), by the timeout when nothing
 * else is left (RFC 6298).
 */
final class LossRecovery {
    private final RateReduction reduction = new RateReduction();
    private RecoveryState state = RecoveryState.OPEN;
    private boolean waitsForOrder; // RACK has just set the reordering timer
    private int
            highSeq; // SND.NXT when recovery began: "recover" of RFC 6582, RecoveryPoint of 6675

    // What to go back to if it turns out that nothing was lost.
    private boolean mayUndo;
    private boolean hasRetransmitted;
    private int undoRetransmissions; // not yet reported as duplicates
    private int undoSeq; // SND.UNA when recovery began
    private int priorCwnd;
    private int priorSsthresh;
    private long firstRetransmissionNanos;

    void begin(int una) {
        state = RecoveryState.OPEN;
        highSeq = una - 1;
        mayUndo = false;
    }

    RecoveryState state() {
        return state;
    }

    /** Whether the last ACK left the timer with RACK. */
    boolean waitsForOrder() {
        return waitsForOrder;
    }

    /** Whether segments that are lost may be sent again. */
    boolean isRetransmitting() {
        return state == RecoveryState.RECOVERY || state == RecoveryState.LOSS;
    }

    /** Whether proportional rate reduction, not the congestion control, sets the window. */
    boolean isReducing() {
        return state == RecoveryState.CWR || state == RecoveryState.RECOVERY;
    }

    /** An ACK has been entered into the segments in flight; answers event bits. */
    int onAck(Transfer t, boolean advances, boolean isDuplicate) {
        AckTally tally = t.tally();
        waitsForOrder = false;
        if (!t.sender.isSackPermitted()) {
            countDuplicates(t, tally, advances, isDuplicate);
        }
        int events = undo(t, tally, advances);
        if (state != RecoveryState.OPEN && hasPassed(t.snd().una)) {
            events |= end(t);
        }
        boolean isLoss = detect(t, advances);
        switch (state) {
            case OPEN, DISORDER -> {
                if (isLoss) {
                    events |= enterRecovery(t);
                } else {
                    state = isOdd(t) ? RecoveryState.DISORDER : RecoveryState.OPEN;
                }
            }
            case CWR -> {
                if (isLoss) {
                    events |= enterRecovery(t);
                }
            }
            case RECOVERY, LOSS -> {}
        }
        if (isReducing()) {
            reduction.onAck(tally, t.inFlight.pipe(), advances, t.congestion());
        }
        return events;
    }

    /** Whether the ACK has left the recovery point behind; CWR is held until something above it. */
    private boolean hasPassed(int una) {
        return switch (state) {
            case OPEN, DISORDER -> false;
            case CWR -> Seq.after(una, highSeq);
            case RECOVERY, LOSS -> Seq.atLeast(una, highSeq);
        };
    }

    private static boolean isOdd(Transfer t) {
        return t.inFlight.sacked() > 0
                || t.inFlight.presumed() > 0
                || t.inFlight.retransmitted() > 0;
    }

    private boolean detect(Transfer t, boolean advances) {
        InFlight inFlight = t.inFlight;
        if (!t.sender.isSackPermitted()) {
            return detectByDuplicates(t, advances);
        }
        if (state == RecoveryState.OPEN && !isOdd(t) && !t.tally().hasDsack) {
            return false;
        }
        t.rack.updateReoWnd(
                t.tally(),
                t.snd(),
                isRetransmitting(),
                inFlight.sacked() >= t.reordering(),
                t.sender.rtt());
        long wait = t.rack.detectLoss(inFlight, t.tally());
        waitsForOrder = wait > 0;
        if (waitsForOrder) {
            t.timer.reorder(t.tally().nowNanos + wait);
        }
        return inFlight.nextLost() != null;
    }

    /** Without SACK each duplicate ACK stands for one segment that has arrived (RFC 5681 §3.2). */
    private void countDuplicates(
            Transfer t, AckTally tally, boolean advances, boolean isDuplicate) {
        InFlight inFlight = t.inFlight;
        int presumed = inFlight.presumed();
        if (advances) {
            int acked = tally.cumulative;
            tally.delivered = Math.max(acked - presumed, 1);
            inFlight.presumed(Math.max(0, presumed - (acked - 1)));
            limitPresumed(inFlight);
        } else if (isDuplicate && state != RecoveryState.LOSS) {
            inFlight.presumed(presumed + 1);
            limitPresumed(inFlight);
            tally.delivered = 1;
        }
    }

    /** At least the segment that the duplicates ask for has not arrived. */
    private static void limitPresumed(InFlight inFlight) {
        int missing = Math.max(1, inFlight.lost());
        inFlight.presumed(
                Math.max(0, Math.min(inFlight.presumed(), inFlight.outstanding() - missing)));
    }

    /** RFC 6582 §3.2: three duplicates, or a partial ACK, and the first segment is lost. */
    private boolean detectByDuplicates(Transfer t, boolean advances) {
        InFlight inFlight = t.inFlight;
        SentSegment head = inFlight.first();
        if (head == null) {
            return false;
        }
        boolean isThird =
                state != RecoveryState.RECOVERY
                        && state != RecoveryState.LOSS
                        && inFlight.presumed() >= t.reordering()
                        && Seq.after(t.snd().una, highSeq);
        boolean isPartial = state == RecoveryState.RECOVERY && advances;
        if ((isThird || isPartial) && !head.has(SentSegment.LOST)) {
            if (head.segments > 1) {
                inFlight.split(head, head.seq + head.mss);
            }
            t.tally().lost += inFlight.markLost(head);
        }
        return inFlight.nextLost() != null;
    }

    private int enterRecovery(Transfer t) {
        if (state != RecoveryState.CWR) {
            rememberWindows(t);
            reduce(t);
        }
        prepareUndo(t);
        state = RecoveryState.RECOVERY;
        highSeq = t.snd().nxt;
        t.count(t.sender.isSackPermitted() ? Counter.TCP_SACK_RECOVERY : Counter.TCP_RENO_RECOVERY);
        return Sender.RECOVERY_ENTERED;
    }

    private void reduce(Transfer t) {
        InFlight inFlight = t.inFlight;
        CongestionControl congestion = t.congestion();
        // RFC 9937 §6.1: what the peer had before this ACK is no longer there to be delivered
        int arrived = inFlight.sacked() + inFlight.presumed();
        reduction.begin(inFlight.outstanding() - arrived + t.tally().delivered);
        congestion.ssthresh(congestion.reduced(t.tally().nowNanos));
        t.probe.begin();
    }

    private void rememberWindows(Transfer t) {
        priorCwnd = t.congestion().cwnd();
        priorSsthresh = t.congestion().ssthresh();
    }

    private void prepareUndo(Transfer t) {
        mayUndo = true;
        undoSeq = t.snd().una;
        undoRetransmissions = t.inFlight.retransmitted();
        hasRetransmitted = undoRetransmissions > 0;
        if (!hasRetransmitted) {
            firstRetransmissionNanos = 0;
        }
    }

    /** The window is to be reduced though nothing was lost (RFC 3168 §6.1.2). */
    boolean enterCwr(Transfer t) {
        if (state == RecoveryState.CWR || isRetransmitting()) {
            return false;
        }
        rememberWindows(t);
        mayUndo = false;
        reduce(t);
        state = RecoveryState.CWR;
        highSeq = t.snd().nxt;
        return true;
    }

    /** A probe has repaired the loss of the last segment: reduce at once (RFC 8985 §7.4.2). */
    void reduceForProbe(Transfer t) {
        CongestionControl congestion = t.congestion();
        congestion.ssthresh(congestion.reduced(t.tally().nowNanos));
        congestion.cwnd(Math.min(congestion.cwnd(), congestion.ssthresh()));
    }

    private int end(Transfer t) {
        CongestionControl congestion = t.congestion();
        boolean wasLoss = isRetransmitting();
        if (isReducing()) {
            congestion.cwnd(congestion.ssthresh()); // RFC 9937 §6.3
        }
        t.inFlight.presumed(0);
        state = RecoveryState.OPEN;
        if (wasLoss) {
            t.rack.recovered();
        }
        return wasLoss ? Sender.RECOVERY_EXITED : 0;
    }

    /**
     * Takes a reduction back that was made for nothing: the ACK echoes a timestamp older than the
     * first retransmission (RFC 3522), or every retransmission was reported as a duplicate (RFC
     * 3708).
     */
    private int undo(Transfer t, AckTally tally, boolean advances) {
        if (!mayUndo) {
            return 0;
        }
        if (tally.hasDsack && Seq.after(tally.dsackRight, undoSeq) && undoRetransmissions > 0) {
            undoRetransmissions--;
        }
        boolean originalArrived =
                advances
                        && firstRetransmissionNanos != 0
                        && isRetransmitting()
                        && tally.echoesBefore(firstRetransmissionNanos);
        boolean allDuplicates = hasRetransmitted && undoRetransmissions == 0 && tally.hasDsack;
        if (!originalArrived && !allDuplicates) {
            return 0;
        }
        mayUndo = false;
        t.count(state == RecoveryState.LOSS ? Counter.TCP_SPURIOUS_RTOS : Counter.TCP_FULL_UNDO);
        if (isRetransmitting()) {
            t.inFlight.unmarkLost();
            state = RecoveryState.OPEN;
        }
        t.congestion().undo(priorCwnd, priorSsthresh);
        return Sender.UNDONE;
    }

    /** The reordering timer: what RACK was not sure about has not arrived (RFC 8985 §6.2). */
    int onReorderTimer(Transfer t) {
        AckTally tally = t.tally();
        t.rack.detectLoss(t.inFlight, tally);
        if (t.inFlight.nextLost() == null || isRetransmitting()) {
            return 0;
        }
        tally.delivered = 1; // lets the reduction send the first retransmission
        int events = enterRecovery(t);
        reduction.onAck(tally, t.inFlight.pipe(), false, t.congestion());
        return events;
    }

    /** The retransmission timer (RFC 6298 §5.4, RFC 5681 §3.1, RFC 8985 §6.3). */
    int onTimeout(Transfer t, boolean isFirst, long nowNanos) {
        InFlight inFlight = t.inFlight;
        CongestionControl congestion = t.congestion();
        SentSegment head = inFlight.first();
        if (head == null) {
            return 0;
        }
        boolean hasReneged = head.has(SentSegment.SACKED);
        if (hasReneged) {
            inFlight.renege();
            t.count(Counter.TCP_SACK_RENEGING);
        }
        if (!isRetransmitting() && inFlight.sacked() >= t.setting(Setting.TCP_REORDERING)) {
            t.rack.overestimated();
        }
        inFlight.presumed(0);
        boolean isNewEpisode =
                !isRetransmitting() && state != RecoveryState.CWR
                        || Seq.atLeast(t.snd().una, highSeq)
                        || state == RecoveryState.LOSS && isFirst;
        if (isNewEpisode) {
            rememberWindows(t);
            congestion.ssthresh(congestion.reduced(nowNanos));
            congestion.onTimeout();
            prepareUndo(t);
        }
        for (SentSegment s = head; s != null; s = s.next) {
            boolean isYoung =
                    s != head
                            && !hasReneged
                            && t.sender.isSackPermitted()
                            && t.rack.isTooYoung(s, nowNanos);
            if (s.isUnderWay && !isYoung) {
                t.tally().lost += inFlight.markLost(s);
            }
        }
        congestion.cwnd(inFlight.pipe() + 1); // RFC 5681 §3.1: the loss window
        state = RecoveryState.LOSS;
        highSeq = t.snd().nxt;
        t.probe.begin();
        t.count(Counter.TCP_TIMEOUTS);
        return Sender.RTO_FIRED;
    }

    /** Segments must be sent again in smaller ones, which is no sign of congestion (RFC 8201). */
    void resend(Transfer t) {
        if (!isRetransmitting() && t.inFlight.nextLost() != null) {
            mayUndo = false;
            state = RecoveryState.LOSS;
            highSeq = t.snd().nxt;
            t.congestion().ssthresh(t.congestion().cwnd());
        }
    }

    void sent(SendPlan plan, long nowNanos) {
        if (isReducing()) {
            reduction.sent(plan.segments());
        }
        if (plan.isRetransmission()) {
            hasRetransmitted = true;
            undoRetransmissions += plan.segments();
            if (firstRetransmissionNanos == 0 || !mayUndo) {
                firstRetransmissionNanos = nowNanos;
            }
        }
    }
}
