package io.jackfield.cli.explore;

import io.jackfield.time.Durations;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** {@code jackfield explore}. */
@Command(
        name = "explore",
        headerHeading =
                "Example: jackfield explore -cp target/test-classes:target/classes:LIBRARIES"
                        + " FailoverTest#survives --seeds 1..100000%n%n",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a @SimTest with many seeds, in JVMs of its own. A seed that hangs or kills its",
            "JVM is found like one that fails. Of failures with the same signature one is kept:",
            "shrunk, with its capture, in the folder of --out.",
            "",
            "Exit code 0 if no seed failed, 1 if one did."
        })
public final class ExploreCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TEST", description = "Class or Class#method of a @SimTest")
    private String test = "";

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            description = "where the test is, with all that it needs; usually what CLASSPATH says")
    private @Nullable String classPath;

    @Option(
            names = "--seeds",
            paramLabel = "FROM..TO",
            defaultValue = "1..1000",
            description = "both included, or one number (default: ${DEFAULT-VALUE})")
    private String seeds = "";

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            defaultValue = "1/1",
            description = "only this part of the seeds: 1/4 is the first quarter")
    private String shard = "";

    @Option(names = "--jvms", paramLabel = "N", description = "usually one for each processor")
    private int jvms = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "real time for a seed, then it hangs (default: ${DEFAULT-VALUE})")
    private String deadline = "";

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "1g",
            description = "heap of each JVM (default: ${DEFAULT-VALUE})")
    private String memory = "";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "explore",
            description = "for explore.jsonl and captures (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("");

    @Option(names = "--resume", description = "go on where explore.jsonl ends")
    private boolean isResumed;

    @Option(
            names = "-J",
            paramLabel = "OPTION",
            description = "an option for the JVMs: -J-Dname=value")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        try {
            return explore(setup());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Setup setup() {
        String named = classPath == null ? System.getenv("CLASSPATH") : classPath;
        if (named == null || named.isBlank()) {
            throw new IllegalArgumentException("Say where the test is: --class-path PATH.");
        }
        if (jvms < 1) {
            throw new IllegalArgumentException("--jvms " + jvms + ": it takes at least one");
        }
        if (!memory.matches("[1-9][0-9]{0,8}[kKmMgG]")) {
            throw new IllegalArgumentException(
                    "\"" + memory + "\" is no size of a heap: write 512m or 2g");
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(Durations.parse(deadline));
        if (seconds < 1) {
            throw new IllegalArgumentException("--deadline " + deadline + ": it takes at least 1s");
        }
        return new Setup(
                test,
                named,
                SeedRange.parse(seeds).shard(shard),
                out.toAbsolutePath(),
                jvms,
                seconds,
                memory,
                options);
    }

    private int explore(Setup setup) throws IOException, InterruptedException {
        Path file = setup.folder().resolve(Journal.NAME);
        if (Files.exists(file) && !isResumed) {
            throw new IllegalArgumentException(
                    file
                            + " is there already: --resume goes on with it, --out names another"
                            + " folder");
        }
        Journal.Before before = Journal.read(file);
        Files.createDirectories(setup.folder());
        try (Journal journal = Journal.open(file)) {
            Exploration exploration =
                    new Exploration(setup, journal, before, System.err, isTerminal());
            Thread hook = new Thread(() -> interrupted(exploration), "interrupted");
            Runtime.getRuntime().addShutdownHook(hook);
            int code = exploration.run();
            Runtime.getRuntime().removeShutdownHook(hook);
            new Report(exploration, spec.commandLine().getOut()).print();
            return code;
        }
    }

    private static void interrupted(Exploration exploration) {
        exploration.stop();
        exploration.meter().end();
        System.err.printf(
                "interrupted after %,d seeds; --resume goes on%n", exploration.meter().ran());
    }

    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody types
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
