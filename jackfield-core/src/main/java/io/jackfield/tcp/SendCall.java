package io.jackfield.tcp;

import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;

import java.nio.ByteBuffer;

/** SEND call (RFC 9293 §3.10.2). */
public final class SendCall {
    private SendCall() {}

    /**
     * Queues octets and sends what may go.
     *
     * @param flags MSG_MORE counts; whether to wait is the caller's business
     * @return how many octets were taken, or -EAGAIN (no room, or not yet connected), -EPIPE,
     *     -EOPNOTSUPP (MSG_OOB), or an error of the connection, once
     */
    public static int send(TcpConnection c, ByteBuffer from, int flags, long nowNanos) {
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        boolean isOpening = c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED;
        if (c.error() == 0 && !c.isSendShut && isOpening) {
            return Errno.EAGAIN.result();
        }
        if (c.error() != 0 || c.isSendShut || !mayQueue(c.state())) {
            int error = StatusCall.takeSocketError(c);
            return error != 0 ? -error : Errno.EPIPE.result();
        }
        if (!from.hasRemaining()) {
            return 0;
        }
        int room = c.sendRoom();
        if (room <= 0) {
            c.isShortOfSpace = true;
            return Errno.EAGAIN.result();
        }
        boolean isMore = (flags & MessageFlags.MSG_MORE) != 0;
        if (isMore) {
            c.snd.cork(true);
        }
        int taken = c.snd.append(from, Math.min(room, from.remaining()));
        SegmentOutput.push(c, nowNanos);
        if (isMore) {
            c.snd.cork(c.options().cork());
        }
        c.rearm(nowNanos);
        assert c.isCoherent();
        return taken;
    }

    private static boolean mayQueue(TcpState state) {
        return switch (state) {
            case ESTABLISHED, CLOSE_WAIT -> true;
            case CLOSED,
                    LISTEN,
                    SYN_SENT,
                    SYN_RECEIVED,
                    FIN_WAIT_1,
                    FIN_WAIT_2,
                    CLOSING,
                    LAST_ACK,
                    TIME_WAIT ->
                    false;
        };
    }
}
