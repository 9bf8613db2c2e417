package io.jackfield.tcp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.open.HandshakeOptions;
import io.jackfield.tcp.open.SynRetries;
import io.jackfield.tcp.receive.Receiver;

import org.jspecify.annotations.Nullable;

/** SEGMENT ARRIVES in LISTEN (RFC 9293 §3.10.7.2). */
final class SegmentArrivesListen {
    private SegmentArrivesListen() {}

    /**
     * @param predecessor the TIME-WAIT remainder that the SYN may succeed, or null
     */
    static void at(
            TcpListener listener, Segment seg, @Nullable TimeWait predecessor, long nowNanos) {
        if (seg.isRst()) {
            seg.release(); // first: it cannot answer anything that a listener sent
            return;
        }
        if (seg.has(Segment.ACK)) {
            SegmentOutput.refuse(listener.tcp, seg, nowNanos); // second: any ACK is bad here
            seg.release();
            return;
        }
        if (seg.has(Segment.SYN) && !seg.isFin()) { // third; LINUX.md 67 for SYN with FIN
            request(listener, seg, predecessor, nowNanos);
        }
        seg.release(); // text that came with the SYN comes again
    }

    private static void request(
            TcpListener listener, Segment syn, @Nullable TimeWait predecessor, long nowNanos) {
        Tcp tcp = listener.tcp;
        if (predecessor == null && listener.isSynQueueFull()) {
            refused(tcp, syn, Counter.TCP_REQ_Q_FULL_DROP, nowNanos);
            return;
        }
        if (listener.acceptQueue().isFull()) { // LINUX.md 7, 16
            refused(tcp, syn, Counter.TCP_LISTEN_OVERFLOWS, nowNanos);
            return;
        }
        IpAddress peer = syn.source();
        Route route = tcp.ip().route(peer, syn.destination(), listener.binding.boundIndex());
        if (route == null) {
            tcp.dropped(syn, Counter.TCP_LISTEN_DROPS, nowNanos);
            return;
        }
        ConnectionRequest<TcpListener> request =
                request(listener, syn, route, predecessor, nowNanos);
        if (predecessor != null) {
            predecessor.end(Counter.TCP_TW_RECYCLED, nowNanos);
        }
        tcp.flows().insert(request);
        request.queue().add(request);
        tcp.changed(request, TcpState.LISTEN, TcpState.SYN_RECEIVED, nowNanos);
        SegmentOutput.synAck(tcp, request, nowNanos);
        SynAckTimer timer = new SynAckTimer(tcp, request);
        request.timer(timer);
        tcp.timers().arm(timer, nowNanos + SynRetries.waitNanos(0, 0));
    }

    private static void refused(Tcp tcp, Segment syn, Counter why, long nowNanos) {
        tcp.counters().increment(Counter.TCP_LISTEN_DROPS);
        tcp.dropped(syn, why, nowNanos);
    }

    private static ConnectionRequest<TcpListener> request(
            TcpListener listener,
            Segment syn,
            Route route,
            @Nullable TimeWait predecessor,
            long nowNanos) {
        Tcp tcp = listener.tcp;
        Settings settings = tcp.settings();
        TcpOptions options = listener.options();
        HandshakeOptions agreed =
                HandshakeOptions.of(
                        syn,
                        Handshake.receiveScale(options, settings),
                        settings.isOn(Setting.TCP_TIMESTAMPS),
                        settings.isOn(Setting.TCP_SACK));
        int iss =
                predecessor != null
                        ? predecessor.successorIss()
                        : tcp.initialNumbers()
                                .sequence(
                                        syn.destination(),
                                        syn.destinationPort(),
                                        syn.source(),
                                        syn.sourcePort(),
                                        nowNanos);
        int window =
                Receiver.synWindow(
                        Handshake.receiveBuffer(options, settings),
                        Handshake.advertisedMss(route, options)
                                - (agreed.timestamps() ? Handshake.TIMESTAMPS_LENGTH : 0));
        ConnectionRequest<TcpListener> request =
                new ConnectionRequest<>(
                        listener.synQueue(),
                        agreed,
                        syn.seq(),
                        iss,
                        tcp.initialNumbers().timestampOffset(syn.destination(), syn.source()),
                        window,
                        nowNanos);
        request.between(syn.destination(), syn.destinationPort(), syn.source(), syn.sourcePort());
        request.tsRecent(syn.tsVal());
        request.peerWindow(syn.window());
        return request;
    }
}
