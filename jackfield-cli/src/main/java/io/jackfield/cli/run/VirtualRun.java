package io.jackfield.cli.run;

import io.jackfield.cli.ExitCodes;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.Ending;
import io.jackfield.net.StandstillException;
import io.jackfield.net.World;
import io.jackfield.time.Deadline;
import io.jackfield.time.Durations;

import java.io.PrintWriter;
import java.time.Duration;

/**
 * A scenario's run in virtual time. This thread drives the world: it starts programs between two
 * events, so that each belongs to its host from its first instruction, and what is to be done when
 * the last one has ended is an event as well.
 */
final class VirtualRun {
    private final Scenario scenario;
    private final World world;
    private final Programs programs;
    private final PrintWriter err;
    private boolean isEnding;

    VirtualRun(Scenario scenario, PrintWriter err) {
        this.scenario = scenario;
        this.world = scenario.world();
        this.programs = scenario.programs();
        this.err = err;
    }

    int run() throws InterruptedException {
        world.onStall(this::say);
        if (scenario.stopNanos() != Deadline.NEVER) {
            world.at(Duration.ofNanos(scenario.stopNanos()), this::end);
        }
        try {
            startAll();
            return outcome(world.run());
        } catch (StandstillException e) {
            say(String.valueOf(e.getMessage()));
            return ExitCodes.NO;
        }
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }

    private void startAll() {
        for (PlannedProgram each : scenario.inOrder()) {
            goOnUntil(Math.min(each.startNanos(), scenario.stopNanos()));
            if (isEnding) {
                return;
            }
            JvmProgram program = programs.start(each);
            if (each.equals(scenario.last())) {
                var unused = program.onExit().thenRun(() -> world.at(now(), this::end));
            }
        }
        if (scenario.last() == null) {
            goOnUntil(scenario.stopNanos());
        }
    }

    private void goOnUntil(long nanos) {
        if (nanos > world.nowNanos()) {
            world.runFor(Duration.ofNanos(nanos - world.nowNanos()));
        }
    }

    private Duration now() {
        return Duration.ofNanos(world.nowNanos());
    }

    /** The last one has ended, or the time is up: SIGTERM for the others, and SIGKILL later. */
    private void end() {
        if (!isEnding) {
            isEnding = true;
            if (programs.beginEnd()) {
                world.at(now().plus(Programs.GRACE), programs::killAll);
            }
        }
    }

    private int outcome(Ending ending) throws InterruptedException {
        if (!ending.isComplete()) {
            say("nothing can happen any more, and these wait:");
            ending.waiting().forEach(line -> say("  " + line));
            programs.killAll();
        }
        int status = ending.isComplete() ? scenario.status() : ExitCodes.NO;
        String decisions = world.decisions().toString();
        world.runFor(Programs.GRACE); // for threads that were interrupted to end
        programs.report(err);
        say(
                "virtual time, deterministic: seed %d, %s, %s"
                        .formatted(world.seed(), Durations.format(ending.nanos()), decisions));
        return status;
    }
}
