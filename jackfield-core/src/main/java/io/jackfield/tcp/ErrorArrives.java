package io.jackfield.tcp;

import io.jackfield.ip.IcmpError;
import io.jackfield.observe.Counter;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.port.Flow;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.sequence.Seq;

/**
 * An ICMP error about a segment of ours (RFC 9293 §3.9.2.2, RFC 5927): believed only if the quoted
 * sequence number is one that is under way. LINUX.md 1.5.
 */
final class ErrorArrives {
    private ErrorArrives() {}

    static void at(Tcp tcp, IcmpError error, Segment quoted, long nowNanos) {
        Flow flow =
                tcp.flows()
                        .find(
                                quoted.source(),
                                quoted.sourcePort(),
                                quoted.destination(),
                                quoted.destinationPort());
        switch (flow) {
            case TcpConnection connection -> atConnection(connection, error, quoted, nowNanos);
            case ConnectionRequest<?> request ->
                    atRequest(tcp, Tcp.request(request), error, quoted, nowNanos);
            case null, default -> {} // a TIME-WAIT remainder has nothing to lose
        }
    }

    private static void atConnection(
            TcpConnection c, IcmpError error, Segment quoted, long nowNanos) {
        if (Seq.before(quoted.seq(), c.snd.una) || Seq.after(quoted.seq(), c.snd.nxt)) {
            c.tcp.counters().increment(Counter.TCP_OUT_OF_WINDOW_ICMPS);
            return;
        }
        if (error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
            narrow(c, error, nowNanos);
            return;
        }
        boolean isOpening = c.state() == TcpState.SYN_SENT || c.state() == TcpState.SYN_RECEIVED;
        if (isOpening) {
            AbortCall.fail(c, error.errno(), nowNanos); // RFC 5461 §4.1, as Linux
        } else if (c.options().reportErrors()) {
            c.error(error.errno());
            c.tell(Readiness.POLLERR);
        } else {
            c.softError(error.errno());
        }
    }

    /** RFC 1191, 8201: smaller segments from now on, and at once for what was too large. */
    private static void narrow(TcpConnection c, IcmpError error, long nowNanos) {
        if (c.tcp.ip().pathMtu(c.remote(), error.mtu(), nowNanos) && c.isSynchronized()) {
            SegmentOutput.pathChanged(c);
            SegmentOutput.push(c, nowNanos);
            c.rearm(nowNanos);
        }
    }

    private static void atRequest(
            Tcp tcp,
            ConnectionRequest<TcpListener> request,
            IcmpError error,
            Segment quoted,
            long nowNanos) {
        if (quoted.seq() != request.iss()) {
            tcp.counters().increment(Counter.TCP_OUT_OF_WINDOW_ICMPS);
        } else if (error.kind() == IcmpError.Kind.PACKET_TOO_BIG) {
            tcp.ip().pathMtu(request.remote(), error.mtu(), nowNanos);
        } else {
            tcp.counters().increment(Counter.TCP_LISTEN_DROPS);
            SynAckTimer.forget(tcp, request, nowNanos);
        }
    }
}
