package io.jackfield.tcp.receive;

import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** RCV: the receive variables of a connection (RFC 9293 §3.3.1) and what stands behind them. */
public final class Receiver {
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

    /** Linux counts memory; half of the buffer is taken for what stands around the octets. */
    private static final int BUFFER_PER_WINDOW = 2;

    private static final int DEFAULT_MSS = 536;
    private static final int LEAST_MSS = 88;
    private static final int WORTH_GROWING_FOR = 128;
    private static final int MOST_UNSCALED = 0xffff;

    /** RCV.NXT. */
    public int nxt;

    /** RCV.WND as last advertised, an offset from {@link #wup}. */
    public int wnd;

    /** RCV.NXT when the window was last advertised: Last.ACK.sent (RFC 7323 §4.3). */
    public int wup;

    /** Rcv.Wind.Shift. */
    public byte scale;

    private byte reportMost;

    /** The user answers data with data; remembered while there is no intake. */
    private boolean isInteractive;

    /** What the window may cost, as SO_RCVBUF counts it. */
    private int buffer;

    /** What the window may have grown to by now: as much again for each segment that fills it. */
    private int slowStartWindow;

    /** RMSS as it shows: the largest segment that the peer sends. */
    private char rmss = DEFAULT_MSS;

    private char advertisedMss = DEFAULT_MSS;
    private long bytesReceived;

    private final ReceivePool pool;
    private @Nullable Timestamps timestamps;
    private @Nullable Intake intake;

    /** With a buffer as SO_RCVBUF counts it. */
    public Receiver(ReceivePool pool, int buffer) {
        this.pool = pool;
        this.buffer = buffer;
    }

    private Intake intake() {
        Intake lent = intake;
        if (lent == null) {
            lent = pool.take();
            lent.acks.interactive(isInteractive);
            intake = lent;
        }
        return lent;
    }

    /** Whether and when to acknowledge; to ask only, see {@link #isAckWanted}. */
    public DelayedAck acks() {
        return intake().acks;
    }

    /** An acknowledgment is owed. */
    public boolean isAckWanted() {
        return intake != null && intake.acks.isWanted();
    }

    /** When the acknowledgment that is owed has waited long enough; NEVER if none waits. */
    public long ackDeadlineNanos() {
        return intake == null ? Long.MAX_VALUE : intake.acks.deadlineNanos();
    }

    /** Whether the user answers data with data, so that acknowledgments wait for the answer. */
    public void interactive(boolean on) {
        isInteractive = on;
        if (intake != null) {
            intake.acks.interactive(on);
        }
    }

    /** The user sent data. */
    public void dataSent(long nowNanos) {
        if (intake != null) {
            intake.acks.dataSent(nowNanos);
        }
    }

    /** A segment with an ACK went out. */
    public void ackSent() {
        if (intake != null) {
            intake.acks.sent();
        }
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

    public int buffer() {
        return buffer;
    }

    public void buffer(int octets) {
        buffer = octets;
    }

    public int rmss() {
        return rmss;
    }

    public int advertisedMss() {
        return advertisedMss;
    }

    public long bytesReceived() {
        return bytesReceived;
    }

    /** The shift that lets a window of {@code most} octets be told (RFC 7323 §2.2). */
    public static int scaleFor(int most) {
        int scale = 0;
        while (scale < 14 && most >>> scale > MOST_UNSCALED) {
            scale++;
        }
        return scale;
    }

    /** The window of a SYN, which is never scaled (RFC 7323 §2.2). */
    public static int synWindow(int buffer, int mss) {
        int space = buffer / BUFFER_PER_WINDOW;
        return Math.min(space > mss ? space - space % mss : space, MOST_UNSCALED);
    }

    /** Our SYN or SYN-ACK offers a first window. */
    public int open(int mss) {
        advertisedMss = (char) mss;
        wnd = synWindow(buffer, mss);
        slowStartWindow = wnd;
        return wnd;
    }

    /** The peer's SYN has come: what follows it is next. */
    public void synchronize(int peerIrs) {
        nxt = peerIrs + 1;
        wup = nxt;
    }

    /** Both ends are synchronized; the peer's segments will hold up to {@code sendMss}. */
    public void established(int sendMss) {
        int hint = Math.min(Math.min(advertisedMss, sendMss), Math.min(wnd / 2, DEFAULT_MSS));
        rmss = (char) Math.max(hint, LEAST_MSS);
    }

    /** What is left of the window that the peer knows of. */
    public int window() {
        return Math.max(0, wup + wnd - nxt);
    }

    /** Octets that the user can read. */
    public int unread() {
        return intake == null ? 0 : intake.queue.octets();
    }

    public boolean hasGaps() {
        return intake != null && !intake.held.isEmpty();
    }

    /** Behind the last octet that waits for a gap to close; RCV.NXT if none does. */
    public int highestHeld() {
        return intake == null ? nxt : intake.held.end(nxt);
    }

    /**
     * Whether any of a segment lies in the window (RFC 9293 §3.4, table 6), or is so recent a
     * repetition that its ACK is still of use: an ACK that we sent for it may have been lost.
     */
    public boolean isAcceptable(int seq, int len) {
        return Seq.atLeast(seq + len, wup) && Seq.atMost(seq, nxt + window());
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
        if (seq == nxt && (window > 0 || segment.payloadLength() == 0)) {
            return appendInOrder(cutAt(segment, nxt + window), rtoNanos, nowNanos);
        }
        if (Seq.atMost(end, nxt)) {
            duplicate(seq, end);
            segment.release();
            return DUPLICATE;
        }
        if (window == 0 || Seq.atLeast(seq, nxt + window)) {
            segment.release();
            return BEYOND;
        }
        if (Seq.before(seq, nxt)) {
            duplicate(seq, nxt);
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
            measure(in, segment, length, nowNanos);
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
        if (held.charge() > buffer && Seq.atLeast(end, held.end(nxt))) {
            segment.release();
            return BEYOND; // memory is short: what lies farthest ahead is not taken
        }
        boolean isNew = held.insert(segment);
        if (held.duplicateLeft != held.duplicateRight) {
            duplicate(held.duplicateLeft, held.duplicateRight);
        }
        return isNew ? HELD : HELD | DUPLICATE;
    }

    private void duplicate(int left, int right) {
        if (reportMost == 2 && left != right) {
            Intake in = intake();
            in.duplicateLeft = left;
            in.duplicateRight = right;
        }
    }

    /** What a segment's size tells: the peer's segment size, how far the window may open. */
    private void measure(Intake in, Segment segment, int length, long nowNanos) {
        int size = segment.isSuper() ? segment.segmentSize() : length;
        if (size >= rmss) {
            rmss = (char) Math.max(LEAST_MSS, Math.min(size, advertisedMss));
        }
        int room = buffer / BUFFER_PER_WINDOW - slowStartWindow;
        if (room > 0 && length >= WORTH_GROWING_FOR && wnd - (nxt - wup) <= free()) {
            slowStartWindow += Math.min(room, 2 * Math.max(length, advertisedMss));
            in.acks.stayQuick();
        }
        in.tuning.begin(Math.min(wnd, 10 * advertisedMss), nxt, nowNanos);
        in.tuning.arrived(nxt + length, wnd, nowNanos);
    }

    private void dataArrived(Intake in, Segment segment, long rtoNanos, long nowNanos) {
        int length = segment.payloadLength();
        if (length == 0) {
            in.acks.want(); // a FIN alone
            return;
        }
        boolean isShort = length < rmss || (length == rmss && segment.has(Segment.PSH));
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

    /**
     * Tells RCV.WND for a segment that goes out now: the field, scaled. The right edge never moves
     * back (RFC 9293 §3.8.6).
     */
    public int advertise() {
        int left = window();
        int offered = offer();
        if (offered < left) {
            int unit = 1 << scale;
            offered = (left + unit - 1) & -unit;
        }
        offered = Math.min(offered, MOST_UNSCALED << scale);
        wnd = offered;
        wup = nxt;
        return offered >>> scale;
    }

    /** What of the buffer is left for octets. */
    private int free() {
        int space = buffer / BUFFER_PER_WINDOW;
        return intake == null ? space : space - intake.queue.octets() - intake.held.octets();
    }

    /** The window that would be good now: none rather than a silly one (RFC 9293 §3.8.6.2.2). */
    private int offer() {
        int full = buffer / BUFFER_PER_WINDOW;
        int mss = Math.max(1, Math.min(rmss, full));
        int free = free();
        if (free < full / 2) {
            acks().stopQuick();
            free &= -1 << scale;
            if (free < full >> 4 || free < mss) {
                return 0;
            }
        }
        free = Math.min(Math.min(free, full), slowStartWindow);
        if (scale > 0) {
            int unit = 1 << scale;
            return (free + unit - 1) & -unit;
        }
        if (wnd <= free - mss || wnd > free) {
            return free - free % mss;
        }
        return mss == full && free > wnd + full / 2 ? free : wnd;
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

    /** The peer has urgent data up to {@code pointer} (RFC 9293 §3.8.5). */
    public void urgent(int pointer) {
        Intake in = intake();
        if (!in.isUrgent || Seq.after(pointer, in.up)) {
            in.up = pointer;
            in.isUrgent = true;
        }
    }

    /** Notes octets that came although they, or an acknowledgment of them, were here before. */
    public void noteDuplicate(int left, int right) {
        duplicate(left, right);
    }

    /** Moves octets to the user; answers how many. */
    public int read(ByteBuffer to) {
        return intake == null ? 0 : intake.queue.read(to);
    }

    public int peek(ByteBuffer to, int from) {
        return intake == null ? 0 : intake.queue.peek(to, from);
    }

    public int discard(int most) {
        return intake == null ? 0 : intake.queue.discard(most);
    }

    /**
     * The user has read: lets the buffer grow to {@code mostBuffer} if the window was the limit.
     *
     * @param hasFin the peer's FIN has been counted in RCV.NXT
     */
    public void userRead(int mostBuffer, boolean hasFin, long nowNanos) {
        if (intake == null) {
            return;
        }
        int copied = nxt - unread() - (hasFin ? 1 : 0);
        long window = intake.tuning.userRead(copied, advertisedMss, nowNanos);
        long wanted = Math.min(window * BUFFER_PER_WINDOW, mostBuffer);
        if (wanted > buffer) {
            buffer = (int) wanted;
        }
    }

    /** Whether the user's reading calls for an acknowledgment, with the window it has opened. */
    public boolean isAckDueOnRead(boolean isShut) {
        if (intake != null && intake.acks.isDueOnRead(nxt - wup > rmss, unread() == 0)) {
            return true;
        }
        int left = window();
        if (isShut || 2L * left > buffer / BUFFER_PER_WINDOW) {
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

    /** Gives all slabs back. */
    public void release() {
        if (intake != null) {
            isInteractive = intake.acks.isInteractive();
            pool.giveBack(intake);
            intake = null;
        }
    }

    /** Whether anything is kept that an idle connection does not need. */
    public boolean isActive() {
        return intake != null;
    }

    /** Lets go of it, unless something still waits. */
    public void rest() {
        if (intake != null && intake.isIdle()) {
            release();
        }
    }
}
