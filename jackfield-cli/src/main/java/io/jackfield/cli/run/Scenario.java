package io.jackfield.cli.run;

import io.jackfield.cli.ExitCodes;
import io.jackfield.host.Host;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.World;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A network with what is to happen on it, in real time. It is over when one program has ended, or
 * when the time is up.
 *
 * @param world the network, with its events
 * @param programs those that have been started
 * @param planned those that are to be
 * @param last the one whose end is the end; null if there is no program
 * @param stopNanos when the time is up
 */
record Scenario(
        World world,
        Programs programs,
        List<PlannedProgram> planned,
        @Nullable PlannedProgram last,
        long stopNanos)
        implements AutoCloseable {

    /** The host that is named; if there is none, what is written there is wrong. */
    static Host host(World world, Yaml said, String name) {
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
        Deque<PlannedProgram> due = new ArrayDeque<>();
        planned.stream()
                .sorted(Comparator.comparingLong(PlannedProgram::startNanos))
                .forEach(due::add);
        try {
            while (!isOver()) {
                startDue(due);
                await(due.isEmpty() ? stopNanos : Math.min(stopNanos, due.element().startNanos()));
            }
            return status();
        } finally {
            programs.end(err);
        }
    }

    private boolean isOver() {
        JvmProgram program = last == null ? null : programs.of(last);
        return (program != null && program.isEnded()) || world.nowNanos() >= stopNanos;
    }

    private void startDue(Deque<PlannedProgram> due) {
        while (!due.isEmpty() && due.element().startNanos() <= world.nowNanos()) {
            programs.start(due.remove());
        }
    }

    private void await(long untilNanos) throws InterruptedException {
        long nanos =
                untilNanos == Deadline.NEVER
                        ? TimeUnit.HOURS.toNanos(1)
                        : untilNanos - world.nowNanos();
        JvmProgram program = last == null ? null : programs.of(last);
        if (program == null) {
            LockSupport.parkNanos(nanos);
        } else {
            program.await(nanos, TimeUnit.NANOSECONDS);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private int status() {
        JvmProgram program = last == null ? null : programs.of(last);
        if (program != null && program.isEnded()) {
            return program.status();
        }
        return programs.hasFailed() ? ExitCodes.NO : ExitCodes.OK;
    }

    @Override
    public void close() {
        world.close();
    }
}
