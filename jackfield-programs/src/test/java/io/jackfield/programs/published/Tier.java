package io.jackfield.programs.published;

import io.jackfield.net.World;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** How time passes for the programs, and what their JVM is started with for it. */
enum Tier {
    REAL_TIME("real time", World::realTime, "2m", "network,identity,exit", List.of()),
    DETERMINISTIC(
            "deterministic",
            World::deterministic,
            "1h",
            "network,identity,exit,time",
            List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"));

    private static final long SEED = 3;

    private final String text;
    private final LongFunction<World> maker;
    private final String limit;
    private final String switches;
    private final List<String> options;

    Tier(
            String text,
            LongFunction<World> maker,
            String limit,
            String switches,
            List<String> options) {
        this.text = text;
        this.maker = maker;
        this.limit = limit;
        this.switches = switches;
        this.options = options;
    }

    World open() {
        return maker.apply(SEED);
    }

    /** Lets the world go on until the condition holds, or fails. */
    void await(World world, BooleanSupplier condition) {
        world.until(condition, limit);
    }

    /** The agent's switches. */
    String switches() {
        return switches;
    }

    /** Options of the JVM. */
    List<String> options() {
        return options;
    }

    @Override
    public String toString() {
        return text;
    }
}
