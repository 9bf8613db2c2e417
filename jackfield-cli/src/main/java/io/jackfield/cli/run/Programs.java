package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.jdk.JvmProgram;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The programs of a run that have been started. */
final class Programs {
    /** How long shutdown hooks have got after SIGTERM, until SIGKILL. */
    private static final long GRACE_SECONDS = 5;

    private final World world;
    private final List<Started> started = new CopyOnWriteArrayList<>();

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
        inItsOwnThread(host, JvmProgram::kill);
    }

    /** SIGTERM for all programs of a host. */
    void terminate(Host host) {
        inItsOwnThread(host, JvmProgram::terminate);
    }

    private interface Signal {
        void to(JvmProgram program);
    }

    /** Shutdown hooks take their time, which is none of the network's. */
    private void inItsOwnThread(Host host, Signal signal) {
        for (Started each : started) {
            if (each.planned.host() == host) {
                signal(each, signal);
            }
        }
    }

    private static void signal(Started to, Signal signal) {
        Thread thread = new Thread(() -> signal.to(to.program), "signal to " + to.program);
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether some program has ended by itself with a status other than 0. */
    boolean hasFailed() {
        return started.stream()
                .anyMatch(each -> each.program.isEnded() && each.program.status() != 0);
    }

    /** Ends what still runs; says how each ended, and which threads went on. */
    void end(PrintWriter err) throws InterruptedException {
        List<Started> running = started.stream().filter(each -> !each.program.isEnded()).toList();
        running.forEach(each -> signal(each, JvmProgram::terminate));
        for (Started each : running) {
            if (!each.program.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                each.program.kill();
            }
        }
        for (Started each : started) {
            err.printf(
                    "%s: exit status %d%s%n",
                    each.planned.host().name(),
                    each.program.status(),
                    running.contains(each) ? ", at the end of the run" : "");
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
