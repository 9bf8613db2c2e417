package io.jackfield.buffer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The Internet checksum (RFC 1071) as a running sum in a {@code long}: start with 0, {@link
 * #accumulate} octets and {@link #add16 numbers} in any order, {@link #fold} at the end.
 */
public final class Checksum {
    /*
     * Words are summed as the processor loads them, little-endian; the sum of swapped words is the
     * swapped sum (RFC 1071 §2(B)), so only fold swaps. The loop is the plain one that the compiler
     * turns into vector code by itself: unrolling it by hand makes it four times slower.
     */
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Checksum() {}

    /** Adds octets that begin at an even position of the data summed. */
    public static long accumulate(byte[] octets, int offset, int length, long sum) {
        int whole = length & ~7;
        long s = 0;
        for (int i = 0; i < whole; i += 8) {
            long v = (long) LONG.get(octets, offset + i);
            s += (v & 0xffff_ffffL) + (v >>> 32);
        }
        int at = offset + whole;
        int end = offset + length;
        for (; at + 1 < end; at += 2) {
            s += (octets[at] & 0xff) | (octets[at + 1] & 0xff) << 8;
        }
        if (at < end) {
            s += octets[at] & 0xff;
        }
        return carry(sum + carry(s));
    }

    /** The same for octets of which an odd number has been summed before (RFC 1071 §2(B)). */
    public static long accumulateOdd(byte[] octets, int offset, int length, long sum) {
        return sum + swap(foldLittleEndian(accumulate(octets, offset, length, 0)));
    }

    /** Adds a 16-bit number as it would stand in the data, in network order. */
    public static long add16(long sum, int value) {
        return sum + swap(value & 0xffff);
    }

    /** Adds a 32-bit number as it would stand in the data, in network order. */
    public static long add32(long sum, int value) {
        return sum + (Integer.reverseBytes(value) & 0xffff_ffffL);
    }

    /** Adds a 64-bit number as it would stand in the data, in network order. */
    public static long add64(long sum, long value) {
        return add32(add32(sum, (int) (value >>> 32)), (int) value);
    }

    /** The ones' complement sum as a number in network order; 0xffff when data was valid. */
    public static int fold(long sum) {
        return swap(foldLittleEndian(sum));
    }

    /** What a header's checksum field holds: the complement of the sum of all else. */
    public static int field(long sum) {
        return ~fold(sum) & 0xffff;
    }

    /** Brings a sum back under 33 bits so that it can go on growing. */
    private static long carry(long sum) {
        return (sum & 0xffff_ffffL) + (sum >>> 32);
    }

    private static int foldLittleEndian(long sum) {
        long s = carry(carry(sum));
        s = (s & 0xffff) + (s >>> 16);
        s = (s & 0xffff) + (s >>> 16);
        return (int) ((s & 0xffff) + (s >>> 16));
    }

    private static int swap(int word) {
        return (word & 0xff) << 8 | word >>> 8;
    }
}
