package io.jackfield.junit;

import io.jackfield.host.Host;
import io.jackfield.host.HostedProgram;
import io.jackfield.net.Capture;
import io.jackfield.net.Ending;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Fault;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Tier;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The network of one run of a test: a {@link World}, in the words of a test. It ends with the test.
 *
 * <p>Where the agent could not be attached, programs run in real time all the same; a test that
 * steers the clock is then aborted with the reason.
 */
public final class Net {
    private final World world;
    private final Tier wanted;

    Net(World world, Tier wanted) {
        this.world = world;
        this.wanted = wanted;
    }

    /** Everything else that can be said. */
    public World world() {
        return world;
    }

    public long seed() {
        return world.seed();
    }

    /** How sure this run is. */
    public Tier tier() {
        return world.tier();
    }

    /** World time: nanoseconds since the network began. */
    public long nowNanos() {
        return world.nowNanos();
    }

    /* What it is made of. */

    /** Adds a computer, whose name others resolve. */
    public Host host(String name) {
        return world.host(name);
    }

    /** Adds a computer that forwards packets. */
    public Host router(String name) {
        return world.router(name);
    }

    /** Adds a learning switch. */
    public EthernetSwitch ethernetSwitch(String name) {
        return world.ethernetSwitch(name);
    }

    /** A cable between two computers. */
    public PatchCable link(Host a, Host b) {
        return world.cable(a, b);
    }

    /** A cable between a computer and a switch. */
    public PatchCable link(Host host, EthernetSwitch to) {
        return world.cable(host, to);
    }

    /** A cable between two switches. */
    public PatchCable link(EthernetSwitch a, EthernetSwitch b) {
        return world.cable(a, b);
    }

    /* What befalls it. */

    /** Drops every packet from one computer to another, wherever they are, and nobody is told. */
    public Fault blackhole(Host from, Host to) {
        return world.blackhole(from, to);
    }

    /** Drops every packet between two computers. */
    public Fault partition(Host a, Host b) {
        return world.partition(a, b);
    }

    /** Heals every cable. */
    public void heal() {
        world.heal();
    }

    /** Captures everything on all cables that there are now, into memory. */
    public Capture capture() {
        return world.capture();
    }

    /* Its clock. */

    /** Has something done at a time: {@code at("30s", () -> net.blackhole(app, db))}. */
    public Net at(String time, Runnable action) {
        requireClock();
        world.at(time, action);
        return this;
    }

    /** Lets it go on until every program has ended or nothing can happen any more. */
    public Ending run() {
        return world.run();
    }

    /** Lets it go on for so long: {@code runFor("20m")}. */
    public Ending runFor(String duration) {
        requireClock();
        return world.runFor(duration);
    }

    /** {@link #runFor(String)}. */
    public Ending runFor(Duration duration) {
        requireClock();
        return world.runFor(duration);
    }

    /** Lets it go on until the condition holds, for at most so long. */
    public void until(BooleanSupplier condition, String limit) {
        requireClock();
        world.until(condition, limit);
    }

    /** Lets one thing happen; false if nothing can. */
    public boolean step() {
        requireClock();
        return world.step();
    }

    private void requireClock() {
        String reason = Attachment.failure();
        if (wanted == Tier.DETERMINISTIC && tier() != wanted && reason != null) {
            throw new TestAbortedException(
                    "the clock cannot be steered without the agent: " + reason);
        }
    }

    /** The test's code is over: what its programs threw, and what it left behind, fails it. */
    void finish(boolean findsLeaks) throws Throwable {
        for (Host host : world.hosts()) {
            for (HostedProgram program : host.programs()) {
                Throwable thrown = program.thrown();
                if (thrown != null) {
                    throw thrown;
                }
            }
        }
        List<String> leaks = findsLeaks ? Leaks.closeWaits(this) : List.of();
        if (!leaks.isEmpty()) {
            throw new AssertionError(String.join("; ", leaks));
        }
    }

    void close() {
        world.close();
    }

    /** The world of a tier, or the nearest that this JVM can have. */
    static Net open(long seed, Tier wanted) {
        @Nullable String lacking = wanted == Tier.DETERMINISTIC ? Attachment.failure() : null;
        World world =
                switch (wanted) {
                    case SCRIPTED -> World.scripted(seed);
                    case REAL_TIME -> World.realTime(seed);
                    case DETERMINISTIC ->
                            lacking == null ? World.deterministic(seed) : World.realTime(seed);
                };
        return new Net(world, wanted);
    }
}
