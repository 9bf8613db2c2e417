package io.jackfield.cli.demo;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code jackfield demo}. */
@Command(
        name = "demo",
        headerHeading = "Example: jackfield demo%n%n",
        mixinStandardHelpOptions = true,
        description = {
            "Serves a file from Jetty to the JDK's HttpClient over a simulated cable",
            "that is pulled and that loses packets, and shows what TCP made of it."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int YES = 0;
    private static final int NO = 1;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "what to serve (default: the JDK's own modules file)")
    private @Nullable Path file;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where copy, capture and picture go (default: a temporary folder)")
    private @Nullable Path folder;

    @Option(names = "--seed", description = "of all chance (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Override
    public Integer call() throws Exception {
        Path source = file == null ? modules() : file;
        Demo demo = new Demo(source.toAbsolutePath(), folder(), System.err, isTerminal());
        Findings found = demo.run(seed);
        new Report(found, System.out).print(found.packets().resolveSibling("demo.svg"));
        return found.isWhole() ? YES : NO;
    }

    private static Path modules() {
        return Path.of(System.getProperty("java.home"), "lib", "modules");
    }

    private Path folder() throws IOException {
        return folder == null
                ? Files.createTempDirectory("jackfield-demo")
                : Files.createDirectories(folder);
    }

    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where nobody types
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
