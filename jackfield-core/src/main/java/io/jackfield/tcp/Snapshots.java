package io.jackfield.tcp;

import io.jackfield.address.Endpoint;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.SocketTimer;
import io.jackfield.observe.SocketTimer.Kind;
import io.jackfield.observe.TcpState;
import io.jackfield.port.Binding;
import io.jackfield.port.Flow;
import io.jackfield.posix.Family;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.time.Deadline;
import io.jackfield.time.Timer;

import org.jspecify.annotations.Nullable;

/** The lines of {@code ss} for all that TCP keeps. */
public final class Snapshots {
    private Snapshots() {}

    /** A connection that a socket of this family and user holds. */
    public static SocketSnapshot of(
            TcpConnection c, int family, int uid, int process, long nowNanos) {
        return new SocketSnapshot(
                "tcp",
                c.state().word(),
                c.rcv.unread(),
                unacknowledged(c),
                c.localEndpoint(),
                c.remoteEndpoint(),
                timer(c, nowNanos),
                family,
                uid,
                process,
                StatusCall.info(c, nowNanos));
    }

    /** Octets queued that the peer has not acknowledged, and SYN and FIN as one each. */
    private static int unacknowledged(TcpConnection c) {
        boolean isFinOut = c.snd.isFinQueued() && !c.snd.isFinAcked();
        boolean isSynOut = c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED;
        return c.snd.queued() + (isFinOut ? 1 : 0) + (isSynOut ? 1 : 0);
    }

    public static SocketSnapshot of(TcpListener listener, int family, int uid, int process) {
        return new SocketSnapshot(
                "tcp",
                TcpState.LISTEN.word(),
                listener.waiting(),
                listener.backlog(),
                new Endpoint(listener.binding().address(), listener.binding().port()),
                null,
                null,
                family,
                uid,
                process,
                null);
    }

    /** The timer that comes first; null if none runs. */
    private static @Nullable SocketTimer timer(TcpConnection c, long nowNanos) {
        long sending = c.snd.deadlineNanos();
        if (sending != Deadline.NEVER) {
            boolean isProbing = c.snd.probes() > 0;
            int count = isProbing ? c.snd.probes() : c.snd.timeouts();
            Kind kind = isProbing ? Kind.PERSIST : Kind.RETRANSMISSION;
            return new SocketTimer(kind, sending - nowNanos, count);
        }
        if (c.controlNanos == Deadline.NEVER) {
            return null;
        }
        Kind kind = c.isSynchronized() ? Kind.KEEPALIVE : Kind.RETRANSMISSION;
        return new SocketTimer(kind, c.controlNanos - nowNanos, c.tries);
    }

    /** What stands in the table of flows and no process holds; null if it is none of TCP's. */
    public static @Nullable SocketSnapshot of(Flow flow, long nowNanos) {
        return switch (flow) {
            case TcpConnection c -> {
                Binding<TcpListener> hold = c.binding();
                int uid = hold == null ? 0 : hold.uid();
                yield of(c, family(c, hold), uid, 0, nowNanos);
            }
            case TimeWait w ->
                    line(
                            w,
                            w.state(),
                            new SocketTimer(Kind.TIME_WAIT, w.endNanos() - nowNanos, 0),
                            family(w, w.binding()),
                            0);
            case ConnectionRequest<?> request -> of(Tcp.request(request), nowNanos);
            default -> null;
        };
    }

    private static SocketSnapshot of(ConnectionRequest<TcpListener> request, long nowNanos) {
        Timer timer = request.timer();
        long left = timer == null ? 0 : timer.deadlineNanos() - nowNanos;
        Binding<TcpListener> hold = request.listener().binding();
        return line(
                request,
                TcpState.SYN_RECEIVED,
                new SocketTimer(Kind.RETRANSMISSION, left, request.timeouts()),
                family(request, hold),
                hold.uid());
    }

    /** Of a socket that is gone: what was bound to ::, or spoke IPv6, was of AF_INET6. */
    private static int family(Flow flow, @Nullable Binding<TcpListener> hold) {
        boolean isV4 = flow.local().isV4() && (hold == null || hold.address().isV4());
        return isV4 ? Family.AF_INET : Family.AF_INET6;
    }

    private static SocketSnapshot line(
            Flow flow, TcpState state, SocketTimer timer, int family, int uid) {
        return new SocketSnapshot(
                "tcp",
                state.word(),
                0,
                0,
                new Endpoint(flow.local(), flow.localPort()),
                new Endpoint(flow.remote(), flow.remotePort()),
                timer,
                family,
                uid,
                0,
                null);
    }
}
