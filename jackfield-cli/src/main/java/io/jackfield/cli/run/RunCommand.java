package io.jackfield.cli.run;

import io.jackfield.cli.ExitCodes;
import io.jackfield.cli.LackingException;
import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code jackfield run}. */
@Command(
        name = "run",
        headerHeading = "Example: jackfield run scenario.yaml%n%n",
        mixinStandardHelpOptions = true,
        description = {
            "Runs Java programs on the hosts of a scenario file, in real time: each has classes,",
            "threads, descriptors and an end of its own, and what it prints is prefixed with the",
            "time and its host. It is over when the last program of the file, or that of the host",
            "which until: names, has ended, and its exit status is the command's."
        })
public final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "the scenario, in YAML")
    private Path file = Path.of("");

    @Option(names = "--seed", description = "of all chance, instead of the file's")
    private @Nullable Long seed;

    @Option(
            names = "--stop",
            paramLabel = "TIME",
            description = "when the time is up, instead of the file's: 30s, 5m")
    private @Nullable String stop;

    @Override
    public Integer call() throws Exception {
        requireAgent();
        try (Scenario scenario = ScenarioReader.read(file, seed, stopNanos())) {
            return scenario.run(spec.commandLine().getErr());
        } catch (ScenarioException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return refuse("there is no file " + e.getMessage());
        } catch (IOException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        return ExitCodes.USAGE;
    }

    private @Nullable Long stopNanos() {
        try {
            return stop == null ? null : Durations.parse(stop);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--stop: " + e.getMessage(), e);
        }
    }

    /** Without it a program's System.exit would be ours. */
    private static void requireAgent() {
        try {
            Class.forName("io.jackfield.hooks.ExitHooks", false, null);
        } catch (ClassNotFoundException e) {
            throw new LackingException(
                    "programs need the agent, and this JVM was started without it.",
                    "Start it with -javaagent:jackfield-agent.jar, as ./jackfield run does.");
        }
    }
}
