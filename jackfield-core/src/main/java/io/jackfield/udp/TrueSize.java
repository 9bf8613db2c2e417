package io.jackfield.udp;

import io.jackfield.packet.Datagram;

/**
 * What a queued datagram counts against SO_RCVBUF: not its payload but the memory that Linux spends
 * on it, its buffer's header, its head rounded up, and the tail of shared fields (LINUX.md 95).
 */
final class TrueSize {
    private static final int BUFFER_HEADER = 256;
    private static final int SHARED_TAIL = 320;
    private static final int HEADROOM = 32;

    /** The one size for all small heads; beyond it, powers of two. */
    private static final int SMALL_HEAD = 704;

    /** What is longer lies in pages, of which each octet counts as one. */
    private static final int MOST_LINEAR = 16_384 - SHARED_TAIL;

    private TrueSize() {}

    static int of(Datagram datagram) {
        return of(datagram.length());
    }

    /** Of a packet with so many octets. */
    static int of(int octets) {
        if (octets + HEADROOM > MOST_LINEAR) {
            return BUFFER_HEADER + SMALL_HEAD + octets;
        }
        int head = HEADROOM + octets + SHARED_TAIL;
        int allocated = head <= SMALL_HEAD ? SMALL_HEAD : Integer.highestOneBit(head - 1) << 1;
        return BUFFER_HEADER + allocated;
    }
}
