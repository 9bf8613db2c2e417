package io.jackfield.net;

import io.jackfield.time.Durations;

import java.util.List;

/**
 * The first thing in which two runs of a world with the same seed differ.
 *
 * @param seed of both
 * @param same how many things had been the same
 * @param nanos when the other thing happened in the second run, in world time
 * @param thread the name of the thread that ran last before it, or ran then: what it did, or what
 *     it asked for before, differs; "" if none had run
 * @param before the last things that were the same
 * @param first what happened then in the first run; none if it was over
 * @param second what happened in the second run instead
 * @param frames of that thread in the second run, the innermost first
 */
public record Divergence(
        long seed,
        long same,
        long nanos,
        String thread,
        List<String> before,
        List<String> first,
        List<String> second,
        List<StackTraceElement> frames) {
    private static final int FRAMES = 24;

    public Divergence {
        before = List.copyOf(before);
        first = List.copyOf(first);
        second = List.copyOf(second);
        frames = List.copyOf(frames);
    }

    /** Identity hashes that differ between two objects differ between two runs too. */
    private static boolean variesIdentityHashes() {
        Object one = new Object();
        Object another = new Object();
        return System.identityHashCode(one) != System.identityHashCode(another);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(500);
        text.append("two runs with seed ").append(seed);
        text.append(" differ at ").append(Durations.format(nanos));
        text.append(", after ").append(same).append(" things that were the same:");
        before.forEach(line -> text.append("\n  ").append(line));
        text.append("\nthen the first run:");
        first.forEach(line -> text.append("\n  ").append(line));
        text.append("\nand the second:");
        second.forEach(line -> text.append("\n  ").append(line));
        text.append("\nthe last that ran was ").append(thread);
        frames.stream().limit(FRAMES).forEach(frame -> text.append("\n    at ").append(frame));
        if (variesIdentityHashes()) {
            text.append(
                    "\nidentity hashes vary in this JVM; with -XX:+UnlockExperimentalVMOptions"
                            + " -XX:hashCode=2 they do not");
        }
        return text.toString();
    }
}
