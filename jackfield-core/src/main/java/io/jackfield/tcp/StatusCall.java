package io.jackfield.tcp;

import io.jackfield.address.Endpoint;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.TcpInfo;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.port.Flow;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.congestion.CongestionControl;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.send.Sender;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** STATUS call (RFC 9293 §3.10.6): what a user, poll(2) and {@code ss} are told. */
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
        if (c.error() != 0) {
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

    /** SIOCATMARK. */
    public static boolean isAtMark(TcpConnection c) {
        return UrgentData.isAtMark(c);
    }

    /** Octets sent or queued and not acknowledged (SIOCOUTQ). */
    public static int unacknowledged(TcpConnection c) {
        return c.snd.queued();
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

    /** A line of {@code ss} for a connection. */
    public static SocketSnapshot snapshot(TcpConnection c, int process, long nowNanos) {
        return new SocketSnapshot(
                "tcp",
                c.state().word(),
                c.rcv.unread(),
                c.snd.queued(),
                c.localEndpoint(),
                c.remoteEndpoint(),
                timer(c, nowNanos),
                process,
                info(c, nowNanos));
    }

    /** A line of {@code ss} for a listener. */
    public static SocketSnapshot snapshot(TcpListener listener, int process) {
        return new SocketSnapshot(
                "tcp",
                TcpState.LISTEN.word(),
                listener.waiting(),
                listener.backlog(),
                new Endpoint(listener.binding().address(), listener.binding().port()),
                null,
                null,
                process,
                null);
    }

    /** What {@code ss -o} prints in its brackets; null if no timer runs. */
    private static @Nullable String timer(TcpConnection c, long nowNanos) {
        long sending = c.snd.deadlineNanos();
        if (sending != Deadline.NEVER) {
            boolean isProbing = c.snd.probes() > 0;
            int count = isProbing ? c.snd.probes() : c.snd.timeouts();
            return text(isProbing ? "persist" : "on", sending - nowNanos, count);
        }
        if (c.controlNanos == Deadline.NEVER) {
            return null;
        }
        String word = c.isSynchronized() ? "keepalive" : "on";
        return text(word, c.controlNanos - nowNanos, c.tries);
    }

    private static String text(String word, long leftNanos, int count) {
        long millis = Math.max(0, leftNanos / 1_000_000);
        if (millis < 10_000) {
            String left = millis < 1000 ? millis + "ms" : seconds(millis, 3);
            return word + "," + left + "," + count;
        }
        if (millis < 60_000) {
            return word + "," + millis / 1000 + "sec," + count;
        }
        long minutes = millis / 60_000;
        long rest = millis / 1000 % 60;
        return word + "," + minutes + "min" + (rest == 0 ? "" : rest + "sec") + "," + count;
    }

    private static String seconds(long millis, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", millis / 1000.0)
                        .replaceAll("\\.?0+$", "")
                + "sec";
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
                nowNanos - c.lastHeardNanos);
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

    /** A line of {@code ss} for what stands in the table of flows and no process holds. */
    public static @Nullable SocketSnapshot snapshot(Flow flow, long nowNanos) {
        return switch (flow) {
            case TcpConnection c -> snapshot(c, 0, nowNanos);
            case TimeWait w -> snapshot(w, nowNanos);
            case ConnectionRequest<?> request -> snapshot(request, nowNanos);
            default -> null;
        };
    }

    private static SocketSnapshot snapshot(TimeWait w, long nowNanos) {
        return new SocketSnapshot(
                "tcp",
                w.state().word(),
                0,
                0,
                new Endpoint(w.local(), w.localPort()),
                new Endpoint(w.remote(), w.remotePort()),
                text("timewait", w.endNanos() - nowNanos, 0),
                0,
                null);
    }

    private static SocketSnapshot snapshot(ConnectionRequest<?> request, long nowNanos) {
        var timer = request.timer();
        return new SocketSnapshot(
                "tcp",
                TcpState.SYN_RECEIVED.word(),
                0,
                0,
                new Endpoint(request.local(), request.localPort()),
                new Endpoint(request.remote(), request.remotePort()),
                timer == null
                        ? null
                        : text("on", timer.deadlineNanos() - nowNanos, request.retransmissions()),
                0,
                null);
    }
}
