package io.jackfield.entropy;

/**
 * Counter-based draws: {@code draw(seed, purpose, a, b, n)} is a fixed function, so the n-th draw
 * of a stream does not depend on which others were made.
 */
public final class Entropy {
    /*
     * Each argument is added to the state and mixed by a bijection of 64 bits. For a fixed stream the
     * draw is thus a bijection of n: no two packets of a direction share a draw.
     */
    private static final long STEP = 0x9e37_79b9_7f4a_7c15L; // 2^64 / golden ratio, odd

    private Entropy() {}

    /** 64 bits for the n-th time something happens for a purpose at the place (a, b). */
    public static long draw(long seed, Purpose purpose, long a, long b, long n) {
        return draw(stream(seed, purpose, a, b), n);
    }

    /**
     * The first half of {@link #draw(long, Purpose, long, long, long)}, to be kept by who draws
     * often.
     */
    public static long stream(long seed, Purpose purpose, long a, long b) {
        long state = mix(seed + STEP);
        state = mix(state + purpose.code);
        state = mix(state + a * STEP);
        return mix(state + b * STEP);
    }

    /** The n-th draw of a stream. */
    public static long draw(long stream, long n) {
        return mix(stream + (n + 1) * STEP);
    }

    /** In [0, 1), with 53 bits. */
    public static double uniform(long seed, Purpose purpose, long a, long b, long n) {
        return uniform(draw(seed, purpose, a, b, n));
    }

    /** Makes a draw a number in [0, 1). */
    public static double uniform(long draw) {
        return (draw >>> 11) * 0x1p-53;
    }

    /** In [0, bound); the bias is at most bound / 2^64. */
    public static long below(long seed, Purpose purpose, long a, long b, long n, long bound) {
        return below(draw(seed, purpose, a, b, n), bound);
    }

    /** Makes a draw a number in [0, bound). */
    public static long below(long draw, long bound) {
        assert bound > 0 : "bound " + bound;
        return Math.unsignedMultiplyHigh(draw, bound);
    }

    /**
     * A bijection of 64 bits in which each input bit changes each output bit about half the time.
     */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }
}
