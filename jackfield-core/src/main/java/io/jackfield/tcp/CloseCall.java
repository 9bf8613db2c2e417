package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.sequence.Seq;
import io.jackfield.time.Deadline;

/** CLOSE call (RFC 9293 §3.10.4): shutdown(2) and close(2). */
public final class CloseCall {
    public static final int SHUT_RD = 0;
    public static final int SHUT_WR = 1;
    public static final int SHUT_RDWR = 2;

    private static final long SECOND = 1_000_000_000;

    private CloseCall() {}

    /** shutdown(2): 0, -ENOTCONN if closed, -EINVAL for an unknown direction. */
    public static int shutdown(TcpConnection c, int how, long nowNanos) {
        if (how < SHUT_RD || how > SHUT_RDWR) {
            return Errno.EINVAL.result();
        }
        if (c.state() == TcpState.SYN_SENT) {
            c.error(Errno.ECONNRESET.number());
            AbortCall.abort(c, nowNanos);
            return 0;
        }
        int result = c.state() == TcpState.CLOSED ? Errno.ENOTCONN.result() : 0;
        c.isReceiveShut |= how != SHUT_WR;
        boolean closesSide = how != SHUT_RD && !c.isSendShut;
        c.isSendShut |= how != SHUT_RD;
        if (closesSide) {
            finish(c, nowNanos);
        }
        c.tellChange();
        return result;
    }

    /** shutdown(2) with SHUT_WR of a socket that has no connection yet, and now gets one. */
    public static void shutBefore(TcpConnection c) {
        c.isSendShutBefore = true;
    }

    /** The user has nothing more to send: queues the FIN where the state has one. */
    private static void finish(TcpConnection c, long nowNanos) {
        switch (c.state()) {
            case ESTABLISHED -> sendFin(c, TcpState.FIN_WAIT_1, nowNanos);
            case CLOSE_WAIT -> sendFin(c, TcpState.LAST_ACK, nowNanos);
            case SYN_RECEIVED -> {} // it goes when the SYN is acknowledged
            case CLOSED, SYN_SENT, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> {}
            case LISTEN, TIME_WAIT -> throw new AssertionError("no connection: " + c.state());
        }
    }

    static void sendFin(TcpConnection c, TcpState next, long nowNanos) {
        c.become(next, nowNanos);
        c.snd.cork(false);
        c.snd.queueFin();
        SegmentOutput.push(c, nowNanos);
        c.rearm(nowNanos);
    }

    /**
     * close(2) by the last holder, all of it but waiting: {@link #begin}, then {@link #orphan}.
     *
     * @param isAbortive SO_LINGER with 0 seconds
     */
    public static void close(TcpConnection c, boolean isAbortive, long nowNanos) {
        begin(c, isAbortive, nowNanos);
        orphan(c, nowNanos);
    }

    /** What close(2) does before it lingers (LINUX.md 72, 77). */
    public static void begin(TcpConnection c, boolean isAbortive, long nowNanos) {
        boolean wasSendShut = c.isSendShut;
        c.isReceiveShut = true;
        c.isSendShut = true;
        boolean isUnread = c.rcv.discard(c.rcv.unread()) > 0;
        if (c.state() == TcpState.CLOSED) {
            return;
        }
        if (isUnread && c.isSynchronized()) {
            c.tcp.counters().increment(Counter.TCP_ABORT_ON_CLOSE);
            SegmentOutput.reset(c, nowNanos);
            c.become(TcpState.CLOSED, nowNanos);
        } else if (isAbortive || c.state() == TcpState.SYN_SENT) {
            if (isAbortive) {
                c.tcp.counters().increment(Counter.TCP_ABORT_ON_DATA);
            }
            AbortCall.abort(c, nowNanos);
        } else if (!wasSendShut) {
            finish(c, nowNanos);
        }
    }

    /** Whether SO_LINGER has something to wait for: data or the FIN is not acknowledged. */
    public static boolean isUnfinished(TcpConnection c) {
        return switch (c.state()) {
            case FIN_WAIT_1, CLOSING, LAST_ACK -> true;
            case CLOSED,
                    LISTEN,
                    SYN_SENT,
                    SYN_RECEIVED,
                    ESTABLISHED,
                    FIN_WAIT_2,
                    CLOSE_WAIT,
                    TIME_WAIT ->
                    false;
        };
    }

    /** The user lets go: the connection ends by itself (LINUX.md 80). */
    public static void orphan(TcpConnection c, long nowNanos) {
        c.user(null);
        if (c.state() == TcpState.CLOSED || c.isOrphan) {
            c.rcv.release();
            return;
        }
        c.isOrphan = true;
        c.tcp.orphaned();
        if (c.state() == TcpState.FIN_WAIT_2) {
            leaveFinWait2(c, nowNanos);
        } else if (c.tcp.orphans() > c.tcp.settings().get(Setting.TCP_MAX_ORPHANS)) {
            c.tcp.counters().increment(Counter.TCP_ABORT_ON_MEMORY);
            AbortCall.abort(c, nowNanos);
        }
        c.rearm(nowNanos);
    }

    private static void leaveFinWait2(TcpConnection c, long nowNanos) {
        int seconds = c.options().finTimeoutSeconds(c.tcp.settings());
        if (seconds < 0) {
            c.tcp.counters().increment(Counter.TCP_ABORT_ON_LINGER);
            AbortCall.abort(c, nowNanos);
        } else {
            awaitFin(c, seconds * SECOND, nowNanos);
        }
    }

    /** As long as it is more than what a remainder waits, the connection waits itself. */
    private static void awaitFin(TcpConnection c, long lengthNanos, long nowNanos) {
        if (lengthNanos > TimeWait.LENGTH_NANOS) {
            c.controlNanos = nowNanos + lengthNanos - TimeWait.LENGTH_NANOS;
            return;
        }
        long rto = c.snd.rtoNanos();
        long atLeast = 4 * rto - rto / 2; // so that a FIN that was lost can come again
        TimeWait.succeed(c, TcpState.FIN_WAIT_2, Math.max(lengthNanos, atLeast), nowNanos);
    }

    /** Our FIN is acknowledged; true if the connection goes on to process the segment. */
    static boolean isFinWait2Kept(TcpConnection c, Segment seg, long nowNanos) {
        c.tellChange();
        if (!c.isOrphan) {
            return true; // LINUX.md 81: no timer while somebody holds it
        }
        int seconds = c.options().finTimeoutSeconds(c.tcp.settings());
        boolean hasData = Seq.after(seg.seq() + seg.payloadLength(), c.rcv.nxt);
        if (seconds < 0 || hasData) {
            c.tcp.counters().increment(Counter.TCP_ABORT_ON_DATA);
            SegmentOutput.refuse(c.tcp, seg, nowNanos);
            c.become(TcpState.CLOSED, nowNanos);
            return false;
        }
        if (seg.isFin()) {
            return true;
        }
        awaitFin(c, seconds * SECOND, nowNanos);
        return false;
    }

    /** An orphan has waited for the FIN and goes on to wait as a remainder. */
    static void finWait2Expired(TcpConnection c, long nowNanos) {
        c.controlNanos = Deadline.NEVER;
        awaitFin(c, TimeWait.LENGTH_NANOS, nowNanos);
    }

    /**
     * The listener closes, or is shut down for reading (LINUX.md 18 to 20): unless others of its
     * group inherit them, connections that wait for accept are reset, requests forgotten.
     */
    public static void close(TcpListener listener, long nowNanos) {
        if (!listener.isListening()) {
            return;
        }
        listener.isListening(false);
        Tcp tcp = listener.tcp;
        listener.heirs(Heirs.isOn(tcp) ? listener.binding.group() : null);
        tcp.ports().stopReceiving(listener.binding);
        ConnectionRequest<TcpListener> request =
                listener.heirs() == null ? listener.synQueue().any() : null;
        while (request != null) {
            SynAckTimer.forget(tcp, request, nowNanos);
            request = listener.synQueue().any();
        }
        TcpConnection c = listener.acceptQueue().poll();
        while (c != null) {
            if (!Heirs.take(listener, c)) {
                AbortCall.abort(c, nowNanos);
                c.rcv.release();
            }
            c = listener.acceptQueue().poll();
        }
    }
}
