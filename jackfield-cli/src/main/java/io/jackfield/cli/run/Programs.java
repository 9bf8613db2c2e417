package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The programs of a run that have been started. */
final class Programs {
    /** How long shutdown hooks have got after SIGTERM, until SIGKILL. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private final World world;
    private final List<Started> started = new CopyOnWriteArrayList<>();

    /** Those that have not ended by themselves. */
    private final List<JvmProgram> endedByRun = new CopyOnWriteArrayList<>();

    private record Started(PlannedProgram planned, JvmProgram program) {}

    Programs(World world) {
        this.world = world;
    }

    JvmProgram start(PlannedProgram planned) {
        try {
            JvmProgram program =
                    Jvm.on(world, planned.host())
                            .start(planned.launch(), planned.arguments().toArray(String[]::new));
            started.add(new Started(planned, program));
            return program;
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw planned.said()
                    .wrong("the class path has no class " + planned.launch() + " (" + e + ")");
        } catch (IllegalArgumentException e) {
            throw planned.said().wrong(String.valueOf(e.getMessage()));
        }
    }

    /** SIGKILL for all programs of a host. */
    void kill(Host host) {
        of(host).forEach(JvmProgram::kill);
    }

    /** SIGTERM for all programs of a host. */
    void terminate(Host host) {
        of(host).forEach(JvmProgram::beginTermination);
    }

    private List<JvmProgram> of(Host host) {
        return started.stream()
                .filter(each -> each.planned.host() == host)
                .map(Started::program)
                .toList();
    }

    private List<JvmProgram> running() {
        return started.stream()
                .map(Started::program)
                .filter(program -> !program.isEnded())
                .toList();
    }

    /** Whether some program has ended by itself with a status other than 0. */
    boolean hasFailed() {
        return started.stream()
                .filter(each -> each.program.isEnded() && !isEndedByRun(each.program))
                .anyMatch(each -> each.program.status() != 0);
    }

    boolean isEndedByRun(JvmProgram program) {
        return endedByRun.contains(program);
    }

    /** SIGTERM for what still runs; whether something does. */
    boolean beginEnd() {
        List<JvmProgram> running = running();
        endedByRun.addAll(running);
        running.forEach(JvmProgram::beginTermination);
        return !running.isEmpty();
    }

    /** SIGKILL for what still runs. */
    void killAll() {
        List<JvmProgram> running = running();
        running.stream().filter(each -> !isEndedByRun(each)).forEach(endedByRun::add);
        running.forEach(JvmProgram::kill);
    }

    /** Waits, in real time, for what was asked to end. */
    void awaitEnd() throws InterruptedException {
        for (JvmProgram each : endedByRun) {
            each.await(GRACE.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Says how each ended, and which threads went on. */
    void report(PrintWriter err) throws InterruptedException {
        for (Started each : started) {
            err.printf(
                    "%s: exit status %d%s%n",
                    each.planned.host().name(),
                    each.program.status(),
                    isEndedByRun(each.program) ? ", at the end of the run" : "");
            for (Thread left : each.program.threadsLeft()) {
                if (!left.isDaemon()) {
                    err.printf(
                            "%s: thread \"%s\" went on after the program had ended%n",
                            each.planned.host().name(), left.getName());
                }
            }
        }
        err.flush();
    }

    /** The program of a plan, if it has been started. */
    @Nullable JvmProgram of(PlannedProgram planned) {
        for (Started each : started) {
            if (each.planned.equals(planned)) {
                return each.program;
            }
        }
        return null;
    }
}
