package io.jackfield.junit;

import io.jackfield.host.Host;
import io.jackfield.host.HostedProgram;
import io.jackfield.net.Ending;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Moment;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Tier;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The world of one run of a {@link SimTest}; it ends with the test.
 *
 * <p>Where the agent could not be attached, programs run in real time all the same; a test that
 * steers the clock is then aborted with the reason.
 */
public final class Net extends World {
    private final @Nullable String noClock;
    private final List<HostedProgram> mayFail = new ArrayList<>();

    private Net(long seed, Tier tier, @Nullable String noClock) {
        super(seed, tier);
        this.noClock = noClock;
    }

    /** The network of a tier, or the nearest that this JVM can have. */
    static Net open(long seed, Tier wanted) {
        String lacking = wanted == Tier.DETERMINISTIC ? Attachment.failure() : null;
        return new Net(seed, lacking == null ? wanted : Tier.REAL_TIME, lacking);
    }

    /** {@link #cable(Host, Host)}. */
    public PatchCable link(Host a, Host b) {
        return cable(a, b);
    }

    /** {@link #cable(Host, EthernetSwitch)}. */
    public PatchCable link(Host host, EthernetSwitch to) {
        return cable(host, to);
    }

    /** {@link #cable(EthernetSwitch, EthernetSwitch)}. */
    public PatchCable link(EthernetSwitch a, EthernetSwitch b) {
        return cable(a, b);
    }

    /** What the main method of this program throws does not fail the test. */
    public void mayFail(HostedProgram program) {
        mayFail.add(program);
    }

    @Override
    public Moment at(String time) {
        requireClock();
        return super.at(time);
    }

    @Override
    public World at(Duration time, Runnable action) {
        requireClock();
        return super.at(time, action);
    }

    @Override
    public Ending runFor(Duration duration) {
        requireClock();
        return super.runFor(duration);
    }

    @Override
    public void until(BooleanSupplier condition, String limit) {
        requireClock();
        super.until(condition, limit);
    }

    @Override
    public boolean step() {
        requireClock();
        return super.step();
    }

    private void requireClock() {
        if (noClock != null) {
            throw new TestAbortedException(
                    "the clock cannot be steered without the agent: " + noClock);
        }
    }

    /** The test's code is over: what its programs threw, and what it left behind, fails it. */
    void finish(boolean findsLeaks) throws Throwable {
        for (Host host : hosts()) {
            for (HostedProgram program : host.programs()) {
                Throwable thrown = program.thrown();
                if (thrown != null && !mayFail.contains(program)) {
                    throw thrown;
                }
            }
        }
        List<String> leaks = findsLeaks ? Leaks.closeWaits(this) : List.of();
        if (!leaks.isEmpty()) {
            throw new AssertionError(String.join("; ", leaks));
        }
    }
}
