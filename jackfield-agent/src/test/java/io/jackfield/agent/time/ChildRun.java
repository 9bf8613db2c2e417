package io.jackfield.agent.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program in a JVM of its own, with the agent.
 *
 * @param isOver whether it ended by itself
 * @param output what it printed
 */
record ChildRun(boolean isOver, String output) {
    private static final int PATIENCE_SECONDS = 15;

    static ChildRun of(Class<?> main, String without, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(
                "-javaagent:"
                        + System.getProperty("jackfield.agent.jar")
                        + "=network,identity,exit,time");
        command.addAll(
                List.of(
                        "-Xshare:off",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:hashCode=2",
                        "-Djackfield.without=" + without,
                        "-Djackfield.patience.seconds=5",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(arguments);
        Path output = Files.createTempFile("jackfield", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean isOver = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().waitFor();
            return new ChildRun(isOver, Files.readString(output));
        } finally {
            Files.delete(output);
        }
    }
}
