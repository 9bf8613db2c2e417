package io.jackfield.cli.run;

import io.jackfield.host.Host;
import io.jackfield.net.World;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line says over a file, or instead of one; null where it says nothing.
 *
 * @param ownSeed of all chance
 * @param ownStopNanos when the time is up
 * @param time one of {@link #TIMES}
 * @param host where the command's program runs
 * @param command a program, after {@code --}
 */
record RunOptions(
        @Nullable Long ownSeed,
        @Nullable Long ownStopNanos,
        @Nullable String time,
        @Nullable String host,
        @Nullable JavaCommand command) {
    /** What time may be. */
    static final List<String> TIMES = List.of("real", "virtual");

    /** Where a program runs of which nothing else is said. */
    static final String USUAL_HOST = "app";

    /** The command line says nothing. */
    static final RunOptions NONE = new RunOptions(null, null, null, null, null);

    long seed(long usual) {
        return ownSeed == null ? usual : ownSeed;
    }

    long stopNanos(long usual) {
        return ownStopNanos == null ? usual : ownStopNanos;
    }

    boolean isVirtual(boolean usual) {
        return time == null ? usual : time.equals("virtual");
    }

    String hostName() {
        return host == null ? USUAL_HOST : host;
    }

    /**
     * The programs of a scenario, and as the last of them the command's. What the others print is
     * prefixed and goes to standard error then, as it is not what the command was run for.
     */
    List<PlannedProgram> withOwn(World world, List<PlannedProgram> others) {
        if (command == null) {
            return others;
        }
        List<PlannedProgram> all = new ArrayList<>();
        for (PlannedProgram each : others) {
            all.add(
                    new PlannedProgram(
                            each.host(),
                            each.launch().outputToError(),
                            each.arguments(),
                            each.startNanos(),
                            each.said()));
        }
        Host on = Scenario.host(world, Place.commandLine("--host"), hostName());
        ProgramReader reader = new ProgramReader(Path.of(""), null);
        all.add(reader.plain(on, Place.commandLine("--"), command.program()));
        return all;
    }
}
