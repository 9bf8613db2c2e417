package io.jackfield.wire;

import java.util.function.Consumer;

/** Runs a property for many seeded cases and names the seed and the case that failed. */
final class Forall {
    private static final long DEFAULT_SEED = 1;

    private Forall() {}

    static long seed() {
        return Long.getLong("jackfield.seed", DEFAULT_SEED);
    }

    /** Checks the property for so many cases; {@code name} makes its chance its own. */
    static void cases(String name, int count, Consumer<Draws> property) {
        long seed = seed();
        System.out.println(name + ": " + count + " cases, -Djackfield.seed=" + seed);
        for (int i = 0; i < count; i++) {
            try {
                property.accept(new Draws(seed, name.hashCode(), i));
            } catch (RuntimeException | AssertionError e) {
                String where = name + ", case " + i + ", -Djackfield.seed=" + seed;
                throw new AssertionError(where + ": " + e.getMessage(), e);
            }
        }
    }
}
