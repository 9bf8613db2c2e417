package io.jackfield.tcp.sequence;

/**
 * Comparison of sequence numbers modulo 2^32 (RFC 9293 §3.4): of two numbers less than 2^31 apart,
 * one is before the other. The same arithmetic serves timestamps (RFC 7323 §5.2).
 */
public final class Seq {
    private Seq() {}

    /** a < b. */
    public static boolean before(int a, int b) {
        return a - b < 0;
    }

    /** a > b. */
    public static boolean after(int a, int b) {
        return b - a < 0;
    }

    /** a =< b. */
    public static boolean atMost(int a, int b) {
        return b - a >= 0;
    }

    /** a >= b. */
    public static boolean atLeast(int a, int b) {
        return a - b >= 0;
    }

    /** low =< seq < high. */
    public static boolean within(int seq, int low, int high) {
        return Integer.compareUnsigned(seq - low, high - low) < 0;
    }

    public static int max(int a, int b) {
        return after(a, b) ? a : b;
    }

    public static int min(int a, int b) {
        return before(a, b) ? a : b;
    }

    /** Octets from one number up to another; negative when it goes back. */
    public static int distance(int from, int to) {
        return to - from;
    }

    public static String text(int seq) {
        return Integer.toUnsignedString(seq);
    }
}
