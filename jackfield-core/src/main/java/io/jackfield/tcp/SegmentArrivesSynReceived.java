package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.sequence.Seq;

/**
 * SEGMENT ARRIVES in SYN-RECEIVED, of a passive OPEN (RFC 9293 §3.10.7.4): at a request, before
 * there is a connection.
 */
final class SegmentArrivesSynReceived {
    private SegmentArrivesSynReceived() {}

    static void at(
            Tcp tcp,
            ConnectionRequest<TcpListener> request,
            TcpListener listener,
            Segment seg,
            long nowNanos) {
        boolean isOld = isOldDuplicate(request, seg);
        if (isSynAgain(request, seg) && !isOld) {
            answerSynAgain(tcp, request, seg, nowNanos);
        } else if (seg.has(Segment.ACK) && seg.ack() != request.iss() + 1) {
            refuseAck(tcp, seg, nowNanos);
        } else if (isOld || !isInWindow(request, seg)) {
            answerOutOfWindow(tcp, request, seg, isOld, nowNanos);
        } else {
            inWindow(tcp, request, listener, seg, nowNanos);
        }
    }

    /** The peer did not get our SYN-ACK and repeats its SYN. */
    private static boolean isSynAgain(ConnectionRequest<TcpListener> request, Segment seg) {
        int control = seg.flags() & (Segment.SYN | Segment.ACK | Segment.RST | Segment.FIN);
        return seg.seq() == request.irs() && control == Segment.SYN;
    }

    private static boolean isOldDuplicate(ConnectionRequest<TcpListener> request, Segment seg) {
        return request.options().timestamps()
                && seg.hasTimestamps()
                && request.tsRecent() != 0 // of a peer whose clock was not known at its SYN
                && Seq.before(seg.tsVal(), request.tsRecent())
                && !seg.isRst();
    }

    private static boolean isInWindow(ConnectionRequest<TcpListener> request, Segment seg) {
        int nxt = request.nxt();
        int end = nxt + request.window();
        int seq = seg.seq();
        int segEnd = seq + seg.len();
        if (seq == nxt) {
            return true;
        }
        return (Seq.after(segEnd, nxt) && Seq.before(seq, end)) || (seq == end && seq == segEnd);
    }

    private static void answerSynAgain(
            Tcp tcp, ConnectionRequest<TcpListener> request, Segment seg, long nowNanos) {
        if (!isTooSoon(tcp, request, seg, nowNanos)) {
            SynAckTimer.again(tcp, request, nowNanos);
            if (request.timer() instanceof SynAckTimer timer) {
                timer.restart(nowNanos);
            }
        }
        seg.release();
    }

    private static boolean isTooSoon(
            Tcp tcp, ConnectionRequest<TcpListener> request, Segment seg, long nowNanos) {
        boolean tooSoon =
                tcp.challengeAcks()
                        .isTooSoon(
                                seg,
                                request.lastAckNanos(),
                                Counter.TCP_ACK_SKIPPED_SYN_RECV,
                                nowNanos);
        if (!tooSoon) {
            request.lastAckNanos(nowNanos);
        }
        return tooSoon;
    }

    /** It acknowledges nothing that was sent: <SEQ=SEG.ACK><CTL=RST>, as in LISTEN. */
    private static void refuseAck(Tcp tcp, Segment seg, long nowNanos) {
        if (!seg.isRst()) {
            SegmentOutput.refuse(tcp, seg, nowNanos);
        }
        seg.release();
    }

    private static void answerOutOfWindow(
            Tcp tcp,
            ConnectionRequest<TcpListener> request,
            Segment seg,
            boolean isOld,
            long nowNanos) {
        if (isOld) {
            tcp.dropped(seg, Counter.TCP_PAWS_ESTAB, nowNanos);
        }
        if (!seg.isRst() && !isTooSoon(tcp, request, seg, nowNanos)) {
            SegmentOutput.ackOf(tcp, request, nowNanos);
        }
        seg.release();
    }

    private static void inWindow(
            Tcp tcp,
            ConnectionRequest<TcpListener> request,
            TcpListener listener,
            Segment seg,
            long nowNanos) {
        if (seg.hasTimestamps() && Seq.atMost(seg.seq(), request.nxt())) {
            request.tsRecent(seg.tsVal());
        }
        boolean hasNewSyn = seg.has(Segment.SYN) && seg.seq() != request.irs();
        if (seg.isRst() || hasNewSyn) {
            // Second and fourth: back to LISTEN; a SYN in the window was never sent by our peer.
            tcp.counters().increment(Counter.TCP_ATTEMPT_FAILS);
            abandon(tcp, request, seg, nowNanos);
        } else if (!seg.has(Segment.ACK)) {
            seg.release(); // fifth
        } else if (seg.has(Segment.SYN)) {
            // RFC 5961 §4.2: our peer's own SYN with an ACK is challenged; no connection takes it
            answerOutOfWindow(tcp, request, seg, false, nowNanos);
        } else if (isDeferred(request, listener, seg)) {
            request.acknowledged();
            tcp.dropped(seg, Counter.TCP_DEFER_ACCEPT_DROP, nowNanos);
            seg.release();
        } else if (listener.acceptQueue().isFull()) {
            inherited(request, listener, Counter.TCP_MIGRATE_REQ_FAILURE);
            overflow(tcp, request, seg, nowNanos);
        } else {
            inherited(request, listener, Counter.TCP_MIGRATE_REQ_SUCCESS);
            Handshake.complete(request, listener, seg, nowNanos);
        }
    }

    /** TCP_DEFER_ACCEPT (LINUX.md 24): a bare ACK makes no connection yet. */
    private static boolean isDeferred(
            ConnectionRequest<TcpListener> request, TcpListener listener, Segment seg) {
        return request.timeouts() < listener.options().deferAccept()
                && seg.seq() + seg.len() == request.nxt();
    }

    private static void inherited(
            ConnectionRequest<TcpListener> request, TcpListener listener, Counter outcome) {
        if (listener != request.listener()) {
            listener.tcp.counters().increment(outcome);
        }
    }

    /** The handshake is complete, but nobody accepts (LINUX.md 8 to 10). */
    private static void overflow(
            Tcp tcp, ConnectionRequest<TcpListener> request, Segment seg, long nowNanos) {
        tcp.counters().increment(Counter.TCP_LISTEN_DROPS);
        tcp.dropped(seg, Counter.TCP_LISTEN_OVERFLOWS, nowNanos);
        if (tcp.settings().isOn(Setting.TCP_ABORT_ON_OVERFLOW)) {
            abandon(tcp, request, seg, nowNanos);
        } else {
            request.acknowledged();
            seg.release();
        }
    }

    private static void abandon(
            Tcp tcp, ConnectionRequest<TcpListener> request, Segment seg, long nowNanos) {
        if (!seg.isRst()) {
            SegmentOutput.refuse(tcp, seg, nowNanos);
        }
        tcp.counters().increment(Counter.TCP_EMBRYONIC_RSTS);
        SynAckTimer.forget(tcp, request, nowNanos);
        seg.release();
    }
}
