package io.jackfield.tcp.receive;

import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/**
 * The receiving half of one connection. It is given the segments that have passed all checks and
 * answers what became of them, whether an acknowledgment is due, and what that reports.
 */
public final class Receiver extends ReceiveWindow {
    /** Result of {@link #accept}: octets were added to what the user can read. */
    public static final int QUEUED = 1;

    /** The peer's FIN is in order: nothing follows. */
    public static final int FIN = 2;

    /** The segment waits for a gap in front of it to close. */
    public static final int HELD = 4;

    /** Some of the segment, or all of it, was here before. */
    public static final int DUPLICATE = 8;

    /** Nothing of it fits into the window. */
    public static final int BEYOND = 16;

    /** It closed a gap, or part of one. */
    public static final int FILLED = 32;

    /** Beyond so many buffers of memory nothing is held, however close to RCV.NXT. */
    private static final long MOST_BUFFERS_HELD = 2;

    private byte reportMost;
    private @Nullable Timestamps timestamps;

    /** With a buffer as SO_RCVBUF counts it. */
    public Receiver(ReceivePool pool, int buffer) {
        super(pool, buffer);
    }

    /** The timestamps option, null unless both ends sent it. */
    public @Nullable Timestamps timestamps() {
        return timestamps;
    }

    public void timestamps(@Nullable Timestamps option) {
        timestamps = option;
    }

    /** SACK is on, and D-SACK with it or not. */
    public void sack(boolean on, boolean duplicates) {
        reportMost = (byte) (!on ? 0 : duplicates ? 2 : 1);
    }

    /**
     * Takes over a segment that occupies sequence space; answers what became of it.
     *
     * @param rtoNanos the sender's retransmission timeout
     */
    public int accept(Segment segment, long rtoNanos, long nowNanos) {
        int seq = segment.seq();
        int end = seq + segment.len();
        int window = window();
        acks().want();
        if (seq == nxt && (window > 0 || segment.payloadLength() == 0)) {
            return appendInOrder(cutAt(segment, nxt + window), rtoNanos, nowNanos);
        }
        if (Seq.atMost(end, nxt)) {
            noteDuplicate(seq, end);
            segment.release();
            return DUPLICATE;
        }
        if (Seq.before(seq, nxt)) {
            noteDuplicate(seq, nxt);
        }
        if (window == 0 || Seq.atLeast(seq, nxt + window)) {
            segment.release();
            return BEYOND;
        }
        if (Seq.before(seq, nxt)) {
            int known = nxt - seq;
            Segment rest = segment.piece(known, segment.payloadLength() - known);
            segment.release();
            Segment fitting = cutAt(rest, nxt + window);
            return DUPLICATE | appendInOrder(fitting, rtoNanos, nowNanos);
        }
        return hold(cutAt(segment, nxt + window));
    }

    /** What of a segment lies before the right edge of the window. */
    private static Segment cutAt(Segment segment, int edge) {
        int room = edge - segment.seq();
        if (segment.payloadLength() <= room || segment.payloadLength() == 0) {
            return segment; // a FIN occupies no buffer
        }
        Segment fitting = segment.piece(0, room);
        segment.release();
        return fitting;
    }

    private int appendInOrder(Segment segment, long rtoNanos, long nowNanos) {
        Intake in = intake();
        dataArrived(in, segment, rtoNanos, nowNanos);
        int result = append(in, segment, nowNanos);
        ReassemblyQueue held = in.held;
        if (!held.isEmpty()) {
            Segment next = held.take(nxt);
            while (next != null && (result & FIN) == 0) {
                result |= FILLED | append(in, next, nowNanos);
                next = held.take(nxt);
            }
            if ((result & FIN) != 0) {
                if (next != null) {
                    next.release();
                }
                held.release();
            }
        }
        return result;
    }

    private int append(Intake in, Segment segment, long nowNanos) {
        int length = segment.payloadLength();
        boolean fin = segment.isFin();
        if (length > 0) {
            grow(in, length, nowNanos);
            in.queue.append(segment, pool.slabs);
            nxt += length;
            bytesReceived += length;
        } else {
            segment.release();
        }
        if (fin) {
            nxt++;
        }
        return (length > 0 ? QUEUED : 0) | (fin ? FIN : 0);
    }

    private int hold(Segment segment) {
        ReassemblyQueue held = intake().held;
        int end = segment.seq() + segment.len();
        boolean isFarthest = Seq.atLeast(end, held.end(nxt));
        if (held.charge() > (isFarthest ? buffer() : MOST_BUFFERS_HELD * buffer())) {
            segment.release();
            return BEYOND; // memory is short: what lies farthest ahead is not taken
        }
        boolean isNew = held.insert(segment);
        if (held.duplicateLeft != held.duplicateRight) {
            noteDuplicate(held.duplicateLeft, held.duplicateRight);
        }
        return isNew ? HELD : HELD | DUPLICATE;
    }

    /** Notes octets that came although they, or an acknowledgment of them, were here before. */
    public void noteDuplicate(int left, int right) {
        if (reportMost == 2 && left != right) {
            Intake in = intake();
            in.duplicateLeft = left;
            in.duplicateRight = right;
        }
    }

    private void dataArrived(Intake in, Segment segment, long rtoNanos, long nowNanos) {
        int length = segment.payloadLength();
        if (length == 0) {
            return; // a FIN alone
        }
        boolean isShort = isShort(in, segment);
        in.acks.dataArrived(isShort, rmss, wnd, rtoNanos, nowNanos);
        if (timestamps != null && length >= rmss && segment.tsEcr() != 0) {
            int ticks = timestamps.clock(nowNanos) - segment.tsEcr();
            if (ticks >= 0) {
                in.tuning.sampleRtt(Math.max(1L, ticks) * 1_000_000);
            }
        }
    }

    /** Whether the acknowledgment that is owed goes at once, even if nothing went wrong. */
    public boolean isAckDue() {
        return (nxt - wup > rmss && offer() >= wnd) || (intake != null && intake.acks.isQuick());
    }

    /** The peer repeats itself or runs out of the window: it must learn at once where we are. */
    public void enterQuick() {
        acks().enterQuick(DelayedAck.MOST_QUICK, rmss, wnd);
    }

    /** SACK blocks for a segment that goes out now (RFC 2018 §4); null if there are none. */
    public @Nullable SackBlocks report() {
        Intake in = intake;
        if (in == null || reportMost == 0 || (in.held.isEmpty() && !in.hasDuplicate())) {
            return null;
        }
        int most = timestamps == null ? SackBlocks.MOST : SackBlocks.MOST - 1;
        SackBlocks blocks = in.held.report(most, in.duplicateLeft, in.duplicateRight);
        in.duplicateLeft = 0;
        in.duplicateRight = 0;
        return blocks;
    }

    /** Whether the user's reading calls for an acknowledgment, with the window it has opened. */
    public boolean isAckDueOnRead(boolean isShut) {
        if (intake != null && intake.acks.isDueOnRead(nxt - wup > rmss, unread() == 0)) {
            return true;
        }
        int left = window();
        if (isShut || 2L * left > space()) {
            return false;
        }
        int offered = offer();
        return offered > 0 && offered >= 2L * left;
    }

    /** TS.Recent from a segment that has passed all checks (RFC 7323 §4.3). */
    public void echo(Segment segment, long nowNanos) {
        if (timestamps != null && segment.hasTimestamps()) {
            timestamps.update(segment.tsVal(), segment.seq(), wup, nowNanos);
        }
    }

    /** Nothing more comes and nothing is acknowledged: only what is in order can still be read. */
    public void cease() {
        if (intake != null) {
            intake.held.release();
            intake.duplicateLeft = intake.duplicateRight;
            intake.acks.sent();
            rest();
        }
    }
}
