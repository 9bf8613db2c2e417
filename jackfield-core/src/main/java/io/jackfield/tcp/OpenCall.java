package io.jackfield.tcp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.TcpState;
import io.jackfield.port.Binding;
import io.jackfield.port.Flow;
import io.jackfield.posix.Errno;
import io.jackfield.tcp.open.SynRetries;
import io.jackfield.tcp.receive.Timestamps;

import org.jspecify.annotations.Nullable;

/** OPEN call (RFC 9293 §3.10.1). */
public final class OpenCall {
    private OpenCall() {}

    /**
     * Active OPEN: sends a SYN. The connection holds the port once more, until it is over.
     *
     * @param hold owns the local port
     * @param local the local address, not 0.0.0.0 or ::
     * @return 0, or -EISCONN, -EALREADY, -ENETUNREACH, -EADDRNOTAVAIL (the four-tuple is in use)
     */
    public static int connect(
            TcpConnection c,
            Binding<TcpListener> hold,
            IpAddress local,
            IpAddress remote,
            int remotePort,
            long nowNanos) {
        if (c.state() != TcpState.CLOSED) {
            boolean isOpening =
                    c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED;
            return (isOpening ? Errno.EALREADY : Errno.EISCONN).result();
        }
        Tcp tcp = c.tcp;
        Route route = tcp.ip().route(remote, local, hold.boundIndex());
        if (route == null || remote.isMulticast() || remote.isLimitedBroadcast()) {
            return Errno.ENETUNREACH.result();
        }
        Flow before = tcp.flows().find(local, hold.port(), remote, remotePort);
        TimeWait predecessor =
                before instanceof TimeWait w && w.mayBeReused(true, nowNanos) ? w : null;
        if (before != null && predecessor == null) {
            return Errno.EADDRNOTAVAIL.result();
        }
        assert !c.isSendShut : "a control block serves one connection";
        c.between(local, hold.port(), remote, remotePort);
        c.route = route;
        number(c, predecessor, nowNanos);
        hold.retain(); // before the predecessor lets go of the port
        if (predecessor != null) {
            predecessor.end(Counter.TCP_TW_RECYCLED, nowNanos);
        }
        c.own(hold);
        tcp.flows().insert(c);
        c.isListed = true;
        return open(c, nowNanos);
    }

    private static void number(TcpConnection c, @Nullable TimeWait predecessor, long nowNanos) {
        Tcp tcp = c.tcp;
        if (tcp.settings().isOn(Setting.TCP_TIMESTAMPS)) {
            Timestamps timestamps =
                    new Timestamps(tcp.initialNumbers().timestampOffset(c.local(), c.remote()));
            Timestamps old = predecessor == null ? null : predecessor.timestamps();
            if (old != null && old.hasRecent()) {
                timestamps.succeed(old);
            }
            c.rcv.timestamps(timestamps);
        }
        c.snd.begin(
                predecessor != null
                        ? predecessor.successorIss()
                        : tcp.initialNumbers()
                                .sequence(
                                        c.local(),
                                        c.localPort(),
                                        c.remote(),
                                        c.remotePort(),
                                        nowNanos));
    }

    private static int open(TcpConnection c, long nowNanos) {
        Route route = c.route;
        assert route != null;
        c.rcv.open(Handshake.advertisedMss(route, c.options()));
        c.snd.nxt = c.snd.iss + 1;
        c.tryingSinceNanos = nowNanos;
        c.tcp.counters().increment(Counter.TCP_ACTIVE_OPENS);
        c.become(TcpState.SYN_SENT, nowNanos);
        c.controlNanos = nowNanos + SynRetries.INITIAL_NANOS;
        SegmentOutput.syn(c, nowNanos);
        c.rearm(nowNanos);
        return 0;
    }

    /**
     * Passive OPEN, or the backlog of one anew (LINUX.md 1 to 5).
     *
     * @param backlog as listen(2) has it; counted without sign and capped by somaxconn
     * @return 0 or -EADDRINUSE
     */
    public static int listen(TcpListener listener, int backlog) {
        int most = listener.tcp.settings().get(Setting.SOMAXCONN);
        int capped = Integer.compareUnsigned(backlog, most) > 0 ? most : backlog;
        if (!listener.isListening()) {
            int result = listener.tcp.ports().mayListen(listener.binding);
            if (result < 0) {
                return result;
            }
            listener.tcp.ports().receive(listener.binding, listener);
            listener.isListening(true);
        }
        listener.acceptQueue().backlog(capped);
        return 0;
    }
}
