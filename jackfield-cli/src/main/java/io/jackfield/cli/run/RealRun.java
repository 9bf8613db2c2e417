package io.jackfield.cli.run;

import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.World;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A scenario's run in the machine's time: this thread starts programs and waits for the last. */
final class RealRun {
    private final Scenario scenario;
    private final World world;
    private final Programs programs;

    RealRun(Scenario scenario) {
        this.scenario = scenario;
        this.world = scenario.world();
        this.programs = scenario.programs();
    }

    int run(PrintWriter err) throws InterruptedException {
        Deque<PlannedProgram> due = new ArrayDeque<>(scenario.inOrder());
        try {
            while (!isOver()) {
                startDue(due);
                long stop = scenario.stopNanos();
                await(due.isEmpty() ? stop : Math.min(stop, due.element().startNanos()));
            }
            return scenario.status();
        } finally {
            programs.beginEnd();
            programs.awaitEnd();
            programs.killAll();
            programs.report(err);
        }
    }

    private @Nullable JvmProgram last() {
        PlannedProgram last = scenario.last();
        return last == null ? null : programs.of(last);
    }

    private boolean isOver() {
        JvmProgram program = last();
        return (program != null && program.isEnded()) || world.nowNanos() >= scenario.stopNanos();
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
        JvmProgram program = last();
        if (program == null) {
            LockSupport.parkNanos(nanos);
        } else {
            program.await(nanos, TimeUnit.NANOSECONDS);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
