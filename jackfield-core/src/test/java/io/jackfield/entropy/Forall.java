package io.jackfield.entropy;

import java.util.function.Consumer;

/**
 * Runs a property with many seeds. A failure names the seed; {@code -Djackfield.seed=N} runs that
 * one alone.
 */
public final class Forall {
    private Forall() {}

    public static void seeds(int count, Consumer<Draws> property) {
        Long only = Long.getLong("jackfield.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? count : only;
        for (long seed = first; seed <= last; seed++) {
            try {
                property.accept(new Draws(seed));
            } catch (Throwable failed) {
                throw new AssertionError(
                        "with -Djackfield.seed=" + seed + ": " + failed.getMessage(), failed);
            }
        }
    }

    /** The chance of one run of a property. */
    public static final class Draws {
        private final long seed;
        private long drawn;

        public Draws(long seed) {
            this.seed = seed;
        }

        public long seed() {
            return seed;
        }

        public long bits() {
            return Entropy.draw(seed, Purpose.TEST, 0, 0, drawn++);
        }

        /** In [0, bound). */
        public int below(int bound) {
            return (int) Entropy.below(bits(), bound);
        }

        /** In [0, bound). */
        public long below(long bound) {
            return Entropy.below(bits(), bound);
        }

        public boolean oneIn(int bound) {
            return below(bound) == 0;
        }

        /** In [0, 1). */
        public double uniform() {
            return Entropy.uniform(bits());
        }

        @SafeVarargs
        public final <T> T oneOf(T... choices) {
            return choices[below(choices.length)];
        }
    }
}
