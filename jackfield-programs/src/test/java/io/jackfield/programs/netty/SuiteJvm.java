package io.jackfield.programs.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that runs tests of the suite. */
enum SuiteJvm {
    /** Without us. */
    KERNEL("Suite", List.of()),
    /** With the agent, on a host. */
    JACKFIELD("SuiteOnHost", List.of("-Xshare:off", "-javaagent:" + agent()));

    private static final Path REPORTS = Path.of("target", "netty-testsuite");
    private static final int LIMIT_MINUTES = 15;

    private final String main;
    private final List<String> options;

    SuiteJvm(String main, List<String> options) {
        this.main = main;
        this.options = options;
    }

    /** The agent's jar, which brings all of us. */
    private static String agent() {
        return Path.of(Jvm.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static String classPathWithoutUs() {
        List<String> entries =
                new ArrayList<>(
                        List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        assertThat(entries.remove(agent())).as("the agent's jar in " + entries).isTrue();
        return String.join(File.pathSeparator, entries);
    }

    /** How the tests of the classes or packages ended, in the order in which they did. */
    List<Outcome> run(String name, List<String> selected) throws Exception {
        Files.createDirectories(REPORTS);
        Path report = REPORTS.resolve(name + "-" + this + ".txt");
        Path log = REPORTS.resolve(name + "-" + this + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPathWithoutUs()));
        command.add(SuiteJvm.class.getPackageName() + "." + main);
        command.add(report.toString());
        command.addAll(selected);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("%s ends", log)
                    .isTrue();
            assertThat(process.exitValue()).as("%s", log.toAbsolutePath()).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(report).stream().map(Outcome::parse).toList();
    }
}
