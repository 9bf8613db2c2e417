package io.jackfield.tcp;

import io.jackfield.ip.route.Route;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.open.HandshakeOptions;
import io.jackfield.tcp.receive.Receiver;
import io.jackfield.tcp.receive.Timestamps;

/** What both ways of opening a connection have in common: the terms, and taking effect of them. */
final class Handshake {
    private static final int HEADERS_4 = 40;
    private static final int HEADERS_6 = 60;
    private static final int MOST_MSS = 0xffff - HEADERS_4;
    private static final int LEAST_ADVERTISED = 256;
    static final int TIMESTAMPS_LENGTH = 12;

    private Handshake() {}

    /** The MSS option of our SYN: what the interface takes, whatever the path (RFC 9293 §3.7.1). */
    static int advertisedMss(Route route, TcpOptions options) {
        int headers = route.destination().isV4() ? HEADERS_4 : HEADERS_6;
        int mss = Math.clamp(route.nic().mtu() - headers, LEAST_ADVERTISED, MOST_MSS);
        return options.maxSegment() != 0 ? Math.min(mss, options.maxSegment()) : mss;
    }

    /** Eff.snd.MSS (RFC 9293 §3.7.1): what the peer takes and the path carries, without options. */
    static int effectiveSendMss(TcpConnection c) {
        Route route = c.route;
        if (route == null) {
            return c.snd.effectiveSendMss();
        }
        int headers = c.remote().isV4() ? HEADERS_4 : HEADERS_6;
        int mss = Math.min(c.peerMss, route.mtu() - headers);
        if (c.options().maxSegment() != 0) {
            mss = Math.min(mss, c.options().maxSegment());
        }
        int least = c.tcp.settings().get(Setting.TCP_MIN_SND_MSS);
        int options = c.rcv.timestamps() != null ? TIMESTAMPS_LENGTH : 0;
        return Math.max(mss, least) - options;
    }

    static int receiveBuffer(TcpOptions options, Settings settings) {
        int set = options.receiveBuffer();
        int buffer = set != 0 ? set : settings.get(Setting.TCP_RMEM_DEFAULT);
        return Math.min(buffer, mostBuffer(options));
    }

    /** As much buffer as a window of TCP_WINDOW_CLAMP needs. */
    static int mostBuffer(TcpOptions options) {
        return (int) Math.min(Integer.MAX_VALUE, 2L * options.windowClamp());
    }

    /** Rcv.Wind.Shift, by how large the buffer may ever become; -1 without the option. */
    static int receiveScale(TcpOptions options, Settings settings) {
        if (!settings.isOn(Setting.TCP_WINDOW_SCALING)) {
            return -1;
        }
        int most =
                options.receiveBuffer() != 0
                        ? options.receiveBuffer() / 2
                        : Math.max(
                                settings.get(Setting.TCP_RMEM_MAX), settings.get(Setting.RMEM_MAX));
        return Receiver.scaleFor(Math.min(most, options.windowClamp()));
    }

    /** What the two SYNs have agreed on takes effect. */
    static void agree(TcpConnection c, HandshakeOptions agreed) {
        c.peerMss = (char) Math.min(agreed.mss(), 0xffff);
        c.snd.wscale = (byte) agreed.sendScale();
        c.rcv.scale = (byte) agreed.receiveScale();
        if (!agreed.timestamps()) {
            c.rcv.timestamps(null);
        }
        c.hasScaling = agreed.scaling();
        c.hasSack = agreed.sack();
        c.rcv.sack(agreed.sack(), c.tcp.settings().isOn(Setting.TCP_DSACK));
    }

    /** Both SYNs are acknowledged: data may flow. */
    static void established(TcpConnection c, Segment seg, long rttNanos, long nowNanos) {
        c.snd.wl1 = seg.seq();
        c.snd.maxWnd = c.snd.wnd;
        int mss = effectiveSendMss(c);
        c.snd.start(mss, c.hasSack);
        if (rttNanos > 0) {
            c.snd.handshakeTook(rttNanos, nowNanos);
        }
        if (c.tries > 1) {
            c.snd.handshakeWasSlow();
        }
        c.rcv.established(mss);
        if (!c.options().quickAck()) {
            c.rcv.interactive(true);
        }
        c.tries = 0;
        c.lastHeardNanos = nowNanos;
        c.controlNanos = Timeouts.keepAliveNanos(c);
    }

    /** What a listener remembers of a SYN, or a cookie of its own tells: not listed anywhere. */
    static ConnectionRequest<TcpListener> request(
            TcpListener listener,
            Segment seg,
            Route route,
            HandshakeOptions agreed,
            int irs,
            int iss,
            long startNanos) {
        Tcp tcp = listener.tcp;
        TcpOptions options = listener.options();
        int window =
                Receiver.synWindow(
                        receiveBuffer(options, tcp.settings()),
                        advertisedMss(route, options)
                                - (agreed.timestamps() ? TIMESTAMPS_LENGTH : 0));
        ConnectionRequest<TcpListener> request =
                new ConnectionRequest<>(
                        listener.synQueue(),
                        agreed,
                        irs,
                        iss,
                        tcp.initialNumbers().timestampOffset(seg.destination(), seg.source()),
                        window,
                        startNanos);
        request.between(seg.destination(), seg.destinationPort(), seg.source(), seg.sourcePort());
        request.tsRecent(seg.tsVal());
        request.peerWindow(seg.window());
        return request;
    }

    /** The ACK of a request has come: there is a connection, and it takes the segment. */
    static void complete(
            ConnectionRequest<TcpListener> request,
            TcpListener listener,
            Segment seg,
            long nowNanos) {
        TcpConnection c = connection(request, listener);
        SynAckTimer.remove(listener.tcp, request);
        listener.tcp.flows().replace(request, c);
        begin(c, request, listener, seg, nowNanos);
    }

    /** The same for a request that stood in no table, because a cookie remembered it. */
    static void completeUnlisted(
            ConnectionRequest<TcpListener> request, Segment seg, long nowNanos) {
        TcpListener listener = request.listener();
        TcpConnection c = connection(request, listener);
        listener.tcp.flows().insert(c);
        begin(c, request, listener, seg, nowNanos);
    }

    private static TcpConnection connection(
            ConnectionRequest<TcpListener> request, TcpListener listener) {
        Tcp tcp = listener.tcp;
        TcpConnection c = new TcpConnection(tcp, null, listener.options());
        c.between(request.local(), request.localPort(), request.remote(), request.remotePort());
        c.own(tcp.ports().accept(listener.binding, c.local()));
        c.route = tcp.ip().route(c.remote(), c.local(), listener.binding.boundIndex());
        c.isListed = true;
        return c;
    }

    private static void begin(
            TcpConnection c,
            ConnectionRequest<TcpListener> request,
            TcpListener listener,
            Segment seg,
            long nowNanos) {
        byte[] syn = request.syn();
        if (syn != null) {
            c.options(c.options().copy());
            c.options().savedSyn(syn);
        }
        open(c, request, nowNanos);
        c.beginSynReceived();
        c.tcp.counters().increment(Counter.TCP_PASSIVE_OPENS);
        SegmentArrives.at(c, seg, nowNanos);
        assert c.state() != TcpState.SYN_RECEIVED : "what a request takes, its connection takes";
        listener.completed(c);
    }

    private static void open(
            TcpConnection c, ConnectionRequest<TcpListener> request, long nowNanos) {
        if (request.options().timestamps()) {
            Timestamps timestamps = new Timestamps(request.timestampOffset());
            timestamps.remember(request.tsRecent(), nowNanos);
            c.rcv.timestamps(timestamps);
        }
        Route route = c.route;
        if (route != null) {
            c.rcv.open(advertisedMss(route, c.options()));
        }
        c.rcv.wnd = request.window();
        c.rcv.synchronize(request.irs());
        agree(c, request.options());
        c.snd.begin(request.iss());
        c.snd.nxt = request.iss() + 1;
        c.snd.wnd = request.peerWindow();
        c.tryingSinceNanos = request.startNanos();
        c.tries = (byte) request.retransmissions();
    }

    /** The round trip that the handshake took; 0 if it cannot be told (RFC 6298 §3, Karn). */
    static long rttNanos(TcpConnection c, Segment seg, long nowNanos) {
        if (c.tries == 0 && c.tryingSinceNanos >= 0) {
            return Math.max(1, nowNanos - c.tryingSinceNanos);
        }
        Timestamps timestamps = c.rcv.timestamps();
        if (timestamps == null || !seg.hasTimestamps()) {
            return 0;
        }
        int ticks = timestamps.clock(nowNanos) - seg.tsEcr();
        return ticks < 0 ? 0 : Math.max(1L, ticks) * 1_000_000;
    }
}
