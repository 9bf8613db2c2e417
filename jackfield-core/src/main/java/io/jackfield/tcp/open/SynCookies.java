package io.jackfield.tcp.open;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

/**
 * SYN cookies (RFC 4987 §3.6): the ISS of a SYN-ACK that says all that a request would have to
 * remember, so that none is kept. Linux's layout: the minute in the upper 8 bits, the index of an
 * MSS in the lower 24, each under a keyed hash of the four-tuple. What the SYN asked for besides
 * travels in the low bits of our timestamp and comes back in the peer's echo.
 */
public final class SynCookies {
    /** How long a cookie, and the memory of having sent some, is good for. */
    public static final long VALID_NANOS = 120_000_000_000L;

    private static final int MINUTES = 2;
    private static final long MINUTE_NANOS = VALID_NANOS / MINUTES;
    private static final int INDEX_BITS = 24;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private static final int[] MSS_4 = {536, 1300, 1440, 1460};
    private static final int[] MSS_6 = {1220, 1420, 1440, 8940};

    /** What a timestamp carries: 4 bits of window scale, of which 15 is none, SACK, and ECN. */
    private static final int OPTION_BITS = 6;

    private static final int NO_SCALE = 15;
    private static final int SACK = 1 << 4;

    private final long[] keys = new long[4];

    public SynCookies(HostEntropy entropy) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = entropy.secret(Purpose.COOKIE_SECRET, i);
        }
    }

    /** Of the largest MSS that a cookie can tell and that is no more than the peer takes. */
    private static int index(int[] table, int mss) {
        int index = table.length - 1;
        while (index > 0 && mss < table[index]) {
            index--;
        }
        return index;
    }

    /** The ISS that answers this SYN now. */
    public int iss(Segment syn, int peerMss, long nowNanos) {
        int index = index(syn.isV4() ? MSS_4 : MSS_6, peerMss);
        long minute = nowNanos / MINUTE_NANOS;
        return hash(syn, 0, 0)
                + syn.seq()
                + ((int) minute << INDEX_BITS)
                + ((hash(syn, minute, 1) + index) & INDEX_MASK);
    }

    /** The MSS that the cookie tells which this ACK acknowledges; 0 if it is none of ours. */
    public int mss(Segment ack, long nowNanos) {
        int[] table = ack.isV4() ? MSS_4 : MSS_6;
        int irs = ack.seq() - 1;
        int rest = ack.ack() - 1 - hash(ack, 0, 0) - irs;
        long minute = nowNanos / MINUTE_NANOS;
        int age = ((int) minute - (rest >>> INDEX_BITS)) & 0xff;
        if (age >= MINUTES) {
            return 0;
        }
        int index = (rest - hash(ack, minute - age, 1)) & INDEX_MASK;
        return index < table.length ? table[index] : 0;
    }

    private int hash(Segment seg, long minute, int key) {
        InitialNumbers.SipHash hash = new InitialNumbers.SipHash(keys[2 * key], keys[2 * key + 1]);
        IpAddress local = seg.destination();
        IpAddress remote = seg.source();
        hash.word(remote.hi());
        hash.word(remote.lo());
        hash.word(local.hi());
        hash.word(local.lo());
        hash.word((long) seg.sourcePort() << 16 | seg.destinationPort());
        hash.word(minute);
        return (int) hash.finish(0, 6 * Long.BYTES);
    }

    /** A TSval, before its offset, that is no later than the clock and tells what was agreed. */
    public static int stamp(HandshakeOptions agreed, int clock) {
        int bits = agreed.scaling() ? agreed.sendScale() : NO_SCALE;
        bits |= agreed.sack() ? SACK : 0;
        int stamp = (clock & -1 << OPTION_BITS) | bits;
        return Integer.compareUnsigned(stamp, clock) > 0 ? stamp - (1 << OPTION_BITS) : stamp;
    }

    /**
     * What the timestamp echoed by an ACK tells, less its offset; null if the host would not agree
     * to it now, so that the cookie cannot be its own.
     *
     * @param receiveScale -1 if the host does not scale
     */
    public static @Nullable HandshakeOptions agreed(
            int mss, int echo, int receiveScale, boolean sack) {
        boolean hasSack = (echo & SACK) != 0;
        boolean hasScale = (echo & NO_SCALE) != NO_SCALE;
        if ((hasSack && !sack) || (hasScale && receiveScale < 0)) {
            return null;
        }
        return new HandshakeOptions(
                mss,
                hasScale ? echo & NO_SCALE : 0,
                hasScale ? receiveScale : 0,
                hasScale,
                true,
                hasSack);
    }
}
