package io.jackfield.tcp.send;

import io.jackfield.observe.Setting;
import io.jackfield.tcp.congestion.CongestionControl;

/** What the sender does when its deadline has passed. */
final class Timeouts {
    private static final int MOST_THIN = 6;
    private static final int FEW = 4;

    private Timeouts() {}

    static int expired(Transfer t, long nowNanos) {
        int events = t.timer.isPacingOver(nowNanos) ? Sender.PACE_FIRED : 0;
        if (!t.timer.isDue(nowNanos)) {
            return events;
        }
        SendTimer.Kind kind = t.timer.kind();
        t.timer.stop();
        return events
                | switch (kind) {
                    case NONE -> 0;
                    case RETRANSMIT -> retransmit(t, nowNanos);
                    case PROBE -> probe(t, nowNanos);
                    case REORDER -> reorder(t, nowNanos);
                    case PERSIST -> persist(t, nowNanos);
                };
    }

    /** RFC 6298 §5.4 to §5.6. */
    private static int retransmit(Transfer t, long nowNanos) {
        int events = t.recovery.onTimeout(t, t.timeouts == 0, nowNanos);
        boolean isThin = isThin(t);
        t.timeouts++;
        if (isThin) {
            t.sender.backoff = 0;
        } else {
            t.sender.backOff();
        }
        t.isTailProbeDue = false;
        t.armRetransmit(nowNanos);
        return events;
    }

    /** So few segments under way that no duplicate ACKs could tell of a loss, as Linux counts. */
    private static boolean isThin(Transfer t) {
        return (t.sender.isThinLinear() || t.setting(Setting.TCP_THIN_LINEAR_TIMEOUTS) != 0)
                && t.timeouts < MOST_THIN
                && t.inFlight.outstanding() < FEW
                && t.congestion().ssthresh() != CongestionControl.INFINITE;
    }

    private static int probe(Transfer t, long nowNanos) {
        t.isTailProbeDue = true;
        t.armRetransmit(nowNanos);
        return Sender.TLP_FIRED;
    }

    private static int reorder(Transfer t, long nowNanos) {
        int events = t.recovery.onReorderTimer(t);
        t.armRetransmit(nowNanos);
        return events | Sender.REO_FIRED;
    }

    /** RFC 9293 §3.8.6.1: probes a window that stays shut, at growing distances. */
    private static int persist(Transfer t, long nowNanos) {
        t.isWindowProbeDue = true;
        t.sender.probes = (byte) Math.min(t.sender.probes + 1, Byte.MAX_VALUE);
        t.sender.backOff();
        t.timer.arm(SendTimer.Kind.PERSIST, nowNanos + t.sender.persistNanos());
        return Sender.PERSIST_FIRED;
    }

    /** The segment size shrank: what is too large is taken for lost and cut when it goes again. */
    static void resegment(Transfer t) {
        int mss = t.sender.effectiveSendMss();
        for (SentSegment s = t.inFlight.first(); s != null; s = s.next) {
            boolean isTooLarge = s.mss > mss && s.length() > mss;
            if (isTooLarge && s.isUnderWay) {
                t.inFlight.markLost(s);
            }
        }
        t.recovery.resend(t);
    }
}
