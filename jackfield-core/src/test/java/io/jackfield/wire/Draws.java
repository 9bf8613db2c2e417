package io.jackfield.wire;

import io.jackfield.entropy.Entropy;
import io.jackfield.entropy.Purpose;

import java.util.List;

/** The chance of one test case: draws that depend on seed, place and case alone. */
final class Draws {
    private final long stream;
    private long drawn;

    Draws(long seed, long place, long number) {
        stream = Entropy.stream(seed, Purpose.TEST, place, number);
    }

    long bits() {
        return Entropy.draw(stream, drawn++);
    }

    int int32() {
        return (int) bits();
    }

    /** From 0 to {@code bound} - 1. */
    int below(int bound) {
        return (int) Entropy.below(bits(), bound);
    }

    /** From {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    boolean flip() {
        return bits() < 0;
    }

    boolean oneIn(int n) {
        return below(n) == 0;
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    byte[] octets(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) bits();
        }
        return octets;
    }
}
