package io.jackfield.tcp;

import io.jackfield.buffer.Slab;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.send.Loan;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** SEND call (RFC 9293 §3.10.2). */
public final class SendCall {
    private SendCall() {}

    /**
     * Queues octets and sends what may go.
     *
     * @param flags MSG_MORE and MSG_OOB count; whether to wait is the caller's business
     * @return how many octets were taken, or -EAGAIN (no room, or not yet connected), -EPIPE, or an
     *     error of the connection, once
     */
    public static int send(TcpConnection c, ByteBuffer from, int flags, long nowNanos) {
        int refusal = refusal(c);
        if (refusal != 0) {
            return refusal;
        }
        if (!from.hasRemaining()) {
            return 0;
        }
        int room = c.sendRoom();
        if (room <= 0) {
            c.isShortOfSpace = true;
            return Errno.EAGAIN.result();
        }
        boolean isMore = cork(c, flags);
        int taken = c.snd.append(from, Math.min(room, from.remaining()));
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            c.snd.urge();
        }
        return queued(c, taken, isMore, nowNanos);
    }

    /**
     * Lends room to a writer of many octets, who fills it without the host's lock and then calls
     * {@link #send(TcpConnection, Loan, int, long)}; null if there is no room for {@link
     * Loan#BULK}, or if a send would be refused.
     */
    public static @Nullable Loan lend(TcpConnection c, int wanted) {
        if (c.error() != 0 || c.isSendShut || !mayQueue(c.state())) {
            return null;
        }
        int octets = Math.min(Math.min(wanted, c.sendRoom()), Slab.LARGE);
        return octets < Slab.BULK ? null : c.snd.lend(octets);
    }

    /** Queues what was lent and sends what may go, unless the connection has ended meanwhile. */
    public static int send(TcpConnection c, Loan loan, int flags, long nowNanos) {
        int refusal = refusal(c);
        if (refusal != 0) {
            loan.giveBack();
            return refusal;
        }
        boolean isMore = cork(c, flags);
        return queued(c, c.snd.append(loan), isMore, nowNanos);
    }

    /** A call with MSG_ZEROCOPY has queued all that it could, and not nothing. */
    public static void sentWithoutCopy(TcpConnection c) {
        ZeroCopies copies = c.zeroCopies();
        if (copies == null) {
            copies = new ZeroCopies();
            c.zeroCopies(copies);
        }
        copies.sent(c.snd.una + c.snd.queued());
        tellOfCopies(c, copies);
    }

    /** Tells the user of octets that are needed no more. */
    static void tellOfCopies(TcpConnection c, ZeroCopies copies) {
        Route route = c.route;
        boolean isLoopback = route != null && route.nic().name().equals("lo");
        boolean isClosed = c.state() == TcpState.CLOSED;
        if (isClosed) {
            copies.close();
        } else if (copies.isAnyOver(isLoopback ? c.snd.nxt : c.snd.una)) {
            c.tell(Readiness.POLLERR);
        }
    }

    /** MSG_ERRQUEUE: which sends with MSG_ZEROCOPY are over; null if there is no news. */
    public static ZeroCopies.@Nullable Range takeNews(TcpConnection c) {
        ZeroCopies copies = c.zeroCopies();
        return copies == null || !copies.hasNews() ? null : copies.take();
    }

    private static int refusal(TcpConnection c) {
        boolean isOpening = c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED;
        if (c.error() == 0 && !c.isSendShut && isOpening) {
            return Errno.EAGAIN.result();
        }
        if (c.error() != 0 || c.isSendShut || !mayQueue(c.state())) {
            int error = StatusCall.takeSocketError(c);
            return error != 0 ? -error : Errno.EPIPE.result();
        }
        return 0;
    }

    /** MSG_MORE is a cork for one call. */
    private static boolean cork(TcpConnection c, int flags) {
        boolean isMore = (flags & MessageFlags.MSG_MORE) != 0;
        if (isMore) {
            c.snd.cork(true);
        }
        return isMore;
    }

    private static int queued(TcpConnection c, int taken, boolean isMore, long nowNanos) {
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
