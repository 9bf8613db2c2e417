package io.jackfield.cli.run;

import io.jackfield.cli.Main;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code jackfield} command in a JVM without the agent, as the launcher starts it. */
public record CommandRun(int status, String out, String err) {
    /** Where the agent is, for who starts JVMs. */
    public static String agent() {
        return "-Djackfield.agent.jar=" + System.getProperty("jackfield.agent.jar");
    }

    /** {@code jackfield run}. */
    static CommandRun of(List<String> arguments) throws IOException, InterruptedException {
        return of(List.of(agent()), System.getProperty("java.class.path"), arguments);
    }

    static CommandRun of(List<String> options, String classPath, List<String> arguments)
            throws IOException, InterruptedException {
        return of(Path.of(""), "run", options, classPath, arguments);
    }

    /** {@code jackfield NAME}. */
    public static CommandRun named(String name, List<String> arguments)
            throws IOException, InterruptedException {
        return inFolder(Path.of(""), name, arguments);
    }

    /** {@code jackfield NAME}, called in a folder. */
    public static CommandRun inFolder(Path folder, String name, List<String> arguments)
            throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        return of(folder, name, List.of(agent()), classPath, arguments);
    }

    private static CommandRun of(
            Path folder,
            String name,
            List<String> options,
            String classPath,
            List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-ea");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, Main.class.getName(), name));
        command.addAll(arguments);
        Path out = Files.createTempFile("run", ".out");
        Path err = Files.createTempFile("run", ".err");
        try {
            int status =
                    new ProcessBuilder(command)
                            .directory(folder.toAbsolutePath().toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start()
                            .waitFor();
            return new CommandRun(status, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The class path of this JVM without the files of a name. */
    static String classPathWithout(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !String.valueOf(Path.of(entry).getFileName()).startsWith(name))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The file of a name on the class path of this JVM. */
    public static Path onClassPath(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> String.valueOf(entry.getFileName()).startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** Where the scenarios are, and above them the programs. */
    static Path scenarios() throws Exception {
        return Path.of(CommandRun.class.getResource("/scenarios/web.yaml").toURI()).getParent();
    }

    static Path programs() throws Exception {
        Path above = scenarios().getParent();
        if (above == null) {
            throw new IllegalStateException("scenarios have no directory");
        }
        return above;
    }
}
