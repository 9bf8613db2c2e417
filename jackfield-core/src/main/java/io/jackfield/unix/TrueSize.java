package io.jackfield.unix;

/**
 * What a message counts against its sender's SO_SNDBUF: not its octets but the memory that Linux
 * spends on it (LINUX.md 103), and how Linux cuts what is sent.
 */
final class TrueSize {
    private static final int PAGE = 4096;
    private static final int BUFFER_HEADER = 256;
    private static final int SHARED_TAIL = 320;
    private static final int CACHE_LINE = 64;
    private static final int SMALLEST_HEAD = 512;

    /** Pages behind the head of one message of a stream (UNIX_SKB_FRAGS_SZ). */
    private static final int STREAM_PAGES = 8 * PAGE;

    /** What a head of one page holds. */
    private static final int PAGE_HEAD = PAGE - SHARED_TAIL;

    /** What a datagram's head holds before it gets pages (SKB_MAX_ALLOC). */
    private static final int DATAGRAM_HEAD = 4 * PAGE - SHARED_TAIL;

    private static final int MOST_PAGES = 17 * PAGE;

    private TrueSize() {}

    /** How many octets of a stream make one message at the most. */
    static int chunk(int sendBuffer) {
        return Math.min((sendBuffer >> 1) - CACHE_LINE, PAGE_HEAD + STREAM_PAGES);
    }

    /** Of a message of a stream. */
    static int ofChunk(int octets) {
        int pages = Math.min(octets, align(Math.max(0, octets - PAGE_HEAD), PAGE));
        return of(octets - pages, pages);
    }

    /** Of a datagram. */
    static int ofDatagram(int octets) {
        int pages = align(Math.min(Math.max(0, octets - DATAGRAM_HEAD), MOST_PAGES), PAGE);
        return of(octets - pages, pages);
    }

    private static int of(int head, int pages) {
        int needed = Math.max(SMALLEST_HEAD, align(head, CACHE_LINE) + SHARED_TAIL);
        int allocated = Integer.highestOneBit(needed - 1) << 1;
        return BUFFER_HEADER + allocated + align(pages, PAGE);
    }

    private static int align(int octets, int to) {
        return (octets + to - 1) / to * to;
    }
}
