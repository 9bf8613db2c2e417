package io.jackfield.cli.check;

import io.jackfield.cli.ExitCodes;
import io.jackfield.cli.run.GivenPrograms;
import io.jackfield.cli.run.JavaCommand;
import io.jackfield.cli.run.PlannedProgram;
import io.jackfield.cli.run.ProgramJvm;
import io.jackfield.cli.run.ScenarioException;
import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code jackfield check}. */
@Command(
        name = "check",
        headerHeading =
                "Example: jackfield check -- java -jar app.jar --port 8080%n"
                        + "         jackfield check --peer \"db=-cp h2.jar org.h2.tools.Server -tcp"
                        + " -tcpAllowOthers\" -- java -jar app.jar%n%n",
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "jackfield check [OPTIONS] [FILE] -- java [JVM OPTIONS] -jar JAR [ARGUMENTS]",
            "       jackfield check [OPTIONS] [FILE] -- java [JVM OPTIONS] -cp PATH CLASS"
                    + " [ARGUMENTS]",
            "       jackfield check [OPTIONS] FILE"
        },
        description = {
            "Runs a Java program once in fair weather and once in each misfortune of a battery, in",
            "virtual time, and says what it should not have done: calls that block without a",
            "timeout, with their line; hanging when all is well again; sockets left in CLOSE-WAIT;",
            "storms of connects; threads that grow. Each finding comes with a JUnit test.",
            "",
            "Hosts that the program asks for and nobody gives are played by stand-ins. A program",
            "that listens is visited every ten seconds. No test is written, nothing is configured.",
            "",
            "The status is 0 if nothing was found, 1 if something was or nothing can be said."
        })
public final class CheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "a scenario in YAML, for its programs; the network is check's own")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--peer",
            paramLabel = "HOST=PROGRAM",
            description = "without FILE: a program that is talked to, as after java")
    private Map<String, String> peers = new LinkedHashMap<>();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "where the program after -- runs; usually app")
    private @Nullable String host;

    @Option(
            names = "--visit",
            paramLabel = "PATH",
            defaultValue = "/",
            description = "what visitors ask for over HTTP; usually ${DEFAULT-VALUE}")
    private String path = "/";

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "how long a call may take; usually ${DEFAULT-VALUE}")
    private String limit = "60s";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "jackfield-check",
            description = "for tests and what the program prints; usually ${DEFAULT-VALUE}")
    private Path folder = Path.of("jackfield-check");

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "of all chance; usually ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(
            names = "--only",
            paramLabel = "MISFORTUNE",
            split = ",",
            description = "black-hole, loss, …: these alone; several with commas")
    private List<String> only = new ArrayList<>();

    @Option(names = "--json", description = "JSON lines instead of a card")
    private boolean isJson;

    @Override
    public Integer call() throws Exception {
        try {
            return check();
        } catch (ScenarioException e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (CheckException e) {
            refuse(String.valueOf(e.getMessage()));
            return ExitCodes.NO;
        } catch (NoSuchFileException e) {
            return refuse("there is no file " + e.getMessage());
        }
    }

    private int check() throws IOException, InterruptedException {
        List<String> all = spec.commandLine().getParseResult().originalArgs();
        int end = all.indexOf("--");
        List<String> after = end < 0 ? List.of() : all.subList(end + 1, all.size());
        List<String> before = words.subList(0, words.size() - after.size());
        if (before.size() > 1 || (before.isEmpty() && end < 0)) {
            throw wrong("say -- java … after the options, or one FILE");
        }
        if (!before.isEmpty() && !peers.isEmpty()) {
            throw wrong("--peer goes without a FILE, which says that itself");
        }
        long limitNanos = limitNanos();
        List<Adversity> battery = battery();
        JavaCommand command = end < 0 ? null : JavaCommand.parse(after);
        List<PlannedProgram> programs =
                GivenPrograms.read(
                        before.isEmpty() ? null : Path.of(before.getFirst()),
                        peers,
                        host,
                        command,
                        key -> note(key + ": of the file is not used: the network is check's own"));
        Subject subject =
                new Subject(
                        programs.getLast(),
                        programs.subList(0, programs.size() - 1),
                        properties(command),
                        path,
                        seed,
                        limitNanos);
        if (!ProgramJvm.isThis(true)) {
            return ProgramJvm.run(all, true, command);
        }
        PrintWriter out = spec.commandLine().getOut();
        Card card =
                isJson
                        ? new JsonCard(out)
                        : new TextCard(out, spec.commandLine().getColorScheme().ansi());
        return new Check(subject, battery, folder, card).run() ? ExitCodes.OK : ExitCodes.NO;
    }

    /** What the command line of the program sets for its JVM, which a test has to set as well. */
    private static Map<String, String> properties(@Nullable JavaCommand command) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String option : command == null ? List.<String>of() : command.options()) {
            if (option.startsWith("-D")) {
                String[] parts = option.substring(2).split("=", 2);
                properties.put(parts[0], parts.length == 2 ? parts[1] : "");
            }
        }
        return properties;
    }

    private List<Adversity> battery() {
        List<String> known = Arrays.stream(Adversity.values()).map(Adversity::key).toList();
        if (!known.containsAll(only)) {
            throw wrong("--only is of " + String.join(", ", known));
        }
        return Arrays.stream(Adversity.values())
                .filter(each -> only.isEmpty() || only.contains(each.key()))
                .toList();
    }

    private long limitNanos() {
        try {
            return Durations.parse(limit);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--limit: " + e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void note(String message) {
        if (!ProgramJvm.isThis(true)) {
            spec.commandLine().getErr().println(message);
        }
    }

    private int refuse(String message) {
        spec.commandLine().getErr().println(message);
        return ExitCodes.USAGE;
    }
}
