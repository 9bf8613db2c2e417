package io.jackfield.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own, which has the agent, or other jars than this one: it measures rows on hosts of
 * ours when it is asked to, and waits in between.
 */
final class Worker implements AutoCloseable {
    private final Process process;
    private final PrintStream questions;
    private final BufferedReader answers;

    private Worker(Process process) {
        this.process = process;
        questions = new PrintStream(process.getOutputStream(), true, UTF_8);
        answers = process.inputReader(UTF_8);
    }

    /** Starts one with the options that this JVM has. */
    static Worker start(String classPath, @Nullable Path agent) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        if (agent != null) {
            command.add("-Xshare:off"); // or the JVM says on its output what it does not share
            command.add("-javaagent:" + agent);
        }
        command.addAll(List.of("-cp", classPath, Worker.class.getName()));
        return new Worker(
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** What this JVM runs on. */
    static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** The agent's jar on a class path; null if it is not there. */
    static @Nullable Path agentOf(String classPath) {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            Path name = path.getFileName();
            if (name != null && name.toString().matches("jackfield-agent-.*\\.jar")) {
                return path;
            }
        }
        return null;
    }

    /** Measures a row once. */
    double run(int row, long millis) throws IOException {
        questions.println(row + " " + millis);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the JVM that measures has ended");
        }
        return Double.parseDouble(answer);
    }

    @Override
    public void close() {
        questions.close();
        process.onExit().join();
    }

    /** Answers each line {@code ROW MILLIS} with a rate. */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        int open = -1;
        Place place = Place.kernel();
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] words = line.split(" ", -1);
            int row = Integer.parseInt(words[0]);
            if (row != open) {
                place.close();
                place = Row.ALL.get(row).ours().get();
                open = row;
            }
            answers.println(Row.ALL.get(row).run(place, Long.parseLong(words[1])));
        }
        place.close();
    }
}
