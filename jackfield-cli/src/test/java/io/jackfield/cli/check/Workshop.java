package io.jackfield.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.jackfield.cli.run.CommandRun;

import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles programs and the tests that were written for them, and runs those. */
final class Workshop {
    private static final String AGENT_SWITCHES = "=network,identity,exit,time";

    private Workshop() {}

    /** The sources of a folder of resources, compiled into a folder of its own. */
    static Path compileResources(Path into, String... folders)
            throws IOException, URISyntaxException {
        List<Path> sources = new ArrayList<>();
        for (String each : folders) {
            sources.addAll(sources(resource(each)));
        }
        compile(sources, "", into);
        return into;
    }

    static Path resource(String folder) throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(Workshop.class.getResource("/check/" + folder)).toURI());
    }

    static List<Path> sources(Path below) throws IOException {
        try (Stream<Path> found = Files.walk(below)) {
            return found.filter(each -> each.toString().endsWith(".java")).sorted().toList();
        }
    }

    static void compile(List<Path> sources, String classPath, Path into) throws IOException {
        Files.createDirectories(into);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of("-proc:none", "-cp", classPath, "-d", into.toString()),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            assertThat(isCompiled).as("%s", said).isTrue();
        }
    }

    /**
     * Compiles tests against a program and runs them in a JVM of their own, which is started in the
     * folder of their classes; what it printed.
     */
    static List<String> run(List<Path> tests, Path sourceRoot, String program, Path classes)
            throws IOException, InterruptedException {
        String ours = System.getProperty("java.class.path");
        String classPath = String.join(File.pathSeparator, program, ours);
        compile(tests, classPath, classes);
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:off",
                                "-javaagent:" + agent() + AGENT_SWITCHES,
                                "-cp",
                                classes + File.pathSeparator + classPath,
                                Workshop.class.getName()));
        for (Path test : tests) {
            String name = sourceRoot.relativize(test).toString();
            command.add(name.replace(".java", "").replace(File.separatorChar, '.'));
        }
        Process child =
                new ProcessBuilder(command)
                        .directory(classes.toFile())
                        .redirectErrorStream(true)
                        .start();
        child.getOutputStream().close();
        byte[] output = child.getInputStream().readAllBytes();
        child.waitFor();
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }

    private static String agent() {
        return CommandRun.agent().split("=", 2)[1];
    }

    /** Runs test classes and says of each how it went. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        for (String each : Arrays.asList(arguments)) {
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(Class.forName(each)))
                                    .build(),
                            listener);
            listener.getSummary()
                    .getFailures()
                    .forEach(failure -> System.out.println(failure.getException()));
            boolean isGreen = listener.getSummary().getTestsSucceededCount() == 1;
            System.out.println((isGreen ? "green " : "red ") + each);
        }
    }
}
