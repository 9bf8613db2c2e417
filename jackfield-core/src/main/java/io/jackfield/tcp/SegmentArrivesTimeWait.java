package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.tcp.sequence.Seq;

/**
 * SEGMENT ARRIVES in TIME-WAIT (RFC 9293 §3.10.7.4), or in the FIN-WAIT-2 of an orphan: at what
 * remains of a connection. LINUX.md 79 to 85.
 */
final class SegmentArrivesTimeWait {
    private SegmentArrivesTimeWait() {}

    static void at(TimeWait w, Segment seg, int nicIndex, long nowNanos) {
        Timestamps timestamps = w.timestamps();
        boolean isOld =
                timestamps != null
                        && seg.hasTimestamps()
                        && timestamps.isOld(seg.tsVal(), nowNanos);
        if (w.isFinWait2()) {
            inFinWait2(w, seg, isOld, nowNanos);
        } else if (!isOld && isQuiet(w, seg)) {
            quiet(w, seg, nowNanos);
        } else if (!isOld && isNewConnection(w, seg)) {
            succeed(w, seg, nicIndex, nowNanos);
        } else {
            answerOld(w, seg, isOld, nowNanos);
        }
        seg.release();
    }

    private static boolean isInWindow(TimeWait w, Segment seg) {
        int end = w.rcvNxt + w.rcvWnd;
        int segEnd = seg.seq() + seg.len();
        if (seg.seq() == w.rcvNxt) {
            return true;
        }
        return (Seq.after(segEnd, w.rcvNxt) && Seq.before(seg.seq(), end))
                || (seg.seq() == end && seg.seq() == segEnd);
    }

    private static void inFinWait2(TimeWait w, Segment seg, boolean isOld, long nowNanos) {
        int end = seg.seq() + seg.len();
        if (isOld || !isInWindow(w, seg)) {
            if (!seg.isRst()) {
                acknowledge(w, seg, nowNanos);
            }
        } else if (seg.isRst()) {
            w.end(null, nowNanos);
        } else if (seg.has(Segment.SYN)) {
            refuse(w, seg, nowNanos);
        } else if (!seg.has(Segment.ACK) || !Seq.after(end, w.rcvNxt) || seg.len() == 0) {
            return; // it brings nothing new
        } else if (!seg.isFin() || end != w.rcvNxt + 1) {
            refuse(w, seg, nowNanos); // LINUX.md 82: data that nobody will read
        } else {
            remember(w, seg, nowNanos);
            w.finArrived(end, nowNanos);
            SegmentOutput.ackOf(w, nowNanos);
        }
    }

    private static void refuse(TimeWait w, Segment seg, long nowNanos) {
        SegmentOutput.refuse(w.tcp, seg, nowNanos);
        w.end(null, nowNanos);
    }

    /** A RST, or an acknowledgment of all there was. */
    private static boolean isQuiet(TimeWait w, Segment seg) {
        return seg.seq() == w.rcvNxt && (seg.len() == 0 || seg.isRst());
    }

    private static void quiet(TimeWait w, Segment seg, long nowNanos) {
        if (!seg.isRst()) {
            remember(w, seg, nowNanos);
            w.restart(nowNanos);
        } else if (!w.tcp.settings().isOn(Setting.TCP_RFC1337)) {
            w.end(Counter.TCP_TW_KILLED, nowNanos); // RFC 1337 §2 describes what this risks
        }
    }

    /** LINUX.md 84, RFC 6191 §2: beyond all that was received, by number or by timestamp. */
    private static boolean isNewConnection(TimeWait w, Segment seg) {
        int control = seg.flags() & (Segment.SYN | Segment.ACK | Segment.RST);
        Timestamps timestamps = w.timestamps();
        return control == Segment.SYN
                && (Seq.after(seg.seq(), w.rcvNxt)
                        || (timestamps != null
                                && seg.hasTimestamps()
                                && Seq.before(timestamps.recent(), seg.tsVal())));
    }

    private static void succeed(TimeWait w, Segment seg, int nicIndex, long nowNanos) {
        TcpListener listener = w.tcp.listener(seg, nicIndex);
        if (listener == null) {
            SegmentOutput.ackOf(w, nowNanos);
        } else {
            Segment syn = seg.copy();
            SegmentArrivesListen.at(listener, syn, w, nowNanos);
        }
    }

    private static void answerOld(TimeWait w, Segment seg, boolean isOld, long nowNanos) {
        if (isOld) {
            w.tcp.dropped(seg, Counter.TCP_PAWS_ESTAB, nowNanos);
        }
        if (seg.isRst()) {
            return;
        }
        if (isOld || seg.has(Segment.ACK)) {
            w.restart(nowNanos);
        }
        acknowledge(w, seg, nowNanos);
    }

    private static void acknowledge(TimeWait w, Segment seg, long nowNanos) {
        if (!w.tcp.challengeAcks()
                .isTooSoon(seg, w.lastAckNanos, Counter.TCP_ACK_SKIPPED_TIME_WAIT, nowNanos)) {
            w.lastAckNanos = nowNanos;
            SegmentOutput.ackOf(w, nowNanos);
        }
    }

    private static void remember(TimeWait w, Segment seg, long nowNanos) {
        Timestamps timestamps = w.timestamps();
        if (timestamps != null && seg.hasTimestamps()) {
            timestamps.remember(seg.tsVal(), nowNanos);
        }
    }
}
