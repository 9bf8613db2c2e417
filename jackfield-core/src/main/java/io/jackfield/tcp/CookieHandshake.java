package io.jackfield.tcp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.open.HandshakeOptions;
import io.jackfield.tcp.open.SynCookies;
import io.jackfield.tcp.receive.Timestamps;

import org.jspecify.annotations.Nullable;

/**
 * A handshake of which this host keeps nothing until it is complete (RFC 4987 §3.6; LINUX.md 11 to
 * 16).
 */
final class CookieHandshake {
    private static final int ALWAYS = 2;

    private CookieHandshake() {}

    static boolean isOn(Tcp tcp) {
        return tcp.settings().isOn(Setting.TCP_SYNCOOKIES);
    }

    /** Whether a SYN could be answered with a cookie only: the queue is full, or that is wanted. */
    static boolean isAsked(TcpListener listener) {
        return listener.isSynQueueFull()
                || listener.tcp.settings().get(Setting.TCP_SYNCOOKIES) == ALWAYS;
    }

    /** A SYN-ACK whose number is a cookie. */
    static void answer(TcpListener listener, Segment syn, Route route, long nowNanos) {
        Tcp tcp = listener.tcp;
        HandshakeOptions asked = SegmentArrivesListen.agreed(listener, syn);
        int set = listener.options().maxSegment();
        int most = set == 0 ? asked.mss() : Math.min(asked.mss(), set);
        HandshakeOptions agreed =
                asked.timestamps() ? asked : HandshakeOptions.none(asked.mss()); // no other place
        int iss = tcp.cookies().iss(syn, most, nowNanos);
        ConnectionRequest<TcpListener> request =
                Handshake.request(listener, syn, route, agreed, syn.seq(), iss, nowNanos);
        listener.cookieSent(nowNanos);
        tcp.counters().increment(Counter.TCP_SYNCOOKIES_SENT);
        int clock = SynCookies.stamp(agreed, Timestamps.clock(nowNanos, 0));
        SegmentOutput.synAck(tcp, request, clock + request.timestampOffset(), nowNanos);
    }

    /** Takes an ACK over that acknowledges a cookie; false if it does not. */
    static boolean takes(TcpListener listener, Segment ack, long nowNanos) {
        Tcp tcp = listener.tcp;
        if (!isOn(tcp) || ack.has(Segment.SYN) || !listener.mayExpectCookie(nowNanos)) {
            return false;
        }
        int mss = tcp.cookies().mss(ack, nowNanos);
        if (mss == 0) {
            tcp.counters().increment(Counter.TCP_SYNCOOKIES_FAILED);
            return false;
        }
        tcp.counters().increment(Counter.TCP_SYNCOOKIES_RECV);
        HandshakeOptions agreed = agreed(listener, ack, mss);
        if (agreed == null) {
            return false;
        }
        complete(listener, ack, agreed, nowNanos);
        return true;
    }

    private static @Nullable HandshakeOptions agreed(TcpListener listener, Segment ack, int mss) {
        Tcp tcp = listener.tcp;
        Settings settings = tcp.settings();
        if (!ack.hasTimestamps() || !settings.isOn(Setting.TCP_TIMESTAMPS)) {
            return HandshakeOptions.none(mss);
        }
        int offset = tcp.initialNumbers().timestampOffset(ack.destination(), ack.source());
        return SynCookies.agreed(
                mss,
                ack.tsEcr() == 0 ? 0 : ack.tsEcr() - offset,
                Handshake.receiveScale(listener.options(), settings),
                settings.isOn(Setting.TCP_SACK));
    }

    private static void complete(
            TcpListener listener, Segment ack, HandshakeOptions agreed, long nowNanos) {
        Tcp tcp = listener.tcp;
        IpAddress peer = ack.source();
        Route route = tcp.ip().route(peer, ack.destination(), listener.binding.boundIndex());
        if (listener.acceptQueue().isFull()) { // LINUX.md 11: whatever tcp_abort_on_overflow says
            tcp.counters().increment(Counter.TCP_LISTEN_DROPS);
            tcp.dropped(ack, Counter.TCP_LISTEN_OVERFLOWS, nowNanos);
            ack.release();
        } else if (route == null) {
            tcp.dropped(ack, Counter.TCP_LISTEN_DROPS, nowNanos);
            ack.release();
        } else {
            ConnectionRequest<TcpListener> request =
                    Handshake.request(
                            listener, ack, route, agreed, ack.seq() - 1, ack.ack() - 1, -1);
            Handshake.completeUnlisted(request, ack, nowNanos);
        }
    }
}
