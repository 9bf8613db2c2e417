package io.jackfield.cli.explore;

import io.jackfield.cli.AgentJar;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is explored, and with what.
 *
 * @param test {@code Class} or {@code Class#method}
 * @param memory the heap of a JVM, as {@code -Xmx} has it
 * @param options of the JVMs, after ours
 */
record Setup(
        String test,
        String classPath,
        SeedRange seeds,
        Path folder,
        int jvms,
        long deadlineSeconds,
        String memory,
        List<String> options) {
    /** One of as many JVMs as there are processors: a collector that takes none of the others. */
    List<String> command() {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-ea", "-Xmx" + memory, "-XX:+UseSerialGC"));
        line.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:+DisplayVMOutputToStderr"));
        line.addAll(List.of("-XX:+UnlockExperimentalVMOptions", "-XX:hashCode=2"));
        String agent = AgentJar.find(classPath, System.getProperty("java.class.path"));
        line.add("-javaagent:" + agent + "=network,identity,exit,time");
        line.addAll(options);
        line.addAll(List.of("-cp", classPath, "io.jackfield.junit.ExploreMain"));
        line.addAll(List.of(test, Long.toString(deadlineSeconds)));
        return line;
    }
}
