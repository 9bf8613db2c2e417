package io.jackfield.tcp.send;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.send.SendPlan.Cause;
import io.jackfield.tcp.sequence.Seq;

/**
 * Decides what goes next: a probe that is due, else what is lost, else new data; as much of it as
 * the peer's window, the congestion window, Nagle and pacing let go.
 */
final class NextSegment {
    /** Octets of payload in a super-segment at the most: it must fit an IP packet of 64 KiB. */
    static final int SUPER = 65_535 - 40 - 60;

    private static final int MAX_PACING_GAP_NANOS = 1_000_000_000;

    private NextSegment() {}

    static boolean plan(Transfer t, SendPlan plan, long nowNanos) {
        if (t.isWindowProbeDue) {
            t.isWindowProbeDue = false;
            return windowProbe(t, plan);
        }
        if (t.isTailProbeDue) {
            t.isTailProbeDue = false;
            return tailProbe(t, plan);
        }
        if (t.timer.isHeldBack(nowNanos)) {
            return false;
        }
        if (retransmission(t, plan) || newData(t, plan, nowNanos)) {
            return true;
        }
        t.armPersist(nowNanos);
        return false;
    }

    /** RFC 6675 §5 (C): what is lost goes while the pipe is smaller than the window. */
    private static boolean retransmission(Transfer t, SendPlan plan) {
        SentSegment s = t.inFlight.nextLost();
        if (s == null || !t.recovery.isRetransmitting()) {
            return false;
        }
        int mss = t.sender.effectiveSendMss();
        if (s.mss > mss) {
            t.inFlight.resize(s, mss);
        }
        int room = t.congestion().cwnd() - t.inFlight.pipe();
        if (room <= 0) {
            t.validateWindow(true);
            return false;
        }
        int length = Math.min(s.length(), Math.min(largest(mss), share(room, s.mss)));
        int window = Seq.distance(s.seq, t.snd().windowEnd());
        if (length > window && (s.seq != t.snd().una || window > 0)) {
            // the peer has taken part of its window back (RFC 9293 §3.8.6)
            length = window >= s.mss ? window / s.mss * s.mss : Math.max(0, window);
            if (length == 0) {
                return false;
            }
        }
        length = t.queue.fitting(s.seq, length);
        boolean isRto = t.recovery.state() == RecoveryState.LOSS;
        again(t, plan, s, s.seq, length, isRto ? Cause.RTO : Cause.FAST);
        return true;
    }

    private static void again(
            Transfer t, SendPlan plan, SentSegment s, int seq, int length, Cause cause) {
        boolean fin = s.has(SentSegment.FIN) && seq + length + 1 == s.end;
        plan.set(seq, length, fin, s.mss, cause);
        plan.push |= seq + length == t.queue.tailSeq();
        plan.again = s;
    }

    private static int largest(int mss) {
        return Math.max(1, SUPER / mss) * mss;
    }

    /** Octets of so many segments, without overflow. */
    private static int share(int segments, int mss) {
        return (int) Math.min(Integer.MAX_VALUE, (long) segments * mss);
    }

    private static boolean newData(Transfer t, SendPlan plan, long nowNanos) {
        int unsent = t.unsent();
        if (unsent == 0 && !t.isFinPending()) {
            return false;
        }
        int window = t.snd().usableWindow();
        if (window == 0) {
            return false;
        }
        restartAfterIdle(t, nowNanos);
        if (unsent == 0) { // a lone FIN does not wait for the congestion window, as on Linux
            return planNew(t, plan, 0, true, Cause.NEW);
        }
        int cwnd = t.congestion().cwnd();
        int room = Math.min(cwnd - t.inFlight.pipe(), Math.max(1, cwnd / 2));
        if (room <= 0) {
            t.validateWindow(true);
            return false;
        }
        int mss = t.sender.effectiveSendMss();
        // at least two super-segments are in flight, so that ACKs come while the window is full
        int length = Math.min(Math.min(unsent, window), share(room, mss));
        length = t.queue.fitting(t.snd().nxt, Math.min(length, t.isUrgent() ? mss : largest(mss)));
        boolean fin = length == unsent && t.isFinPending() && window > length;
        int tail = length % mss;
        if (tail != 0 && !fin && !mayGo(t, tail, length == unsent)) {
            length -= tail;
        }
        return length > 0 && planNew(t, plan, length, fin, Cause.NEW);
    }

    /**
     * Whether a segment that is not full may go.
     *
     * @param isRest it takes with it all that is queued; else the window cuts it short
     */
    private static boolean mayGo(Transfer t, int octets, boolean isRest) {
        if (isRest && t.isUrgent()) {
            return true;
        }
        if (isRest) {
            // RFC 9293 §3.7.4, Nagle, in Minshall's form: one small segment at a time
            boolean isHeld = !t.sender.isNoDelay() && t.isSmallOutstanding();
            return !isHeld && !t.sender.isCorked();
        }
        // RFC 9293 §3.8.6.2.1: against silly windows, unless it is half of what the peer ever gave
        return octets >= t.snd().maxWnd / 2;
    }

    private static boolean planNew(
            Transfer t, SendPlan plan, int length, boolean fin, Cause cause) {
        plan.set(t.snd().nxt, length, fin, t.sender.effectiveSendMss(), cause);
        plan.push |= length == t.unsent();
        return true;
    }

    /** RFC 5681 §4.1. */
    private static void restartAfterIdle(Transfer t, long nowNanos) {
        Sender sender = t.sender;
        if (!t.inFlight.isEmpty() || t.record.lastSentNanos > nowNanos) {
            return;
        }
        long idle = nowNanos - t.record.lastSentNanos;
        CongestionControl congestion = t.congestion();
        long rto = sender.rtoNanos();
        if (idle > rto && t.setting(Setting.TCP_SLOW_START_AFTER_IDLE) != 0) {
            congestion.decay(idle, rto, Sender.INITIAL_WINDOW);
            t.record.lastSentNanos = nowNanos; // once per idle period
        }
        congestion.onRestart(idle, nowNanos);
    }

    /** RFC 8985 §7.3: one segment of new data if the peer has room, else the last one again. */
    private static boolean tailProbe(Transfer t, SendPlan plan) {
        SentSegment s = t.inFlight.last();
        if (s == null) {
            return false;
        }
        t.count(Counter.TCP_LOSS_PROBES);
        int mss = t.sender.effectiveSendMss();
        int fresh = Math.min(t.unsent(), mss);
        if (fresh > 0 && t.snd().usableWindow() >= fresh) {
            int length = t.queue.fitting(t.snd().nxt, fresh);
            boolean fin = t.isFinPending() && length == t.unsent();
            return planNew(t, plan, length, fin && t.snd().usableWindow() > length, Cause.TLP);
        }
        if (s.has(SentSegment.SACKED)) {
            return false;
        }
        int last = s.seq + (s.segments - 1) * s.mss;
        int length = Math.min(mss, s.seq + s.length() - last);
        int from = s.seq + s.length() - length;
        again(t, plan, s, from, t.queue.fitting(from, length), Cause.TLP);
        return true;
    }

    /** As much as the window takes, else an old sequence number, which the peer must answer. */
    private static boolean windowProbe(Transfer t, SendPlan plan) {
        t.count(Counter.TCP_WIN_PROBE);
        SendSequence snd = t.snd();
        int mss = t.sender.effectiveSendMss();
        int length = Math.min(Math.min(snd.usableWindow(), t.unsent()), mss);
        boolean fin = t.isFinPending() && length == t.unsent() && snd.usableWindow() > length;
        if (length > 0 || fin) {
            return planNew(t, plan, t.queue.fitting(snd.nxt, length), fin, Cause.PROBE);
        }
        plan.set(snd.una - 1, 0, false, mss, Cause.PROBE);
        return true;
    }

    static void sent(Transfer t, SendPlan plan, long nowNanos) {
        SentSegment again = plan.again;
        if (again != null) {
            sentAgain(t, plan, again, nowNanos);
        } else if (plan.end() != plan.seq && plan.seq == t.snd().nxt) {
            sentNew(t, plan, nowNanos);
        } else {
            return; // a window probe takes no sequence space
        }
        t.recovery.sent(plan, nowNanos);
        t.record.bytesSent += plan.length;
        t.record.lastSentNanos = nowNanos;
        long rate = t.congestion().pacingRate();
        if (rate > 0) {
            long gap = plan.length * 1_000_000_000L / rate;
            t.timer.pace(nowNanos + Math.min(gap, MAX_PACING_GAP_NANOS));
        }
    }

    private static void sentNew(Transfer t, SendPlan plan, long nowNanos) {
        SendSequence snd = t.snd();
        boolean startsFlight = t.inFlight.isEmpty();
        int mss = plan.segmentSize;
        SentSegment s = t.inFlight.append(plan.seq, plan.end(), mss, plan.fin, nowNanos);
        snd.nxt = plan.end();
        t.isFinSent |= plan.fin;
        if (plan.length % mss != 0) {
            t.sentSmall(snd.nxt);
        }
        boolean isCwndLimited = t.inFlight.pipe() >= t.congestion().cwnd();
        boolean isAppLimited = t.unsent() == 0 && !isCwndLimited;
        t.stampRate(s, startsFlight, isAppLimited, nowNanos);
        t.validateWindow(isCwndLimited);
        t.pool.counters.add(Counter.TCP_ORIG_DATA_SENT, s.segments);
        if (plan.cause == Cause.TLP) {
            t.probe.sent(snd.nxt, false);
            t.armRetransmit(nowNanos);
        } else if (startsFlight) {
            t.armRetransmit(nowNanos);
        }
        if (!t.timer.is(SendTimer.Kind.REORDER)) {
            t.scheduleProbe(false, nowNanos);
        }
    }

    private static void sentAgain(Transfer t, SendPlan plan, SentSegment again, long nowNanos) {
        SentSegment s = again;
        if (Seq.before(s.seq, plan.seq)) {
            s = t.inFlight.split(s, plan.seq);
        }
        if (Seq.before(plan.end(), s.end)) {
            t.inFlight.split(s, plan.end());
        }
        t.inFlight.retransmitted(s, nowNanos);
        t.record.retransmits += s.segments;
        t.record.bytesRetransmitted += plan.length;
        t.pool.counters.add(Counter.TCP_RETRANS_SEGS, s.segments);
        if (plan.cause == Cause.TLP) {
            t.probe.sent(t.snd().nxt, true);
            t.armRetransmit(nowNanos);
        } else {
            t.count(
                    plan.cause == Cause.FAST
                            ? Counter.TCP_FAST_RETRANS
                            : Counter.TCP_SLOW_START_RETRANS);
            if (s == t.inFlight.first() && !t.timer.is(SendTimer.Kind.REORDER)) {
                t.armRetransmit(nowNanos);
            }
        }
    }
}
