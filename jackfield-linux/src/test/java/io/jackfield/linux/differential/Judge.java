package io.jackfield.linux.differential;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Plays programs on both kernels and compares what each call answers. A difference counts if it is
 * there again when the program is played again.
 */
final class Judge implements AutoCloseable {
    private static final int AGAIN = 2;

    private LinuxStage linux = new LinuxStage();
    private int runs;
    private long earlierCalls;

    /** How long Linux took for the last program. */
    private long nanos;

    /** What both answered to the calls of a program, and where they differ: −1 for nowhere. */
    record Comparison(List<Step> steps, List<String> ours, List<String> theirs, int at) {}

    /**
     * As long as nothing that a timer sets off can have happened on Linux: a delayed ACK is 40 ms.
     */
    private static final long QUICK_NANOS = 30_000_000;

    private static final int MOST_ATTEMPTS = 10;

    private Ground fresh() {
        if (runs == Ground.MOST) {
            earlierCalls += linux.calls();
            linux.close();
            linux = new LinuxStage();
            runs = 0;
        }
        return Ground.of(runs++);
    }

    /** The program of a seed, on both. */
    Comparison compare(long seed) {
        return compare(seed, List.of());
    }

    private Comparison compare(long seed, List<Integer> left) {
        Ground ground = fresh();
        List<Step> all = Generator.program(seed, ground);
        List<Step> chosen = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (!left.contains(i)) {
                chosen.add(all.get(i));
            }
        }
        List<String> ours;
        try (JackfieldStage jackfield = new JackfieldStage()) {
            ours = play(jackfield, ground, chosen);
        }
        long began = System.nanoTime();
        List<String> theirs = play(linux, ground, chosen);
        nanos = System.nanoTime() - began;
        int at = 0;
        while (at < chosen.size() && ours.get(at).equals(theirs.get(at))) {
            at++;
        }
        return new Comparison(chosen, ours, theirs, at == chosen.size() ? -1 : at);
    }

    private static List<String> play(Stage stage, Ground ground, List<Step> steps) {
        Run run = new Run(stage, ground);
        try {
            for (int i = 0; i < steps.size(); i++) {
                run.make(i, steps.get(i));
            }
        } finally {
            run.end();
        }
        return run.answers();
    }

    /** The shortest program found by leaving calls out that still differs; null if none does. */
    @Nullable Difference shrink(long seed) {
        List<Integer> left = new ArrayList<>();
        Comparison best = differing(seed, left);
        if (best == null) {
            return null;
        }
        int all = best.steps().size();
        for (int i = all - 1; i > best.at(); i--) {
            left.add(i); // what comes after the difference has no part in it
        }
        for (int i = best.at(); i >= 0; i--) {
            left.add(i);
            Comparison without = differing(seed, left);
            if (without != null) {
                best = without;
            } else {
                left.remove(Integer.valueOf(i));
            }
        }
        return new Difference(seed, best);
    }

    private @Nullable Comparison differing(long seed, List<Integer> left) {
        int seen = 0;
        for (int i = 0; i < MOST_ATTEMPTS; i++) {
            Comparison comparison = compare(seed, left);
            if (comparison.at() < 0) {
                return null;
            }
            if (nanos < QUICK_NANOS && ++seen == AGAIN) {
                return comparison;
            }
        }
        return null;
    }

    /** System calls of Linux so far. */
    long calls() {
        return earlierCalls + linux.calls();
    }

    @Override
    public void close() {
        linux.close();
    }
}
