package io.jackfield.tcp;

import io.jackfield.buffer.Slab;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;
import io.jackfield.tcp.receive.Taking;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** RECEIVE call (RFC 9293 §3.10.3). */
public final class ReceiveCall {
    private ReceiveCall() {}

    /**
     * Moves octets to the user.
     *
     * @param flags MSG_PEEK leaves them, MSG_TRUNC throws them away instead of copying (LINUX.md
     *     96); whether to wait is the caller's business
     * @return how many octets, 0 for the end, or -EAGAIN, -ENOTCONN, -EINVAL (MSG_OOB, and no octet
     *     is urgent), or an error of the connection, once and after all octets
     */
    public static int receive(TcpConnection c, ByteBuffer to, int flags, long nowNanos) {
        return receive(c, to, flags, 0, nowNanos);
    }

    /**
     * The same.
     *
     * @param ahead with MSG_PEEK: how many octets were looked at before
     */
    public static int receive(TcpConnection c, ByteBuffer to, int flags, int ahead, long nowNanos) {
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return UrgentData.receive(c, to, flags);
        }
        if (c.rcv.unread() <= ahead) {
            return nothing(c);
        }
        if (!to.hasRemaining()) {
            return 0;
        }
        int limit = to.limit();
        to.limit(to.position() + UrgentData.upToMark(c, to.remaining()));
        int hole = UrgentData.hole(c);
        boolean isPeek = (flags & MessageFlags.MSG_PEEK) != 0;
        int moved = isPeek ? peek(c, to, hole + ahead, flags) : move(c, to, hole, flags);
        to.limit(limit);
        if (!isPeek) {
            UrgentData.passed(c);
            hasRead(c, nowNanos);
        }
        return moved == 0 ? nothing(c) : moved;
    }

    private static int move(TcpConnection c, ByteBuffer to, int hole, int flags) {
        c.rcv.discard(hole);
        if ((flags & MessageFlags.MSG_TRUNC) == 0) {
            return c.rcv.read(to);
        }
        int moved = c.rcv.discard(to.remaining());
        to.position(to.position() + moved);
        return moved;
    }

    /**
     * Takes out many octets, which the user moves without the host's lock before {@link #taken};
     * null if fewer than {@link Loan#BULK} wait or are wanted, or one of them is urgent.
     */
    public static @Nullable Taking take(TcpConnection c, int wanted) {
        int octets = Math.min(wanted, c.rcv.unread());
        return octets < Slab.BULK || c.rcv.isUrgent() ? null : c.rcv.take(octets);
    }

    /** What was taken out has been moved. */
    public static void taken(TcpConnection c, Taking taking, long nowNanos) {
        c.rcv.giveBack(taking);
        hasRead(c, nowNanos);
    }

    private static int peek(TcpConnection c, ByteBuffer to, int hole, int flags) {
        if ((flags & MessageFlags.MSG_TRUNC) != 0) {
            return Math.min(c.rcv.unread() - hole, to.remaining());
        }
        return c.rcv.peek(to, hole);
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
