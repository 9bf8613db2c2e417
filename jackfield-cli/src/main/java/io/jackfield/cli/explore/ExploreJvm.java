package io.jackfield.cli.explore;

import io.jackfield.cli.LackingException;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A JVM that runs seeds, and what it tells. */
final class ExploreJvm implements AutoCloseable {
    private static final int TAIL = 20;
    private static final int PATIENCE_SECONDS = 60;

    /** Told by nobody: the JVM has ended. */
    static final Told END = new Told("(end)", Map.of());

    private final Process process;
    private final Writer input;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<String> tail = new ArrayDeque<>();
    private final Thread errors;
    private final List<String> tests;

    private ExploreJvm(Process process) throws InterruptedException {
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
        read(process.getInputStream(), line -> told.add(Told.parse(line)), () -> told.add(END));
        errors = read(process.getErrorStream(), this::keep, () -> {});
        tests = begin();
    }

    static ExploreJvm start(List<String> command) throws IOException, InterruptedException {
        return new ExploreJvm(new ProcessBuilder(command).start());
    }

    private Thread read(InputStream stream, Consumer<String> to, Runnable atEnd) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            InputStreamReader text =
                                    new InputStreamReader(stream, StandardCharsets.UTF_8);
                            try (BufferedReader lines = new BufferedReader(text)) {
                                lines.lines().forEach(to);
                            } catch (IOException | UncheckedIOException ended) {
                                keep("(" + ended.getMessage() + ")");
                            } finally {
                                atEnd.run();
                            }
                        });
    }

    private void keep(String line) {
        lock.lock();
        try {
            tail.add(line);
            if (tail.size() > TAIL) {
                tail.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<String> begin() throws InterruptedException {
        Told first = next(PATIENCE_SECONDS);
        if (first != null && first.is("tests")) {
            return Arrays.asList(first.text("names").split(" "));
        }
        if (first != null && first.is("refused")) {
            throw new IllegalArgumentException(first.text("reason"));
        }
        close();
        throw new LackingException(
                "the JVM that is to run the test did not begin: " + String.join("\n", output()),
                "The class path is that of the tests, with jackfield-junit and JUnit's engine:"
                        + " mvn dependency:build-classpath prints it.");
    }

    /** The tests that were meant. */
    List<String> tests() {
        return tests;
    }

    void say(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException ended) {
            told.add(END);
        }
    }

    /** What it tells next, {@link #END} at last; null if it tells nothing for so long. */
    @Nullable Told next(long seconds) throws InterruptedException {
        return told.poll(seconds, TimeUnit.SECONDS);
    }

    /** After the end, its exit status; a JVM that does not end is ended. */
    int status() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
            close();
        }
        return process.waitFor();
    }

    /** The last lines of its standard error. */
    List<String> output() throws InterruptedException {
        errors.join(TimeUnit.SECONDS.toMillis(1));
        lock.lock();
        try {
            return List.copyOf(tail);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
