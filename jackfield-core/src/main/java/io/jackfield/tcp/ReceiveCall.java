package io.jackfield.tcp;

import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;
import io.jackfield.tcp.receive.Taking;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** RECEIVE call (RFC 9293 §3.10.3). */
public final class ReceiveCall {
    /** From so many octets on a reader copies without the host's lock. */
    public static final int BULK = 16 << 10;

    private ReceiveCall() {}

    /**
     * Moves octets to the user.
     *
     * @param flags MSG_PEEK leaves them, MSG_TRUNC throws them away instead of copying (LINUX.md
     *     96); whether to wait is the caller's business
     * @return how many octets, 0 for the end, or -EAGAIN, -ENOTCONN, -EINVAL (MSG_OOB), or an error
     *     of the connection, once and after all octets
     */
    public static int receive(TcpConnection c, ByteBuffer to, int flags, long nowNanos) {
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return Errno.EINVAL.result(); // what Linux answers where no urgent octet waits
        }
        if (c.rcv.unread() == 0) {
            return nothing(c);
        }
        if ((flags & MessageFlags.MSG_PEEK) != 0) {
            return peek(c, to, flags);
        }
        int moved;
        if ((flags & MessageFlags.MSG_TRUNC) != 0) {
            moved = c.rcv.discard(to.remaining());
            to.position(to.position() + moved);
        } else {
            moved = c.rcv.read(to);
        }
        if (moved > 0) {
            hasRead(c, nowNanos);
        }
        return moved;
    }

    /**
     * Takes out many octets, which the user moves without the host's lock before {@link #taken};
     * null if fewer than {@link #BULK} wait or are wanted.
     */
    public static @Nullable Taking take(TcpConnection c, int wanted) {
        int octets = Math.min(wanted, c.rcv.unread());
        return octets < BULK ? null : c.rcv.take(octets);
    }

    /** What was taken out has been moved. */
    public static void taken(TcpConnection c, Taking taking, long nowNanos) {
        c.rcv.giveBack(taking);
        hasRead(c, nowNanos);
    }

    private static int peek(TcpConnection c, ByteBuffer to, int flags) {
        if ((flags & MessageFlags.MSG_TRUNC) != 0) {
            return Math.min(c.rcv.unread(), to.remaining());
        }
        return c.rcv.peek(to, 0);
    }

    /** There is nothing to read: why? LINUX.md 63, 69 to 71 and 75. */
    private static int nothing(TcpConnection c) {
        if (c.isDone) {
            return 0;
        }
        if (c.error() != 0) {
            return -StatusCall.takeSocketError(c);
        }
        if (c.isReceiveShut) {
            return 0;
        }
        return (c.state() == TcpState.CLOSED ? Errno.ENOTCONN : Errno.EAGAIN).result();
    }

    /** The user has made room: the buffer may grow, and the peer may have to learn of it. */
    private static void hasRead(TcpConnection c, long nowNanos) {
        if (c.tcp.settings().isOn(Setting.TCP_MODERATE_RCVBUF)
                && c.options().receiveBuffer() == 0) {
            int most = c.tcp.settings().get(Setting.TCP_RMEM_MAX);
            most = Math.min(most, Handshake.mostBuffer(c.options()));
            c.rcv.userRead(most, c.isDone, nowNanos);
        }
        if (c.isSynchronized() && c.rcv.isAckDueOnRead(c.isReceiveShut)) {
            SegmentOutput.ack(c, nowNanos);
        }
        c.rearm(nowNanos);
        assert c.isCoherent();
    }
}
