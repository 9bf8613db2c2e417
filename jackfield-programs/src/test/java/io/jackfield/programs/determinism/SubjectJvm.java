package io.jackfield.programs.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.jdk.Jvm;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A fresh JVM, with the agent, that runs a program often with each of some seeds. */
final class SubjectJvm {
    /** Identity hashes are the JVM's own draws, unless they are all the same. */
    static final List<String> FLAGS =
            List.of("-Xshare:off", "-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2");

    /** Worlds of programs with threads that do not end are not all garbage when they are closed. */
    private static final String HEAP = "-Xmx5g";

    static final String SWITCHES = "network,identity,exit,time";

    private static final Path REPORTS = Path.of("target", "determinism");
    private static final int LIMIT_MINUTES = 60;

    private SubjectJvm() {}

    static List<Run> run(Subject subject, String name, int runs, List<Long> seeds)
            throws Exception {
        Files.createDirectories(REPORTS);
        Path report = REPORTS.resolve(subject + "-" + name + ".txt");
        Path output = REPORTS.resolve(subject + "-" + name + ".log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        command.addAll(FLAGS);
        command.add("-javaagent:" + agent() + "=" + SWITCHES);
        command.addAll(List.of("-cp", classPathWithoutAgent(), RunsMain.class.getName()));
        command.addAll(List.of(report.toString(), subject.name(), Integer.toString(runs)));
        seeds.forEach(seed -> command.add(seed.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("%s ends", output)
                    .isTrue();
            assertThat(process.exitValue()).as("%s", output.toAbsolutePath()).isZero();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(report).stream().map(Run::parse).toList();
    }

    /** The agent's jar, which brings all of us. */
    private static String agent() {
        return Path.of(Jvm.class.getProtectionDomain().getCodeSource().getLocation().getPath())
                .toString();
    }

    private static String classPathWithoutAgent() {
        List<String> entries =
                new ArrayList<>(
                        List.of(System.getProperty("java.class.path").split(File.pathSeparator)));
        assertThat(entries.remove(agent())).as("the agent's jar in " + entries).isTrue();
        return String.join(File.pathSeparator, entries);
    }
}
