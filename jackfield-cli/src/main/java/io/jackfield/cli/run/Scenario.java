package io.jackfield.cli.run;

import io.jackfield.cli.ExitCodes;
import io.jackfield.host.Host;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.Nearest;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/**
 * A network with what is to happen on it. It is over when one program has ended, or when the time
 * is up.
 *
 * @param world the network, with its events
 * @param isVirtual whether its time is virtual
 * @param programs those that have been started
 * @param planned those that are to be
 * @param last the one whose end is the end; null if there is no program
 * @param stopNanos when the time is up
 */
record Scenario(
        World world,
        boolean isVirtual,
        Programs programs,
        List<PlannedProgram> planned,
        @Nullable PlannedProgram last,
        long stopNanos)
        implements AutoCloseable {

    /** A world in virtual time, or in the machine's. */
    static World world(long seed, boolean isVirtual) {
        return isVirtual ? World.deterministic(seed) : World.realTime(seed);
    }

    /** The host that is named; if there is none, what is written there is wrong. */
    static Host host(World world, Place said, String name) {
        List<String> known = world.hosts().stream().map(Host::name).toList();
        if (!known.contains(name)) {
            throw said.wrong("there is no host \"" + name + "\"" + Nearest.hint(name, known));
        }
        return world.find(name);
    }

    /**
     * Runs it to its end.
     *
     * @return the exit status of the last program; if the time was up before, whether any program
     *     failed
     */
    int run(PrintWriter err) throws InterruptedException {
        return isVirtual ? new VirtualRun(this, err).run() : new RealRun(this).run(err);
    }

    /** The programs as they start. */
    List<PlannedProgram> inOrder() {
        return planned.stream()
                .sorted(Comparator.comparingLong(PlannedProgram::startNanos))
                .toList();
    }

    /** What the run came to. */
    int status() {
        JvmProgram program = last == null ? null : programs.of(last);
        if (program != null && program.isEnded() && !programs.isEndedByRun(program)) {
            return program.status();
        }
        return programs.hasFailed() ? ExitCodes.NO : ExitCodes.OK;
    }

    /**
     * Ends the world.
     *
     * @throws IllegalStateException if threads of programs do not end with it
     */
    @Override
    public void close() {
        world.close();
    }
}
