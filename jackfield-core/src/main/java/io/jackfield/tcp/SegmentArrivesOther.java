package io.jackfield.tcp;

import io.jackfield.observe.Counter;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;
import io.jackfield.tcp.receive.Receiver;
import io.jackfield.tcp.receive.Timestamps;
import io.jackfield.tcp.send.Sender;
import io.jackfield.tcp.sequence.Seq;

/** SEGMENT ARRIVES in all other states (RFC 9293 §3.10.7.4), in the RFC's order. */
final class SegmentArrivesOther {
    /** An ACK that is a little older than the newest may have been overtaken on its way. */
    private static final long OVERTAKEN_TICKS_PER_RTO_NANOS = 1_000_000;

    private SegmentArrivesOther() {}

    static void at(TcpConnection c, Segment seg, long nowNanos) {
        boolean goesOn =
                isInSequence(c, seg, nowNanos) // first
                        && isNoReset(c, seg, nowNanos) // second; third: IP has no compartments
                        && isNoSyn(c, seg, nowNanos) // fourth
                        && isAckTaken(c, seg, nowNanos); // fifth
        if (!goesOn) {
            seg.release();
            return;
        }
        UrgentData.arrives(c, seg); // sixth
        takeText(c, seg, nowNanos); // seventh and eighth
    }

    /** First, check the sequence number; before it, whether the segment is from another age. */
    private static boolean isInSequence(TcpConnection c, Segment seg, long nowNanos) {
        if (isOldDuplicate(c, seg, nowNanos) && !seg.isRst()) {
            c.tcp.dropped(seg, Counter.TCP_PAWS_ESTAB, nowNanos);
            answerUnacceptable(c, seg, Counter.TCP_ACK_SKIPPED_PAWS, nowNanos);
            return false;
        }
        if (c.rcv.isAcceptable(seg.seq(), seg.len())) {
            return true;
        }
        if (seg.isRst()) {
            if (isResetBehindFin(c, seg)) {
                reset(c, nowNanos);
            }
        } else if (seg.has(Segment.SYN)) {
            challengeSyn(c, nowNanos);
        } else {
            answerUnacceptable(c, seg, Counter.TCP_ACK_SKIPPED_SEQ, nowNanos);
        }
        return false;
    }

    /** RFC 7323 §5.3 R1, but for a pure ACK that others have merely overtaken. */
    private static boolean isOldDuplicate(TcpConnection c, Segment seg, long nowNanos) {
        Timestamps timestamps = c.rcv.timestamps();
        if (timestamps == null
                || !seg.hasTimestamps()
                || !timestamps.isOld(seg.tsVal(), nowNanos)) {
            return false;
        }
        boolean changesNothing =
                seg.has(Segment.ACK)
                        && seg.seq() == c.rcv.nxt
                        && seg.len() == 0
                        && seg.ack() == c.snd.una
                        && seg.window() << c.snd.wscale == c.snd.wnd;
        int age = timestamps.recent() - seg.tsVal();
        return !(changesNothing && age <= c.snd.rtoNanos() / OVERTAKEN_TICKS_PER_RTO_NANOS);
    }

    private static void answerUnacceptable(
            TcpConnection c, Segment seg, Counter skipped, long nowNanos) {
        if (c.tcp.challengeAcks().isTooSoon(seg, c.lastChallengeNanos(), skipped, nowNanos)) {
            return;
        }
        c.challenged(nowNanos);
        int end = seg.seq() + seg.len();
        if (seg.len() > 0 && Seq.before(seg.seq(), c.rcv.nxt)) {
            c.tcp.counters().increment(Counter.TCP_DELAYED_ACK_LOST);
            c.rcv.enterQuick();
            c.rcv.noteDuplicate(seg.seq(), Seq.min(end, c.rcv.nxt));
        }
        SegmentOutput.ack(c, nowNanos);
    }

    /** A peer that closes both ways may number its RST as if its FIN had not been. */
    private static boolean isResetBehindFin(TcpConnection c, Segment seg) {
        return switch (c.state()) {
            case CLOSE_WAIT, LAST_ACK, CLOSING -> seg.seq() == c.rcv.nxt - 1;
            case CLOSED,
                    LISTEN,
                    SYN_SENT,
                    SYN_RECEIVED,
                    ESTABLISHED,
                    FIN_WAIT_1,
                    FIN_WAIT_2,
                    TIME_WAIT ->
                    false;
        };
    }

    /** Second, check the RST bit: RFC 5961 §3.2. */
    private static boolean isNoReset(TcpConnection c, Segment seg, long nowNanos) {
        if (!seg.isRst()) {
            return true;
        }
        boolean isExact =
                seg.seq() == c.rcv.nxt
                        || isResetBehindFin(c, seg)
                        || (c.rcv.hasGaps() && c.hasSack && seg.seq() == c.rcv.highestHeld());
        if (isExact) {
            reset(c, nowNanos);
        } else {
            SegmentOutput.challenge(c, nowNanos);
        }
        return false;
    }

    /** The peer has ended the connection; what it sent before stays readable (LINUX.md 69). */
    private static void reset(TcpConnection c, long nowNanos) {
        Errno errno =
                switch (c.state()) {
                    case CLOSE_WAIT -> Errno.EPIPE; // LINUX.md 71
                    case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK ->
                            Errno.ECONNRESET;
                    case CLOSED, LISTEN, SYN_SENT, TIME_WAIT ->
                            throw new AssertionError("not here: " + c.state());
                };
        AbortCall.fail(c, errno, nowNanos);
    }

    /** Fourth, check the SYN bit: RFC 5961 §4.2, a challenge whatever the number. */
    private static boolean isNoSyn(TcpConnection c, Segment seg, long nowNanos) {
        if (!seg.has(Segment.SYN) || isSynAckOfSimultaneousOpen(c, seg)) {
            return true;
        }
        challengeSyn(c, nowNanos);
        return false;
    }

    private static void challengeSyn(TcpConnection c, long nowNanos) {
        c.tcp.counters().increment(Counter.TCP_SYN_CHALLENGE);
        SegmentOutput.challenge(c, nowNanos);
    }

    /** Both ends answer a SYN with a SYN-ACK, which repeats the SYN (RFC 9293 §3.5, figure 7). */
    private static boolean isSynAckOfSimultaneousOpen(TcpConnection c, Segment seg) {
        return c.state() == TcpState.SYN_RECEIVED
                && seg.isSynAck()
                && seg.len() == 1
                && seg.seq() == c.rcv.nxt - 1
                && seg.ack() == c.snd.nxt;
    }

    /** Fifth, check the ACK field. */
    private static boolean isAckTaken(TcpConnection c, Segment seg, long nowNanos) {
        if (!seg.has(Segment.ACK)) {
            return false;
        }
        if (c.state() == TcpState.SYN_RECEIVED) {
            return isSynAcknowledged(c, seg, nowNanos);
        }
        // RFC 5961 §5.2: SND.UNA - MAX.SND.WND =< SEG.ACK =< SND.NXT
        if (Seq.after(seg.ack(), c.snd.nxt) || Seq.before(seg.ack(), c.snd.una - c.snd.maxWnd)) {
            SegmentOutput.challenge(c, nowNanos);
            return false;
        }
        c.rcv.echo(seg, nowNanos);
        int events = acknowledge(c, seg, nowNanos);
        return (events & Sender.FIN_ACKED) == 0 || isFinAckTaken(c, seg, nowNanos);
    }

    /** What the sender makes of the ACK field. */
    static int acknowledge(TcpConnection c, Segment seg, long nowNanos) {
        c.lastHeardNanos = nowNanos;
        c.tries = 0; // of keepalive probes
        c.softError(0); // the network let something through, whatever it complained of before
        return c.snd.acknowledge(
                seg.seq(),
                seg.ack(),
                seg.window() << c.snd.wscale,
                seg.sack(),
                echoAgeMillis(c, seg, nowNanos),
                seg.len() > 0,
                nowNanos);
    }

    private static int echoAgeMillis(TcpConnection c, Segment seg, long nowNanos) {
        Timestamps timestamps = c.rcv.timestamps();
        if (timestamps == null || !seg.hasTimestamps() || seg.tsEcr() == 0) {
            return -1;
        }
        return Math.max(-1, timestamps.clock(nowNanos) - seg.tsEcr());
    }

    private static boolean isSynAcknowledged(TcpConnection c, Segment seg, long nowNanos) {
        boolean isAcceptable = Seq.after(seg.ack(), c.snd.una) && Seq.atMost(seg.ack(), c.snd.nxt);
        if (!isAcceptable) {
            SegmentOutput.refuse(c.tcp, seg, nowNanos);
            return false;
        }
        boolean repeatsSyn = isSynAckOfSimultaneousOpen(c, seg);
        c.rcv.echo(seg, nowNanos);
        c.snd.una = seg.ack();
        c.snd.wnd = seg.has(Segment.SYN) ? seg.window() : seg.window() << c.snd.wscale;
        Handshake.established(c, seg, Handshake.rttNanos(c, seg, nowNanos), nowNanos);
        c.become(TcpState.ESTABLISHED, nowNanos);
        c.tellChange();
        if (repeatsSyn) { // the SYN in it came before, and is acknowledged as a duplicate
            c.rcv.enterQuick();
            c.rcv.noteDuplicate(seg.seq(), c.rcv.nxt);
            SegmentOutput.ack(c, nowNanos);
        }
        if (c.isSendShut || c.isSendShutBefore) { // the FIN has waited for this
            c.isSendShut = true;
            CloseCall.sendFin(c, TcpState.FIN_WAIT_1, nowNanos);
        }
        return true;
    }

    /** Our FIN is acknowledged; true if the rest of the segment is of interest. */
    private static boolean isFinAckTaken(TcpConnection c, Segment seg, long nowNanos) {
        return switch (c.state()) {
            case FIN_WAIT_1 -> {
                c.become(TcpState.FIN_WAIT_2, nowNanos);
                yield CloseCall.isFinWait2Kept(c, seg, nowNanos);
            }
            case CLOSING -> {
                c.become(TcpState.TIME_WAIT, nowNanos);
                yield false;
            }
            case LAST_ACK -> {
                c.become(TcpState.CLOSED, nowNanos);
                yield false;
            }
            case CLOSED,
                    LISTEN,
                    SYN_SENT,
                    SYN_RECEIVED,
                    ESTABLISHED,
                    FIN_WAIT_2,
                    CLOSE_WAIT,
                    TIME_WAIT ->
                    throw new AssertionError("no FIN was sent in " + c.state());
        };
    }

    /** Seventh, process the segment text; eighth, check the FIN bit. */
    private static void takeText(TcpConnection c, Segment seg, long nowNanos) {
        if (seg.len() == 0 || seg.has(Segment.SYN)) {
            seg.release();
            return;
        }
        boolean isBehindFin = c.isDone && Seq.atLeast(seg.seq(), c.rcv.nxt);
        if (isBehindFin) {
            seg.release(); // the peer has sent its FIN: this cannot be
            return;
        }
        if (isUnwanted(c, seg)) {
            c.tcp.counters().increment(Counter.TCP_ABORT_ON_DATA);
            SegmentOutput.refuse(c.tcp, seg, nowNanos);
            seg.release();
            AbortCall.fail(c, Errno.ECONNRESET, nowNanos);
            return;
        }
        int window = c.rcv.window();
        int result = c.rcv.accept(seg, c.snd.rtoNanos(), nowNanos);
        answer(c, result, window);
        if ((result & Receiver.QUEUED) != 0) {
            c.tell(Readiness.POLLIN);
        }
        if ((result & Receiver.FIN) != 0) {
            finArrived(c, nowNanos);
        }
    }

    /** RFC 9293 §3.6: new data after the user has closed for good is answered with RST. */
    private static boolean isUnwanted(TcpConnection c, Segment seg) {
        boolean isClosing =
                switch (c.state()) {
                    case FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK -> true;
                    case CLOSED,
                            LISTEN,
                            SYN_SENT,
                            SYN_RECEIVED,
                            ESTABLISHED,
                            CLOSE_WAIT,
                            TIME_WAIT ->
                            false;
                };
        int end = seg.seq() + seg.payloadLength();
        return isClosing && c.isReceiveShut && Seq.after(end, c.rcv.nxt);
    }

    private static void answer(TcpConnection c, int result, int window) {
        if ((result & Receiver.HELD) != 0) {
            c.tcp.counters().increment(Counter.TCP_OFO_QUEUE);
            c.isAckNow = true; // RFC 5681 §4.2: at once, so that the peer sees what is missing
        }
        if ((result & Receiver.FILLED) != 0) {
            c.isAckNow = true; // the same, now that it has come
        }
        if ((result & Receiver.DUPLICATE) != 0) {
            c.tcp.counters().increment(Counter.TCP_DELAYED_ACK_LOST);
            c.rcv.enterQuick();
            c.isAckNow = true;
        }
        if ((result & Receiver.BEYOND) != 0) {
            c.tcp.counters()
                    .increment(window == 0 ? Counter.TCP_ZERO_WINDOW_DROP : Counter.TCP_OFO_DROP);
            c.rcv.enterQuick();
            c.isAckNow = true;
        }
    }

    /** Eighth: nothing follows from the peer. */
    private static void finArrived(TcpConnection c, long nowNanos) {
        c.isDone = true;
        c.isReceiveShut = true;
        c.rcv.acks().want();
        switch (c.state()) {
            case SYN_RECEIVED, ESTABLISHED -> {
                c.rcv.interactive(true); // the user is likely to close as well
                c.become(TcpState.CLOSE_WAIT, nowNanos);
            }
            case FIN_WAIT_1 -> {
                c.isAckNow = true;
                c.become(TcpState.CLOSING, nowNanos);
            }
            case FIN_WAIT_2 -> {
                SegmentOutput.ack(c, nowNanos);
                c.become(TcpState.TIME_WAIT, nowNanos);
                return;
            }
            case CLOSE_WAIT, CLOSING, LAST_ACK -> {}
            case CLOSED, LISTEN, SYN_SENT, TIME_WAIT ->
                    throw new AssertionError("not here: " + c.state());
        }
        c.tellChange();
    }
}
