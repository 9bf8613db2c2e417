package io.jackfield.junit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.LongStream;

/** Which seeds a test runs with, and which of them failed last. */
final class Seeds {
    private static final ReentrantLock LOCK = new ReentrantLock();

    private Seeds() {}

    /** The seeds of a test, in order; one that is named wins over the annotation. */
    static LongStream of(SimTest annotation, String test, @Nullable String named) {
        if (named != null) {
            return LongStream.of(parse(named));
        }
        if (annotation.seeds() < 1) {
            throw new IllegalArgumentException("seeds = " + annotation.seeds() + " of " + test);
        }
        LongStream all =
                LongStream.range(
                        annotation.firstSeed(), annotation.firstSeed() + annotation.seeds());
        Long failed = failures().get(test);
        return failed == null
                ? all
                : LongStream.concat(LongStream.of(failed), all.filter(seed -> seed != failed));
    }

    private static long parse(String seed) {
        try {
            return Long.parseLong(seed.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "jackfield.seed is a whole number, not \"" + seed + "\"", e);
        }
    }

    /** The test failed with that seed: it comes first the next time. */
    static void failed(String test, long seed) {
        LOCK.lock();
        try {
            Map<String, Long> failures = failures();
            failures.put(test, seed);
            keep(failures);
        } finally {
            LOCK.unlock();
        }
    }

    /** The test passed with that seed: it need not come first any more. */
    static void passed(String test, long seed) {
        LOCK.lock();
        try {
            Map<String, Long> failures = failures();
            if (failures.remove(test, seed)) {
                keep(failures);
            }
        } finally {
            LOCK.unlock();
        }
    }

    private static void keep(Map<String, Long> failures) {
        try {
            Files.createDirectories(file().toAbsolutePath().getParent());
            Files.write(
                    file(),
                    failures.entrySet().stream()
                            .map(each -> each.getValue() + " " + each.getKey())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the failed seed cannot be kept", e);
        }
    }

    /** The seed that failed last, by test; a line that is none is passed over. */
    private static Map<String, Long> failures() {
        Map<String, Long> failures = new TreeMap<>();
        if (!Files.isRegularFile(file())) {
            return failures;
        }
        try {
            for (String line : Files.readAllLines(file())) {
                String[] words = line.split(" ", 2);
                if (words.length == 2 && words[0].matches("-?\\d{1,18}")) {
                    failures.put(words[1], Long.valueOf(words[0]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the failed seeds cannot be read", e);
        }
        return failures;
    }

    private static Path file() {
        return Reports.folder().resolve("failed-seeds.txt");
    }
}
