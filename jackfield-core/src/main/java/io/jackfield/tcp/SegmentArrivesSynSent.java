package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.tcp.open.HandshakeOptions;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.tcp.sequence.Seq;

/** SEGMENT ARRIVES in SYN-SENT (RFC 9293 §3.10.7.3). */
final class SegmentArrivesSynSent {
    /** Two ticks of Linux's clock. */
    private static final long SOON_NANOS = 2_000_000;

    private SegmentArrivesSynSent() {}

    static void at(TcpConnection c, Segment seg, long nowNanos) {
        if (seg.has(Segment.ACK)) { // first: check the ACK bit
            if (!isInRange(c, seg)) {
                trySoon(c, nowNanos);
                refuse(c, seg, nowNanos);
            } else if (!isEcho(c, seg, nowNanos)) {
                refuse(c, seg, nowNanos);
            } else if (seg.isRst()) { // second: check the RST bit
                AbortCall.fail(c, Errno.ECONNREFUSED, nowNanos);
            } else if (seg.has(Segment.SYN)) { // fourth: check the SYN bit
                connected(c, seg, nowNanos);
            }
        } else if (!seg.isRst() && seg.has(Segment.SYN)) {
            simultaneous(c, seg, nowNanos);
        }
        seg.release(); // text that came with the SYN comes again
    }

    private static void refuse(TcpConnection c, Segment seg, long nowNanos) {
        if (!seg.isRst()) {
            SegmentOutput.refuse(c.tcp, seg, nowNanos);
        }
    }

    private static boolean isInRange(TcpConnection c, Segment seg) {
        return Seq.after(seg.ack(), c.snd.una) && Seq.atMost(seg.ack(), c.snd.nxt);
    }

    /**
     * The peer answers for an older connection, which our RST is about to end: as Linux, the SYN
     * does not wait out its second.
     */
    private static void trySoon(TcpConnection c, long nowNanos) {
        if (c.tries == 0) {
            c.controlNanos = Math.min(c.controlNanos, nowNanos + SOON_NANOS);
        }
    }

    /** A SYN-ACK echoes the timestamp of a SYN that was sent (RFC 7323 §3.2). */
    private static boolean isEcho(TcpConnection c, Segment seg, long nowNanos) {
        Timestamps timestamps = c.rcv.timestamps();
        if (timestamps == null || !seg.hasTimestamps() || seg.tsEcr() == 0) {
            return true;
        }
        boolean isEcho =
                Seq.atLeast(seg.tsEcr(), timestamps.clock(c.tryingSinceNanos))
                        && Seq.atMost(seg.tsEcr(), timestamps.clock(nowNanos));
        if (!isEcho) {
            c.tcp.dropped(seg, Counter.TCP_PAWS_ACTIVE, nowNanos);
        }
        return isEcho;
    }

    private static void synchronize(TcpConnection c, Segment syn, long nowNanos) {
        Settings settings = c.tcp.settings();
        c.rcv.synchronize(syn.seq());
        Timestamps timestamps = c.rcv.timestamps();
        Handshake.agree(
                c,
                HandshakeOptions.of(
                        syn,
                        Handshake.receiveScale(c.options(), settings),
                        timestamps != null,
                        settings.isOn(Setting.TCP_SACK)));
        if (timestamps != null && syn.hasTimestamps()) {
            timestamps.remember(syn.tsVal(), nowNanos);
        }
        c.snd.wnd = syn.window();
        c.snd.wl1 = syn.seq();
    }

    private static void connected(TcpConnection c, Segment seg, long nowNanos) {
        synchronize(c, seg, nowNanos);
        c.snd.una = seg.ack();
        Handshake.established(c, seg, Handshake.rttNanos(c, seg, nowNanos), nowNanos);
        c.become(TcpState.ESTABLISHED, nowNanos);
        c.tellChange();
        c.isAckNow = c.options().quickAck() && c.options().deferAccept() == 0;
        if (!c.isAckNow) {
            c.rcv.acks().await(nowNanos); // LINUX.md 24: the first data may carry it
        }
    }

    /** Both ends have sent a SYN (RFC 9293 §3.5, figure 7; LINUX.md 68). */
    private static void simultaneous(TcpConnection c, Segment seg, long nowNanos) {
        synchronize(c, seg, nowNanos);
        c.become(TcpState.SYN_RECEIVED, nowNanos);
        SegmentOutput.synAck(c, nowNanos);
    }
}
