package io.jackfield.cli.bench;

import io.jackfield.cli.LackingException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code jackfield bench}. */
@Command(
        name = "bench",
        headerHeading = "Example: jackfield bench%n%n",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the socket system, through the public API and with the agent, against the",
            "kernel's loopback in the same run, and what an idle connection and virtual time cost.",
            "Takes about two minutes."
        })
public final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "io.jackfield.benchmarks.Comparison";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Rounds at each place; the median counts (default: ${DEFAULT-VALUE}).")
    private int rounds = 5;

    @Option(
            names = "--millis",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long a round takes (default: ${DEFAULT-VALUE}).")
    private int millis = 1000;

    @Option(
            names = "--against",
            paramLabel = "FOLDER",
            description = {
                "Measures this checkout and another one in turn instead, such as a worktree of the",
                "commit before in which ./jackfield has built; exit code 1 if a median is more",
                "than 10 %% below the other's."
            })
    private @Nullable Path against;

    /** Runs in a JVM of its own, so that nothing of the command is measured along. */
    @Override
    public Integer call() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx6g", "-XX:+UseCompactObjectHeaders"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(List.of(Integer.toString(rounds), Integer.toString(millis)));
        if (against != null) {
            if (!Files.isDirectory(against.resolve("jackfield-cli/target/lib"))) {
                throw new LackingException(
                        against + " is no checkout with a build", "run ./jackfield there once");
            }
            command.add(against.toString());
        }
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
