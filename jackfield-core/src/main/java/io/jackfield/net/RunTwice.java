package io.jackfield.net;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Runs a deterministic world twice with one seed and finds the first thing in which the second run
 * differs: which thread is picked and when, how long one waits, what it draws, each packet.
 *
 * <pre>{@code
 * assertThat(RunTwice.of(7, world -> {
 *     Host app = world.host("app"), db = world.host("db");
 *     world.cable(app, db).netem("delay 20ms loss 1%");
 *     …
 *     world.run();
 * })).isEmpty();
 * }</pre>
 */
public final class RunTwice {
    private RunTwice() {}

    /** Builds a world and runs it. */
    @FunctionalInterface
    public interface Scenario {
        void run(World world) throws Exception;
    }

    /**
     * Two runs, one after the other. What a JVM does once, such as initialising a class, only the
     * first of its runs does: {@link #warm} leaves that out.
     */
    public static Optional<Divergence> of(long seed, Scenario scenario) throws Exception {
        Trace first = run(seed, scenario, null);
        return run(seed, scenario, first).divergence(seed);
    }

    /** Two runs after one that is not compared. */
    public static Optional<Divergence> warm(long seed, Scenario scenario) throws Exception {
        run(seed, scenario, null);
        return of(seed, scenario);
    }

    private static Trace run(long seed, Scenario scenario, @Nullable Trace before)
            throws Exception {
        Trace trace = new Trace(before);
        try (World world = trace.newWorld(seed)) {
            scenario.run(world);
            trace.ends(world.nowNanos());
        }
        return trace;
    }
}
