package io.jackfield.tcp.receive;

import io.jackfield.buffer.SlabPool;
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

    /** IRS. */
    public int irs;

    /** RCV.UP, meaningful while {@link #isUrgent}. */
    public int up;

    public boolean isUrgent;

    /** RCV.WND as last advertised, an offset from {@link #wup}. */
    public int wnd;

    /** RCV.NXT when the window was last advertised: Last.ACK.sent (RFC 7323 §4.3). */
    public int wup;

    /** Rcv.Wind.Shift. */
    public byte scale;

    private byte reportMost;
    private int buffer;
    private int clamp = Integer.MAX_VALUE;

    /** What the window may have grown to by now: as much again for each segment that fills it. */
    private int slowStartWindow;

    /** RMSS as it shows: the largest segment that the peer sends. */
    private int rmss = DEFAULT_MSS;

    private int advertisedMss = DEFAULT_MSS;
    private int duplicateLeft;
    private int duplicateRight;
    private long bytesReceived;

    private final DelayedAck acks = new DelayedAck();
    private @Nullable Timestamps timestamps;
    private @Nullable ReceiveQueue queue;
    private @Nullable ReassemblyQueue held;
    private @Nullable ReceiveTuning tuning;

    /** With a buffer as SO_RCVBUF counts it. */
    public Receiver(int buffer) {
        this.buffer = buffer;
    }

    public DelayedAck acks() {
        return acks;
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

    /** TCP_WINDOW_CLAMP. */
    public void clamp(int octets) {
        clamp = octets;
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
    public static int synWindow(int buffer, int clamp, int mss) {
        int space = Math.min(buffer / BUFFER_PER_WINDOW, clamp);
        return Math.min(space > mss ? space - space % mss : space, MOST_UNSCALED);
    }

    /** Our SYN or SYN-ACK offers a first window. */
    public int open(int mss) {
        advertisedMss = mss;
        wnd = synWindow(buffer, clamp, mss);
        slowStartWindow = wnd;
        return wnd;
    }

    /** The peer's SYN has come: what follows it is next. */
    public void synchronize(int peerIrs) {
        irs = peerIrs;
        nxt = peerIrs + 1;
        wup = nxt;
        up = nxt;
    }

    /** Both ends are synchronized; the peer's segments will hold up to {@code sendMss}. */
    public void established(int sendMss) {
        int hint = Math.min(Math.min(advertisedMss, sendMss), Math.min(wnd / 2, DEFAULT_MSS));
        rmss = Math.max(hint, LEAST_MSS);
    }

    /** What is left of the window that the peer knows of. */
    public int window() {
        return Math.max(0, wup + wnd - nxt);
    }

    /** Octets that the user can read. */
    public int unread() {
        return queue == null ? 0 : queue.octets();
    }

    public boolean hasGaps() {
        return held != null && !held.isEmpty();
    }

    /** Behind the last octet that waits for a gap to close; RCV.NXT if none does. */
    public int highestHeld() {
        return held == null ? nxt : held.end(nxt);
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
    public int accept(Segment segment, SlabPool pool, long rtoNanos, long nowNanos) {
        int seq = segment.seq();
        int end = seq + segment.len();
        int window = window();
        if (seq == nxt && (window > 0 || segment.payloadLength() == 0)) {
            return appendInOrder(cutAt(segment, nxt + window), pool, rtoNanos, nowNanos);
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
            return DUPLICATE | appendInOrder(fitting, pool, rtoNanos, nowNanos);
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

    private int appendInOrder(Segment segment, SlabPool pool, long rtoNanos, long nowNanos) {
        dataArrived(segment, rtoNanos, nowNanos);
        int result = append(segment, pool, nowNanos);
        if (held != null && !held.isEmpty()) {
            Segment next = held.take(nxt);
            while (next != null && (result & FIN) == 0) {
                result |= FILLED | append(next, pool, nowNanos);
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

    private int append(Segment segment, SlabPool pool, long nowNanos) {
        int length = segment.payloadLength();
        boolean fin = segment.isFin();
        if (length > 0) {
            measure(segment, length, nowNanos);
            if (queue == null) {
                queue = new ReceiveQueue();
            }
            queue.append(segment, pool);
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
        if (held == null) {
            held = new ReassemblyQueue();
        }
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
            duplicateLeft = left;
            duplicateRight = right;
        }
    }

    /** What a segment's size tells: the peer's segment size, how far the window may open. */
    private void measure(Segment segment, int length, long nowNanos) {
        int size = segment.isSuper() ? segment.segmentSize() : length;
        if (size >= rmss) {
            rmss = Math.max(LEAST_MSS, Math.min(size, advertisedMss));
        }
        int room = Math.min(clamp, buffer / BUFFER_PER_WINDOW) - slowStartWindow;
        if (room > 0 && length >= WORTH_GROWING_FOR && wnd - (nxt - wup) <= free()) {
            slowStartWindow += Math.min(room, 2 * Math.max(length, advertisedMss));
            acks.stayQuick();
        }
        if (tuning == null) {
            tuning = new ReceiveTuning(Math.min(wnd, 10 * advertisedMss), nxt, nowNanos);
        }
        tuning.arrived(nxt + length, wnd, nowNanos);
    }

    private void dataArrived(Segment segment, long rtoNanos, long nowNanos) {
        int length = segment.payloadLength();
        if (length == 0) {
            acks.want(); // a FIN alone
            return;
        }
        boolean isShort = length < rmss || (length == rmss && segment.has(Segment.PSH));
        acks.dataArrived(isShort, rmss, wnd, rtoNanos, nowNanos);
        if (timestamps != null && tuning != null && length >= rmss && segment.tsEcr() != 0) {
            int ticks = timestamps.clock(nowNanos) - segment.tsEcr();
            if (ticks >= 0) {
                tuning.sampleRtt(Math.max(1L, ticks) * 1_000_000);
            }
        }
    }

    /** Whether the acknowledgment that is owed goes at once, even if nothing went wrong. */
    public boolean isAckDue() {
        return (nxt - wup > rmss && offer() >= wnd) || acks.isQuick();
    }

    /** The peer repeats itself or runs out of the window: it must learn at once where we are. */
    public void enterQuick() {
        acks.enterQuick(DelayedAck.MOST_QUICK, rmss, wnd);
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

    /** What the window field of the next segment will be, without telling it. */
    private int free() {
        int waiting = held == null ? 0 : held.octets();
        return buffer / BUFFER_PER_WINDOW - unread() - waiting;
    }

    /** The window that would be good now: none rather than a silly one (RFC 9293 §3.8.6.2.2). */
    private int offer() {
        int full = Math.min(clamp, buffer / BUFFER_PER_WINDOW);
        int mss = Math.max(1, Math.min(rmss, full));
        int free = free();
        if (free < full / 2) {
            acks.stopQuick();
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
        boolean isDuplicate = duplicateLeft != duplicateRight;
        if (reportMost == 0 || (held == null && !isDuplicate)) {
            return null;
        }
        ReassemblyQueue gaps = held == null ? new ReassemblyQueue() : held;
        int most = timestamps == null ? SackBlocks.MOST : SackBlocks.MOST - 1;
        SackBlocks blocks = gaps.report(most, duplicateLeft, duplicateRight);
        duplicateLeft = 0;
        duplicateRight = 0;
        return blocks;
    }

    public boolean hasDuplicateToReport() {
        return duplicateLeft != duplicateRight;
    }

    /** Notes octets that came although they, or an acknowledgment of them, were here before. */
    public void noteDuplicate(int left, int right) {
        duplicate(left, right);
    }

    /** Moves octets to the user; answers how many. */
    public int read(ByteBuffer to) {
        return queue == null ? 0 : queue.read(to);
    }

    public int peek(ByteBuffer to, int from) {
        return queue == null ? 0 : queue.peek(to, from);
    }

    public int discard(int most) {
        return queue == null ? 0 : queue.discard(most);
    }

    /**
     * The user has read: lets the buffer grow to {@code mostBuffer} if the window was the limit.
     *
     * @param hasFin the peer's FIN has been counted in RCV.NXT
     */
    public void userRead(int mostBuffer, boolean hasFin, long nowNanos) {
        if (tuning == null) {
            return;
        }
        int copied = nxt - unread() - (hasFin ? 1 : 0);
        long window = tuning.userRead(copied, advertisedMss, nowNanos);
        long wanted = Math.min(window * BUFFER_PER_WINDOW, mostBuffer);
        if (wanted > buffer) {
            buffer = (int) wanted;
        }
    }

    /** Whether the user's reading calls for an acknowledgment, with the window it has opened. */
    public boolean isAckDueOnRead(boolean isShut) {
        if (acks.isDueOnRead(nxt - wup > rmss, unread() == 0)) {
            return true;
        }
        int left = window();
        if (isShut || 2L * left > Math.min(clamp, buffer / BUFFER_PER_WINDOW)) {
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

    /** Nothing that waits for a gap to close will be read any more. */
    public void releaseHeld() {
        if (held != null) {
            held.release();
            held = null;
        }
    }

    /** Gives all slabs back. */
    public void release() {
        releaseHeld();
        if (queue != null) {
            queue.release();
            queue = null;
        }
        tuning = null;
    }

    /** Lets go of what an idle connection does not need. */
    public void idle() {
        if (held != null && held.isEmpty()) {
            held = null;
        }
        if (queue != null && queue.isEmpty()) {
            queue = null;
        }
    }
}
