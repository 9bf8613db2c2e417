package io.jackfield.tcp.receive;

import io.jackfield.packet.Segment;

/**
 * The window that the peer is offered, and the buffer that stands behind it (RFC 9293 §3.8.6, RFC
 * 7323 §2).
 */
abstract sealed class ReceiveWindow extends ReceiveStatus permits Receiver {
    /** Linux counts memory; half of the buffer is taken for what stands around the octets. */
    private static final int BUFFER_PER_WINDOW = 2;

    private static final int DEFAULT_MSS = 536;
    private static final int LEAST_MSS = 88;
    private static final int WORTH_GROWING_FOR = 128;
    private static final int MOST_UNSCALED = 0xffff;

    /** What the window may cost, as SO_RCVBUF counts it. */
    private int buffer;

    /** What the window may have grown to by now: as much again for each segment that fills it. */
    private int slowStartWindow;

    /** RMSS as it shows: the largest segment that the peer sends. */
    char rmss = DEFAULT_MSS;

    private char advertisedMss = DEFAULT_MSS;

    ReceiveWindow(ReceivePool pool, int buffer) {
        super(pool);
        this.buffer = buffer;
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

    /** What the window may have grown to by now (tcpi_rcv_ssthresh). */
    public int slowStartWindow() {
        return slowStartWindow;
    }

    public int advertisedMss() {
        return advertisedMss;
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

    /** Both ends are synchronized; the peer's segments will hold up to {@code sendMss}. */
    public void established(int sendMss) {
        int hint = Math.min(Math.min(advertisedMss, sendMss), Math.min(wnd / 2, DEFAULT_MSS));
        rmss = (char) Math.max(hint, LEAST_MSS);
    }

    /**
     * Learns RMSS from the size of a segment; answers whether the peer had no more data to fill it.
     */
    boolean isShort(Intake in, Segment segment) {
        int length = segment.payloadLength();
        int size = segment.isSuper() ? segment.segmentSize() : length;
        int before = in.sizeBefore;
        in.sizeBefore = 0;
        if (size >= rmss) {
            rmss = (char) Math.max(LEAST_MSS, Math.min(size, advertisedMss));
            return length == rmss && segment.has(Segment.PSH);
        }
        boolean mayBeFull =
                size >= DEFAULT_MSS
                        || (size >= LEAST_MSS && !segment.has(Segment.PSH) && !segment.isFin());
        if (mayBeFull && size == before) {
            rmss = (char) size; // as Linux: two alike, the peer's path has become narrower
        }
        if (mayBeFull) {
            in.sizeBefore = size;
        }
        return size < rmss;
    }

    /** Data came in order: how far the window may open, and how fast the user could take it. */
    void grow(Intake in, int length, long nowNanos) {
        int room = space() - slowStartWindow;
        if (room > 0 && length >= WORTH_GROWING_FOR && wnd - (nxt - wup) <= free()) {
            slowStartWindow += Math.min(room, 2 * Math.max(length, advertisedMss));
            in.acks.stayQuick();
        }
        in.tuning.begin(Math.min(wnd, 10 * advertisedMss), nxt, nowNanos);
        in.tuning.arrived(nxt + length, wnd, nowNanos);
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

    /** The window that an empty buffer allows. */
    int space() {
        return buffer / BUFFER_PER_WINDOW;
    }

    /** What of the buffer is left for octets. */
    private int free() {
        return intake == null ? space() : space() - intake.queue.octets() - intake.held.octets();
    }

    /** The window that would be good now: none rather than a silly one (RFC 9293 §3.8.6.2.2). */
    int offer() {
        int full = space();
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
}
