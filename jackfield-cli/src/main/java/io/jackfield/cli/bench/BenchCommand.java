package io.jackfield.cli.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code jackfield bench}. */
@Command(
        name = "bench",
        headerHeading = "Example: jackfield bench%n%n",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the socket system against the kernel's loopback in the same run,",
            "and what an idle connection and virtual time cost. Takes about two minutes."
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

    /** Runs in a JVM of its own, so that nothing of the command is measured along. */
    @Override
    public Integer call() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx6g",
                        "-XX:+UseCompactObjectHeaders",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        Integer.toString(rounds),
                        Integer.toString(millis))
                .inheritIO()
                .start()
                .waitFor();
    }
}
