package io.jackfield.packet;

import java.util.Arrays;

/**
 * The SACK option of a segment: up to four blocks [left, right) in the order sent (RFC 2018 §3).
 */
public final class SackBlocks {
    /** Without timestamps four blocks fit, with them three. */
    public static final int MOST = 4;

    private final int[] edges;

    /** {@code edges} is left, right, left, right, …; 2 to 8 numbers. */
    public SackBlocks(int... edges) {
        if (edges.length == 0 || (edges.length & 1) != 0 || edges.length > 2 * MOST) {
            throw new IllegalArgumentException(edges.length + " edges");
        }
        this.edges = edges.clone();
    }

    public int count() {
        return edges.length / 2;
    }

    public int left(int block) {
        return edges[2 * block];
    }

    public int right(int block) {
        return edges[2 * block + 1];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SackBlocks that && Arrays.equals(edges, that.edges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(edges);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("sack");
        for (int i = 0; i < count(); i++) {
            text.append(' ')
                    .append(Integer.toUnsignedLong(left(i)))
                    .append(':')
                    .append(Integer.toUnsignedLong(right(i)));
        }
        return text.toString();
    }
}
