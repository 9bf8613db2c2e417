package io.jackfield.tcp;

import io.jackfield.ip.route.Route;
import io.jackfield.observe.TcpInfo;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.tcp.send.Sender;
import io.jackfield.time.Deadline;

/** STATUS call (RFC 9293 §3.10.6): what a user and poll(2) are told. */
public final class StatusCall {
    private StatusCall() {}

    /** What poll(2) finds, as POLL bits (Linux's tcp_poll). */
    public static int readiness(TcpConnection c) {
        int readiness = 0;
        boolean isClosed = c.state() == TcpState.CLOSED;
        if (isClosed || (c.isReceiveShut && c.isSendShut)) {
            readiness |= Readiness.POLLHUP;
        }
        if (c.isReceiveShut) {
            readiness |= Readiness.POLLIN | Readiness.POLLRDNORM | Readiness.POLLRDHUP;
        }
        boolean isOpening = c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED;
        if (!isOpening) {
            if (readable(c) > 0) {
                readiness |= Readiness.POLLIN | Readiness.POLLRDNORM;
            }
            if (c.rcv.isUrgent() && c.rcv.urgent().isHere()) {
                readiness |= Readiness.POLLPRI;
            }
            if (c.isSendShut || isWritable(c)) {
                readiness |= Readiness.POLLOUT | Readiness.POLLWRNORM;
            } else {
                c.isShortOfSpace = true;
            }
        }
        ZeroCopies copies = c.zeroCopies();
        if (c.error() != 0 || (copies != null && copies.hasNews())) {
            readiness |= Readiness.POLLERR;
        }
        return readiness;
    }

    /** A third of the send buffer is free, and less than TCP_NOTSENT_LOWAT is unsent. */
    static boolean isWritable(TcpConnection c) {
        int queued = c.snd.queued();
        return c.sendBuffer() - queued >= queued >> 1
                && c.snd.unsent() < c.options().notSentLowWater(c.tcp.settings());
    }

    /** Octets that wait to be read, up to the mark of urgent data (FIONREAD, SIOCINQ). */
    public static int unread(TcpConnection c) {
        return UrgentData.unread(c);
    }

    /** Octets that a read would find, without an urgent one that it would skip. */
    public static int readable(TcpConnection c) {
        return c.rcv.unread() - UrgentData.hole(c);
    }

    /** TCP_INQ: octets that wait to be read, and one more for the peer's FIN. */
    public static int inquiry(TcpConnection c) {
        return c.rcv.unread() + (c.isDone ? 1 : 0);
    }

    /** TCP_TIMESTAMP: the TSval of a segment sent now. */
    public static int timestamp(TcpConnection c, long nowNanos) {
        Timestamps timestamps = c.rcv.timestamps();
        return timestamps == null ? Timestamps.clock(nowNanos, 0) : timestamps.clock(nowNanos);
    }

    /** SIOCATMARK. */
    public static boolean isAtMark(TcpConnection c) {
        return UrgentData.isAtMark(c);
    }

    /**
     * Octets sent or queued and not acknowledged (SIOCOUTQ). Linux counts in sequence numbers: a
     * FIN is one, and so is the SYN of a connection that came to nothing.
     */
    public static int unacknowledged(TcpConnection c) {
        return switch (c.state()) {
            case SYN_SENT, SYN_RECEIVED -> 0;
            case ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT -> c.snd.queued();
            case FIN_WAIT_1, CLOSING, LAST_ACK -> c.snd.queued() + (c.snd.isFinAcked() ? 0 : 1);
            case CLOSED -> c.unacknowledgedAtEnd();
            case LISTEN, TIME_WAIT -> throw new AssertionError("no connection");
        };
    }

    /** Octets queued and not sent yet (SIOCOUTQNSD). */
    public static int unsent(TcpConnection c) {
        return c.snd.unsent();
    }

    /** Whether the peer has closed its side, or nothing is to be received any more. */
    public static boolean isReceiveShut(TcpConnection c) {
        return c.isReceiveShut;
    }

    public static boolean isSendShut(TcpConnection c) {
        return c.isSendShut;
    }

    /** SO_ERROR: an error of the connection, else what the network complained of; once. */
    public static int takeError(TcpConnection c) {
        int error = takeSocketError(c);
        if (error == 0) {
            error = c.softError();
            c.softError(0);
        }
        return error;
    }

    /** The error that a call reports; once. */
    public static int takeSocketError(TcpConnection c) {
        int error = c.error();
        c.error(0);
        return error;
    }

    /** TCP_INFO. */
    public static TcpInfo info(TcpConnection c, long nowNanos) {
        Sender sender = c.snd;
        CongestionControl congestion = sender.congestion();
        Route route = c.route;
        return new TcpInfo(
                c.state(),
                congestion.name(),
                sender.recoveryState().name(),
                sender.timeouts(),
                sender.backoffs(),
                sender.probes(),
                c.snd.wscale,
                c.rcv.scale,
                c.rcv.timestamps() != null,
                c.hasSack,
                sender.rtoNanos(),
                sender.rtt().srttMicros() * 1000L,
                sender.rtt().rttvarMicros() * 1000L,
                sender.rtt().minRttMicros() * 1000L,
                sender.effectiveSendMss(),
                c.rcv.rmss(),
                route == null ? 0 : route.mtu(),
                (long) congestion.cwnd() * sender.effectiveSendMss(),
                congestion.ssthresh() == CongestionControl.INFINITE
                        ? Long.MAX_VALUE
                        : (long) congestion.ssthresh() * sender.effectiveSendMss(),
                (long) sender.unacked() * sender.effectiveSendMss(),
                (long) sender.sacked() * sender.effectiveSendMss(),
                (long) sender.lost() * sender.effectiveSendMss(),
                (long) sender.retransmittedInFlight() * sender.effectiveSendMss(),
                sender.totalRetransmits(),
                sender.bytesSent(),
                Math.max(0, sender.bytesSent() - sender.bytesRetransmitted() - inFlight(c)),
                c.rcv.bytesReceived(),
                sender.bytesRetransmitted(),
                c.segmentsOut,
                c.segmentsIn,
                c.rcv.window(),
                c.snd.wnd,
                congestion.pacingRate(),
                sender.lastSentNanos() == Deadline.NEVER ? 0 : nowNanos - sender.lastSentNanos(),
                nowNanos - (c.rcv.isActive() ? c.rcv.lastDataNanos() : c.lastHeardNanos),
                nowNanos - c.lastHeardNanos,
                c.rcv.ackTimeoutNanos(),
                c.rcv.quickAcks(),
                c.rcv.isInteractive(),
                c.rcv.advertisedMss(),
                sender.reordering(c.tcp.settings()),
                c.rcv.rttNanos(),
                c.rcv.taken(),
                c.rcv.slowStartWindow(),
                sender.unsent(),
                sender.delivered());
    }

    private static long inFlight(TcpConnection c) {
        return c.state() == TcpState.CLOSED ? 0 : Math.max(0, c.snd.nxt - c.snd.una);
    }

    /** What a dropped segment was, for people. */
    static String describe(Segment seg) {
        return seg.source()
                + ":"
                + seg.sourcePort()
                + " > "
                + seg.destination()
                + ":"
                + seg.destinationPort()
                + " seq "
                + Integer.toUnsignedString(seg.seq())
                + " ack "
                + Integer.toUnsignedString(seg.ack())
                + " len "
                + seg.len();
    }
}
