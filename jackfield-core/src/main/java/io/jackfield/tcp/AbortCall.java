package io.jackfield.tcp;

import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;

/** ABORT call (RFC 9293 §3.10.5), and the ends that come without the user's will. */
public final class AbortCall {
    private AbortCall() {}

    /** Ends the connection at once; the peer gets a RST if it thinks that there is one. */
    public static void abort(TcpConnection c, long nowNanos) {
        switch (c.state()) {
            case CLOSED -> {}
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT -> {
                SegmentOutput.reset(c, nowNanos);
                c.become(TcpState.CLOSED, nowNanos);
            }
            case CLOSING, LAST_ACK -> {
                if (c.snd.queued() > 0) { // Linux: the peer still waits for data
                    SegmentOutput.reset(c, nowNanos);
                }
                c.become(TcpState.CLOSED, nowNanos);
            }
            case SYN_SENT -> c.become(TcpState.CLOSED, nowNanos);
            case LISTEN, TIME_WAIT -> throw new AssertionError("no connection: " + c.state());
        }
    }

    /** The peer or the network has ended the connection: the user learns why, once. */
    static void fail(TcpConnection c, Errno errno, long nowNanos) {
        fail(c, errno.number(), nowNanos);
    }

    static void fail(TcpConnection c, int errno, long nowNanos) {
        c.error(errno);
        c.become(TcpState.CLOSED, nowNanos);
    }
}
