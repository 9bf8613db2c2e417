package io.jackfield.wire;

import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

/**
 * The options of a segment: maximum segment size (RFC 9293 §3.2), window scale and timestamps (RFC
 * 7323), selective acknowledgment (RFC 2018).
 */
final class TcpOptionsCodec {
    private static final int END_OF_LIST = 0;
    private static final int NO_OPERATION = 1;
    private static final int MAXIMUM_SEGMENT_SIZE = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    /** NOP NOP TS, length 10: the four octets that are alike in almost every segment there is. */
    private static final int ALIGNED_TIMESTAMPS = 0x0101_080a;

    private static final int GREATEST_SHIFT = 14;
    private static final int MOST_OCTETS = 40;

    private TcpOptionsCodec() {}

    /** Writes the options in Linux's order and alignment. */
    static void write(Segment segment, byte[] to, int start) {
        int at = start;
        if (segment.mss() != 0) {
            Octets.put32(to, at, MAXIMUM_SEGMENT_SIZE << 24 | 4 << 16 | segment.mss());
            at += 4;
        }
        if (segment.hasTimestamps()) {
            int first = segment.sackPermitted() ? SACK_PERMITTED << 24 | 2 << 16 : 0x0101_0000;
            Octets.put32(to, at, first | TIMESTAMPS << 8 | 10);
            Octets.put32(to, at + 4, segment.tsVal());
            Octets.put32(to, at + 8, segment.tsEcr());
            at += 12;
        } else if (segment.sackPermitted()) {
            Octets.put32(to, at, 0x0101_0000 | SACK_PERMITTED << 8 | 2);
            at += 4;
        }
        if (segment.windowScale() != Segment.NO_SCALE) {
            int shift = segment.windowScale() & 0xff;
            Octets.put32(to, at, NO_OPERATION << 24 | WINDOW_SCALE << 16 | 3 << 8 | shift);
            at += 4;
        }
        SackBlocks sack = segment.sack();
        if (sack != null) {
            Octets.put32(to, at, 0x0101_0000 | SACK << 8 | 2 + 8 * sack.count());
            for (int i = 0; i < sack.count(); i++) {
                Octets.put32(to, at + 4 + 8 * i, sack.left(i));
                Octets.put32(to, at + 8 + 8 * i, sack.right(i));
            }
        }
    }

    /**
     * Reads the options up to {@code end}. Unknown ones and those of a wrong length are passed
     * over; one that reaches over the end ends the list, as in Linux.
     */
    static void read(Segment segment, byte[] octets, int start, int end) {
        if (end - start == 12 && Octets.get32(octets, start) == ALIGNED_TIMESTAMPS) {
            segment.timestamps(Octets.get32(octets, start + 4), Octets.get32(octets, start + 8));
            return;
        }
        int at = start;
        while (at < end) {
            int kind = Octets.get8(octets, at);
            if (kind == END_OF_LIST) {
                break;
            }
            if (kind == NO_OPERATION) {
                at++;
                continue;
            }
            int length = end - at < 2 ? 0 : Octets.get8(octets, at + 1);
            if (length < 2 || length > end - at) {
                break;
            }
            readOne(segment, octets, kind, at, length);
            at += length;
        }
        if (segment.optionsLength() > MOST_OCTETS) {
            dropMeaningless(segment);
        }
    }

    private static void readOne(Segment segment, byte[] octets, int kind, int at, int length) {
        switch (kind) {
            case MAXIMUM_SEGMENT_SIZE -> {
                if (length == 4) {
                    segment.mss(Octets.get16(octets, at + 2));
                }
            }
            case WINDOW_SCALE -> {
                if (length == 3) {
                    // RFC 7323 §2.3: more than 14 counts as 14.
                    int shift = Octets.get8(octets, at + 2);
                    segment.windowScale(Math.min(shift, GREATEST_SHIFT));
                }
            }
            case SACK_PERMITTED -> {
                if (length == 2) {
                    segment.sackPermitted(true);
                }
            }
            case SACK -> {
                int edges = (length - 2) >>> 2;
                if (length >= 10 && (length & 7) == 2) {
                    segment.sack(readSack(octets, at + 2, edges));
                }
            }
            case TIMESTAMPS -> {
                if (length == 10) {
                    segment.timestamps(Octets.get32(octets, at + 2), Octets.get32(octets, at + 6));
                }
            }
            default -> {
                // RFC 9293 §3.1: an unknown option is passed over by its length.
            }
        }
    }

    private static SackBlocks readSack(byte[] octets, int at, int count) {
        int[] edges = new int[count];
        for (int i = 0; i < count; i++) {
            edges[i] = Octets.get32(octets, at + 4 * i);
        }
        return new SackBlocks(edges);
    }

    /*
     * Options packed without padding can need more than 40 octets once each is aligned. That takes
     * options that contradict the SYN flag: negotiation without SYN (RFC 9293 §3.2, RFC 7323 §2.2,
     * RFC 2018 §2) or blocks with it. Those go, and what is left fits.
     */
    private static void dropMeaningless(Segment segment) {
        if (segment.has(Segment.SYN)) {
            segment.sack(null);
        } else {
            segment.mss(0).windowScale(Segment.NO_SCALE).sackPermitted(false);
        }
    }
}
