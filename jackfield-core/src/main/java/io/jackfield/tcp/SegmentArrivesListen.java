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
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

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
            if (!CookieHandshake.takes(listener, seg, nowNanos)) {
                SegmentOutput.refuse(listener.tcp, seg, nowNanos); // second: it is bad here
                seg.release();
            }
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
        boolean asksCookie = predecessor == null && CookieHandshake.isAsked(listener);
        if (asksCookie && !CookieHandshake.isOn(tcp)) {
            refused(tcp, syn, Counter.TCP_REQ_Q_FULL_DROP, nowNanos);
            return;
        }
        if (asksCookie) {
            tcp.counters().increment(Counter.TCP_REQ_Q_FULL_DO_COOKIES);
        }
        if (listener.acceptQueue().isFull()) { // LINUX.md 7, 16
            refused(tcp, syn, Counter.TCP_LISTEN_OVERFLOWS, nowNanos);
            return;
        }
        IpAddress peer = syn.source();
        Route route = tcp.ip().route(peer, syn.destination(), listener.binding.boundIndex());
        if (route == null) {
            tcp.dropped(syn, Counter.TCP_LISTEN_DROPS, nowNanos);
        } else if (asksCookie) {
            CookieHandshake.answer(listener, syn, route, nowNanos);
        } else if (predecessor == null
                && !CookieHandshake.isOn(tcp)
                && listener.isLastQuarterReached()) {
            tcp.dropped(syn, Counter.TCP_LISTEN_DROPS, nowNanos);
        } else {
            keep(listener, syn, route, predecessor, nowNanos);
        }
    }

    private static void keep(
            TcpListener listener,
            Segment syn,
            Route route,
            @Nullable TimeWait predecessor,
            long nowNanos) {
        Tcp tcp = listener.tcp;
        int iss = predecessor != null ? predecessor.successorIss() : iss(tcp, syn, nowNanos);
        HandshakeOptions agreed = agreed(listener, syn);
        ConnectionRequest<TcpListener> request =
                Handshake.request(listener, syn, route, agreed, syn.seq(), iss, nowNanos);
        if (predecessor != null) {
            predecessor.end(Counter.TCP_TW_RECYCLED, nowNanos);
        }
        if (listener.options().saveSyn()) {
            byte[] octets = PacketCodec.encode(syn);
            request.syn(Arrays.copyOf(octets, octets.length - syn.payloadLength()));
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

    private static int iss(Tcp tcp, Segment syn, long nowNanos) {
        return tcp.initialNumbers()
                .sequence(
                        syn.destination(),
                        syn.destinationPort(),
                        syn.source(),
                        syn.sourcePort(),
                        nowNanos);
    }

    /** What the SYN asks for and this host is willing to do. */
    static HandshakeOptions agreed(TcpListener listener, Segment syn) {
        Settings settings = listener.tcp.settings();
        return HandshakeOptions.of(
                syn,
                Handshake.receiveScale(listener.options(), settings),
                settings.isOn(Setting.TCP_TIMESTAMPS),
                settings.isOn(Setting.TCP_SACK));
    }
}
