package io.jackfield.tcp;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.open.ConnectionRequest;
import io.jackfield.tcp.open.HandshakeOptions;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.tcp.send.SendPlan;

import org.jspecify.annotations.Nullable;

/** Makes the segments that TCP sends, and sends them. */
final class SegmentOutput {
    /** Octets of the SACK option before its blocks, with two NOPs, and of a block (RFC 2018 §3). */
    private static final int SACK_KIND = 4;

    private static final int SACK_BLOCK = 8;

    private SegmentOutput() {}

    /** After segments have arrived: what may go goes, and an acknowledgment if none went along. */
    static void respond(TcpConnection c, long nowNanos) {
        if (c.state() == TcpState.CLOSED) {
            return;
        }
        push(c, nowNanos);
        boolean isWanted = c.rcv.isAckWanted();
        boolean isDue = c.isAckNow || (isWanted && (c.rcv.hasGaps() || c.rcv.isAckDue()));
        if (isDue
                || (isWanted
                        && c.rcv.acks()
                                .delay(
                                        srttNanos(c),
                                        c.options().times().mostAckDelayNanos(),
                                        nowNanos))) {
            ack(c, nowNanos);
        }
        tellOfRoom(c);
        ZeroCopies copies = c.zeroCopies();
        if (copies != null) {
            SendCall.tellOfCopies(c, copies);
        }
        c.rearm(nowNanos);
    }

    private static long srttNanos(TcpConnection c) {
        return c.snd.rtt().srttMicros() * 1000L;
    }

    /** A user that found the send buffer full learns when a third of it is free. */
    private static void tellOfRoom(TcpConnection c) {
        tuneBuffer(c);
        if (c.isShortOfSpace && StatusCall.isWritable(c)) {
            c.isShortOfSpace = false;
            c.tell(Readiness.POLLOUT);
        }
    }

    /**
     * Linux's send buffer auto-tuning: room for twice the congestion window, so that one window can
     * be queued while another is under way; never where SO_SNDBUF has set a size.
     */
    private static void tuneBuffer(TcpConnection c) {
        if (!c.isShortOfSpace || c.options().sendBuffer() != 0) {
            return;
        }
        long window = (long) c.snd.congestion().cwnd() * c.snd.effectiveSendMss();
        int most = c.tcp.settings().get(Setting.TCP_WMEM_MAX);
        if (2 * window > c.sendBuffer()) {
            c.sendBuffer((int) Math.min(2 * window, Math.max(most, c.sendBuffer())));
        }
    }

    /** Sends whatever may go now: what is lost, then what is new. */
    static void push(TcpConnection c, long nowNanos) {
        if (!c.isSynchronized()) {
            return;
        }
        SendPlan plan = c.tcp.plan;
        while (c.snd.plan(plan, nowNanos)) {
            boolean isProbe = plan.cause() == SendPlan.Cause.PROBE;
            int flags = plan.isPush() && plan.length() > 0 ? Segment.PSH : 0;
            if (isProbe && plan.length() == 0 && c.snd.urgentPointer(c.snd.una) != 0) {
                transmit(c, segment(c, c.snd.una, 0, nowNanos), nowNanos); // in the window
            }
            boolean owesAck = c.isAckNow || c.rcv.isAckWanted();
            Segment seg =
                    segment(c, plan.seq(), flags | (plan.isFin() ? Segment.FIN : 0), nowNanos);
            c.snd.fill(seg, plan);
            if (!keepsReport(seg, c.snd.effectiveSendMss())) {
                c.isAckNow = owesAck;
            }
            c.snd.sent(plan, nowNanos);
            if (plan.length() > 0 && !plan.isRetransmission()) {
                c.rcv.dataSent(nowNanos);
            }
            if (plan.isRetransmission() || isProbe) {
                c.tcp.senderEvents().retransmitted(c, plan, nowNanos);
            }
            transmit(c, seg, nowNanos);
        }
        c.tcp.senderEvents().windows(c, nowNanos);
    }

    /**
     * Whether the SACK blocks fit beside the data (RFC 9293 §3.7.1 counts all options). Those that
     * do not are left to an acknowledgment of their own.
     */
    private static boolean keepsReport(Segment seg, int mss) {
        SackBlocks report = seg.sack();
        int data = seg.isSuper() ? seg.segmentSize() : seg.payloadLength();
        if (report == null || data + SACK_KIND + SACK_BLOCK * report.count() <= mss) {
            return true;
        }
        seg.sack(null);
        return false;
    }

    /** <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>. */
    static void ack(TcpConnection c, long nowNanos) {
        transmit(c, segment(c, c.snd.nxt, 0, nowNanos), nowNanos);
    }

    /** An ACK below SND.UNA, which the peer must answer (RFC 9293 §3.8.4). */
    static void probe(TcpConnection c, long nowNanos) {
        transmit(c, segment(c, c.snd.una - 1, 0, nowNanos), nowNanos);
    }

    /** An ACK that asks the peer whether it meant what it sent (RFC 5961), unless too many went. */
    static void challenge(TcpConnection c, long nowNanos) {
        if (c.tcp.challengeAcks().mayChallenge(c.lastChallengeNanos(), nowNanos)) {
            c.challenged(nowNanos);
            ack(c, nowNanos);
        }
    }

    /** RST for a connection that ends by our will. */
    static void reset(TcpConnection c, long nowNanos) {
        c.tcp.counters().increment(Counter.TCP_OUT_RSTS);
        transmit(c, segment(c, c.snd.nxt, Segment.RST, nowNanos), nowNanos);
    }

    /** A segment of a synchronized connection: all that each of them has. */
    private static Segment segment(TcpConnection c, int seq, int flags, long nowNanos) {
        Segment seg = new Segment(c.local(), c.localPort(), c.remote(), c.remotePort());
        boolean wasShut = c.rcv.wnd == 0;
        int window = c.rcv.advertise();
        countWindow(c, wasShut, window);
        seg.seq(seq).ack(c.rcv.nxt).window(window).urgentPointer(c.snd.urgentPointer(seq));
        seg.flags(flags | Segment.ACK | (seg.urgentPointer() != 0 ? Segment.URG : 0));
        stamp(seg, c.rcv.timestamps(), nowNanos);
        seg.sack(c.rcv.report());
        c.rcv.ackSent();
        c.isAckNow = false;
        return seg;
    }

    private static void countWindow(TcpConnection c, boolean wasShut, int window) {
        if (window == 0 != wasShut) {
            c.tcp.counters()
                    .increment(
                            wasShut
                                    ? Counter.TCP_FROM_ZERO_WINDOW_ADV
                                    : Counter.TCP_TO_ZERO_WINDOW_ADV);
        }
    }

    private static void stamp(Segment seg, @Nullable Timestamps timestamps, long nowNanos) {
        if (timestamps != null) {
            seg.timestamps(timestamps.clock(nowNanos), timestamps.recent());
        }
    }

    /** <SEQ=ISS><CTL=SYN>, with all that this end is willing to do. */
    static int syn(TcpConnection c, long nowNanos) {
        Settings settings = c.tcp.settings();
        Segment seg = openingSegment(c, Segment.SYN, nowNanos);
        seg.windowScale(Handshake.receiveScale(c.options(), settings));
        seg.sackPermitted(settings.isOn(Setting.TCP_SACK));
        return transmit(c, seg, nowNanos);
    }

    /** <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>, in a simultaneous open: the options of our SYN. */
    static void synAck(TcpConnection c, long nowNanos) {
        Segment seg = openingSegment(c, Segment.SYN | Segment.ACK, nowNanos);
        seg.ack(c.rcv.nxt);
        seg.windowScale(c.hasScaling ? c.rcv.scale : Segment.NO_SCALE);
        seg.sackPermitted(c.hasSack);
        transmit(c, seg, nowNanos);
    }

    private static Segment openingSegment(TcpConnection c, int flags, long nowNanos) {
        Segment seg = new Segment(c.local(), c.localPort(), c.remote(), c.remotePort());
        seg.seq(c.snd.iss).flags(flags).mss(c.rcv.advertisedMss());
        seg.window(Math.min(c.rcv.wnd, 0xffff));
        stamp(seg, c.rcv.timestamps(), nowNanos);
        return seg;
    }

    /** The SYN-ACK of a request. */
    static void synAck(Tcp tcp, ConnectionRequest<TcpListener> request, long nowNanos) {
        synAck(tcp, request, Timestamps.clock(nowNanos, request.timestampOffset()), nowNanos);
    }

    /** The same with a TSval that tells something besides the time. */
    static void synAck(Tcp tcp, ConnectionRequest<TcpListener> request, int tsVal, long nowNanos) {
        TcpListener listener = request.listener();
        Route route =
                tcp.ip().route(request.remote(), request.local(), listener.binding().boundIndex());
        if (route == null) {
            return; // the timer tries again
        }
        HandshakeOptions options = request.options();
        Segment seg = requestSegment(request, request.iss(), Segment.SYN | Segment.ACK);
        seg.mss(Handshake.advertisedMss(route, listener.options()));
        seg.window(request.window());
        seg.windowScale(options.scaling() ? options.receiveScale() : Segment.NO_SCALE);
        seg.sackPermitted(options.sack());
        if (options.timestamps()) {
            seg.timestamps(tsVal, request.tsRecent());
        }
        transmit(tcp, seg, route, listener.options(), nowNanos);
    }

    /** <SEQ=ISS+1><ACK=RCV.NXT><CTL=ACK> for a segment that a request cannot take. */
    static void ackOf(Tcp tcp, ConnectionRequest<TcpListener> request, long nowNanos) {
        Segment seg = requestSegment(request, request.iss() + 1, Segment.ACK);
        seg.window(request.window() >>> request.options().receiveScale());
        if (request.options().timestamps()) {
            seg.timestamps(
                    Timestamps.clock(nowNanos, request.timestampOffset()), request.tsRecent());
        }
        route(tcp, seg, request.listener().options(), nowNanos);
    }

    private static Segment requestSegment(
            ConnectionRequest<TcpListener> request, int seq, int flags) {
        Segment seg =
                new Segment(
                        request.local(),
                        request.localPort(),
                        request.remote(),
                        request.remotePort());
        return seg.seq(seq).ack(request.nxt()).flags(flags);
    }

    /** What is left of a connection acknowledges all it has ever got. */
    static void ackOf(TimeWait w, long nowNanos) {
        Segment seg = new Segment(w.local(), w.localPort(), w.remote(), w.remotePort());
        seg.seq(w.sndNxt).ack(w.rcvNxt).flags(Segment.ACK).window(w.rcvWnd >>> w.scale);
        stamp(seg, w.timestamps(), nowNanos);
        route(w.tcp, seg, w.options, nowNanos);
    }

    /** RST in answer to a segment that nobody here takes (RFC 9293 §3.5.2, §3.10.7.1). */
    static void refuse(Tcp tcp, Segment seg, long nowNanos) {
        assert !seg.isRst() : "a RST is never answered with a RST";
        IpAddress here = seg.destination();
        IpAddress there = seg.source();
        int herePort = seg.destinationPort();
        Segment rst = new Segment(here, herePort, there, seg.sourcePort());
        if (seg.has(Segment.ACK)) {
            rst.seq(seg.ack()).flags(Segment.RST);
        } else {
            rst.ack(seg.seq() + seg.len()).flags(Segment.RST | Segment.ACK);
        }
        tcp.counters().increment(Counter.TCP_OUT_RSTS);
        route(tcp, rst, null, nowNanos);
    }

    private static void route(Tcp tcp, Segment seg, @Nullable TcpOptions options, long nowNanos) {
        Route route = tcp.ip().route(seg.destination(), seg.source(), 0);
        if (route != null) {
            transmit(tcp, seg, route, options, nowNanos);
        }
    }

    /** Sends over the connection's route, which is looked up again when it no longer holds. */
    private static int transmit(TcpConnection c, Segment seg, long nowNanos) {
        Route route = c.route;
        if (route == null || !route.isValid()) {
            route = c.tcp.ip().route(c.remote(), c.local(), c.boundIndex());
            c.route = route;
            if (route == null) {
                seg.release();
                return Errno.ENETUNREACH.result();
            }
            pathChanged(c);
        }
        c.segmentsOut += seg.wirePackets();
        int result = transmit(c.tcp, seg, route, c.options(), nowNanos);
        if (result == Errno.EMSGSIZE.result()) {
            pathChanged(c);
        }
        return result;
    }

    /** The path may be narrower than it was: smaller segments from now on. */
    static void pathChanged(TcpConnection c) {
        if (c.isSynchronized()) {
            int mss = Handshake.effectiveSendMss(c);
            if (mss != c.snd.effectiveSendMss()) {
                c.snd.effectiveSendMss(mss);
            }
        }
    }

    private static int transmit(
            Tcp tcp, Segment seg, Route route, @Nullable TcpOptions options, long nowNanos) {
        tcp.counters().add(Counter.TCP_OUT_SEGS, seg.wirePackets());
        seg.dontFragment(true);
        int hops = options == null ? -1 : options.hopLimit(seg.destination().isV4());
        seg.hopLimit(hops >= 0 ? hops : hopLimit(tcp.settings(), seg.destination()));
        if (options != null) {
            seg.trafficClass(options.trafficClass(seg.destination().isV4()));
        }
        return seg.isSuper() && !tcp.settings().isOn(Setting.TSO)
                ? transmitPieces(tcp, seg, route, nowNanos)
                : tcp.ip().send(seg, route, nowNanos);
    }

    /** Cuts a super-segment before the internet layer sees it, into what a link would cut it. */
    private static int transmitPieces(Tcp tcp, Segment seg, Route route, long nowNanos) {
        int size = seg.segmentSize();
        int length = seg.payloadLength();
        int result = 0;
        for (int at = 0; at < length && result == 0; at += size) {
            Segment piece = seg.piece(at, Math.min(size, length - at));
            piece.identification(at / size);
            result = tcp.ip().send(piece, route, nowNanos);
        }
        seg.release();
        return result;
    }

    private static int hopLimit(Settings settings, IpAddress destination) {
        return settings.get(destination.isV4() ? Setting.IP_DEFAULT_TTL : Setting.IPV6_HOP_LIMIT);
    }
}
