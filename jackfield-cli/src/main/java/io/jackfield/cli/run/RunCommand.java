package io.jackfield.cli.run;

import io.jackfield.cli.ExitCodes;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code jackfield run}. */
@Command(
        name = "run",
        headerHeading =
                "Example: jackfield run scenario.yaml%n"
                        + "         jackfield run --peer \"db=-jar db.jar 5432\" --preset 3g"
                        + " -- java -jar app.jar db:5432%n%n",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "jackfield run [OPTIONS] FILE",
            "       jackfield run [OPTIONS] [FILE] -- java [JVM OPTIONS] -jar JAR [ARGUMENTS]",
            "       jackfield run [OPTIONS] [FILE] -- java [JVM OPTIONS] -cp PATH CLASS [ARGUMENTS]"
        },
        description = {
            "Runs Java programs on the hosts of a scenario file: each has classes, threads,",
            "descriptors and an end of its own, and what it prints is prefixed with the time and",
            "its host. It is over when the last program of the file, or that of the host which",
            "until: names, has ended, and its exit status is the command's.",
            "",
            "With -- java it is the program after it that ends the run. It prints as it would",
            "alone; what the others print goes to standard error."
        })
public final class RunCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "the scenario, in YAML")
    private List<String> words = new ArrayList<>();

    @Option(names = "--seed", description = "of all chance, instead of the file's")
    private @Nullable Long seed;

    @Option(
            names = "--stop",
            paramLabel = "TIME",
            description = "when the time is up, instead of the file's: 30s, 5m")
    private @Nullable String stop;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description =
                    "real, or virtual: the same seed gives the same output and captures, and"
                            + " waiting takes no time; instead of the file's")
    private @Nullable String time;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "where the program after -- runs; usually " + RunOptions.USUAL_HOST)
    private @Nullable String host;

    @Option(
            names = "--peer",
            paramLabel = "HOST=PROGRAM",
            description = "without FILE: a program on a host of its own, as after java")
    private Map<String, String> peers = new LinkedHashMap<>();

    @Option(names = "--preset", description = "without FILE: the link of the program after --")
    private @Nullable String preset;

    @Option(names = "--netem", description = "without FILE: that link in the words of netem")
    private @Nullable String netem;

    @Option(names = "--capture", description = "without FILE: where all packets are written")
    private @Nullable Path capture;

    @Override
    public Integer call() throws Exception {
        try {
            return start();
        } catch (ScenarioException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            return refuse("there is no file " + e.getMessage());
        } catch (IOException e) {
            return refuse(String.valueOf(e.getMessage()));
        }
    }

    private int start() throws IOException, InterruptedException {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int end = all.indexOf("--");
        List<String> after = end < 0 ? List.of() : all.subList(end + 1, all.size());
        List<String> before = words.subList(0, words.size() - after.size());
        if (before.size() > 1 || (before.isEmpty() && end < 0)) {
            throw wrong("say one FILE, or -- java … after the options");
        }
        JavaCommand command = end < 0 ? null : JavaCommand.parse(after);
        RunOptions options = new RunOptions(seed, stopNanos(), time(), host, command);
        Path file = before.isEmpty() ? null : Path.of(before.getFirst());
        requireNoLinkOf(file, command);
        boolean isVirtual =
                file == null ? options.isVirtual(false) : ScenarioReader.isVirtual(file, options);
        if (!ProgramJvm.isThis(isVirtual)) {
            return ProgramJvm.run(all, isVirtual, command);
        }
        try (Scenario scenario = scenario(file, options)) {
            return scenario.run(spec.commandLine().getErr());
        }
    }

    private Scenario scenario(@Nullable Path file, RunOptions options) throws IOException {
        return file == null
                ? new PeerScenario(peers, preset, netem, capture).make(options)
                : ScenarioReader.read(file, options);
    }

    private void requireNoLinkOf(@Nullable Path file, @Nullable JavaCommand command) {
        if (file != null && (!peers.isEmpty() || preset != null || netem != null)) {
            throw wrong("--peer, --preset and --netem go without a FILE, which says that itself");
        }
        if (file != null && capture != null) {
            throw wrong("--capture goes without a FILE: say capture: {FILE: all} in it");
        }
        if (command == null && host != null) {
            throw wrong("--host goes with -- java …");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        return ExitCodes.USAGE;
    }

    private @Nullable String time() {
        if (time != null && !RunOptions.TIMES.contains(time)) {
            throw wrong("--time is " + String.join(" or ", RunOptions.TIMES));
        }
        return time;
    }

    private @Nullable Long stopNanos() {
        try {
            return stop == null ? null : Durations.parse(stop);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--stop: " + e.getMessage(), e);
        }
    }
}
