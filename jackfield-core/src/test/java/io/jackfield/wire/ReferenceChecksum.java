package io.jackfield.wire;

/**
 * The Internet checksum the plain way, and every checksum of a packet put right: written without
 * the codecs, to judge them and to get mutated packets past them.
 */
public final class ReferenceChecksum {
    private ReferenceChecksum() {}

    /** The complement of the ones' complement sum of the 16-bit words. */
    static int of(byte[] octets, int from, int to, int start) {
        int sum = start;
        for (int i = from; i < to; i += 2) {
            int low = i + 1 < to ? octets[i + 1] & 0xff : 0;
            sum += (octets[i] & 0xff) << 8 | low;
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }

    /** Puts right what checksums can be found, as far as the lengths allow it. */
    public static void mend(byte[] octets, int at, int end) {
        if (end - at < 20) {
            return;
        }
        if (octets[at] >>> 4 == 4) {
            mendV4(octets, at, end);
        } else if (octets[at] >>> 4 == 6 && end - at >= 40) {
            mendV6(octets, at, end);
        }
    }

    private static void mendV4(byte[] octets, int at, int end) {
        int headerEnd = at + (octets[at] & 15) * 4;
        if (headerEnd < at + 20 || headerEnd > end) {
            return;
        }
        put16(octets, at + 10, 0);
        put16(octets, at + 10, of(octets, at, headerEnd, 0));
        int total = get16(octets, at + 2);
        int protocol = octets[at + 9] & 0xff;
        int length = Math.min(at + total, end) - headerEnd;
        int start = protocol == 1 ? 0 : addresses(octets, at + 12, at + 20) + protocol;
        mendTransport(octets, headerEnd, length, protocol, start, protocol != 1);
    }

    private static void mendV6(byte[] octets, int at, int end) {
        int stop = Math.min(end, at + 40 + get16(octets, at + 4));
        int protocol = octets[at + 6] & 0xff;
        int here = at + 40;
        while ((protocol == 0 || protocol == 43 || protocol == 60) && stop - here >= 8) {
            protocol = octets[here] & 0xff;
            here += 8 + (octets[here + 1] & 0xff) * 8;
        }
        if (here < stop && (protocol == 6 || protocol == 17 || protocol == 58)) {
            int start = addresses(octets, at + 8, at + 40) + protocol;
            mendTransport(octets, here, stop - here, protocol, start, true);
        }
    }

    private static int addresses(byte[] octets, int from, int to) {
        return ~of(octets, from, to, 0) & 0xffff;
    }

    private static void mendTransport(
            byte[] octets, int at, int length, int protocol, int start, boolean lengthCounts) {
        int field =
                switch (protocol) {
                    case 6 -> 16;
                    case 17 -> 6;
                    case 1, 58 -> 2;
                    default -> -1;
                };
        if (field < 0 || length < field + 2) {
            return;
        }
        int whole = length;
        if (protocol == 17) {
            int says = get16(octets, at + 4);
            whole = says == 0 || says > length ? length : says;
        }
        put16(octets, at + field, 0);
        int checksum = of(octets, at, at + whole, start + (lengthCounts ? whole : 0));
        put16(octets, at + field, checksum == 0 && protocol == 17 ? 0xffff : checksum);
    }

    private static int get16(byte[] octets, int at) {
        return (octets[at] & 0xff) << 8 | (octets[at + 1] & 0xff);
    }

    private static void put16(byte[] octets, int at, int value) {
        octets[at] = (byte) (value >>> 8);
        octets[at + 1] = (byte) value;
    }
}
