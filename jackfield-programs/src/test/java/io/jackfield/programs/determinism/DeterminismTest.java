package io.jackfield.programs.determinism;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * A seed is a run: however often, after whatever else, in whichever JVM. {@code
 * -Djackfield.sweep=500} runs each program so often with each of ten seeds, in JVMs of their own,
 * and each seed once in another fresh JVM, and writes docs/reference/determinism.md.
 */
class DeterminismTest {
    private static final boolean IS_WHOLE = System.getProperty("jackfield.sweep") != null;
    private static final int RUNS = Integer.getInteger("jackfield.sweep", 5);
    private static final List<Long> SEEDS =
            LongStream.rangeClosed(1, IS_WHOLE ? 10 : 3).boxed().toList();

    private static final Map<Subject, Finding> FOUND = new EnumMap<>(Subject.class);

    @ParameterizedTest
    @EnumSource
    void aSeedIsARun(Subject subject) throws Exception {
        int runs = subject.runs(RUNS);
        long began = System.nanoTime();
        List<Run> together = new ArrayList<>();
        for (List<Long> seeds : IS_WHOLE ? SEEDS.stream().map(List::of).toList() : List.of(SEEDS)) {
            for (int done = 0; done < runs; done += subject.runsOfJvm()) {
                int more = Math.min(subject.runsOfJvm(), runs - done);
                String name = "with-" + seeds.getFirst() + "-from-" + done;
                together.addAll(SubjectJvm.run(subject, name, more, seeds));
            }
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        List<Run> all = new ArrayList<>(together);
        for (long seed : IS_WHOLE ? SEEDS : SEEDS.subList(SEEDS.size() - 1, SEEDS.size())) {
            all.addAll(SubjectJvm.run(subject, "alone-" + seed, 1, List.of(seed)));
        }
        Finding found = Finding.of(together, millis);
        System.out.println(subject.what() + ": " + found + ", " + SubjectJvm.FLAGS);

        assertThat(distinct(all, Run::log)).allSatisfy(DeterminismTest::isOne);
        assertThat(distinct(all, Run::capture)).allSatisfy(DeterminismTest::isOne);
        assertThat(distinct(first(all), Run::decisions)).allSatisfy(DeterminismTest::isOne);
        all.removeAll(first(all));
        assertThat(distinct(all, Run::decisions)).allSatisfy(DeterminismTest::isOne);
        assertThat(together.stream().map(Run::log).distinct()).hasSameSizeAs(SEEDS);
        assertThat(together.stream().map(Run::capture).distinct()).hasSameSizeAs(SEEDS);
        assertThat(together).allSatisfy(run -> assertThat(run.lost()).isPositive());
        FOUND.put(subject, found);
    }

    /** The first run of a JVM initialises classes, and threads may wait for that. */
    private static List<Run> first(List<Run> runs) {
        return runs.stream().filter(run -> run.number() == 1).toList();
    }

    /** What there was of something, by seed. */
    private static Map<Long, List<String>> distinct(
            List<Run> runs, Function<Run, String> something) {
        Map<Long, List<String>> bySeed = new LinkedHashMap<>();
        for (Run run : runs) {
            List<String> seen = bySeed.computeIfAbsent(run.seed(), _ -> new ArrayList<>());
            if (!seen.contains(something.apply(run))) {
                seen.add(something.apply(run));
            }
        }
        return bySeed;
    }

    private static void isOne(long seed, List<String> digests) {
        assertThat(digests).as("seed %s", seed).hasSize(1);
    }

    @AfterAll
    static void write() throws IOException {
        if (IS_WHOLE && FOUND.size() == Subject.values().length) {
            Files.writeString(
                    Repository.root().resolve("docs/reference/determinism.md"),
                    DeterminismDocument.of(FOUND));
        }
    }
}
