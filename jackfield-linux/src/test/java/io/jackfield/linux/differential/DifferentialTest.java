package io.jackfield.linux.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;
import io.jackfield.linux.differential.Judge.Comparison;
import io.jackfield.linux.differential.Judge.Difference;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Random programs of system calls on both kernels; {@code -Djackfield.sweep=100000} runs so many,
 * {@code -Djackfield.seed=7} that one. A difference is shrunk and shown as the calls that make it.
 */
class DifferentialTest {
    private static final int PROGRAMS = Integer.getInteger("jackfield.sweep", 400);
    private static final int MOST_SHOWN = Integer.getInteger("jackfield.differences", 20);

    private final Map<String, Integer> seen = new TreeMap<>();
    private long calls;
    private long successes;

    @Test
    void bothAnswerTheSame() throws Exception {
        Judge judge;
        try {
            judge = new Judge();
        } catch (IllegalStateException refused) {
            System.err.println("SKIPPED: " + refused.getMessage());
            assumeTrue(false, refused.getMessage());
            return;
        }
        StringBuilder differences = new StringBuilder();
        int differing = 0;
        int programs = 0;
        long began = System.nanoTime();
        try (judge) {
            Long only = Long.getLong("jackfield.seed");
            long first = only == null ? 1 : only;
            long last = only == null ? PROGRAMS : only;
            for (long seed = first; seed <= last; seed++) {
                Comparison both = judge.compare(seed);
                count(both);
                programs++;
                if (both.at() >= 0 && ++differing <= MOST_SHOWN) {
                    Difference difference = judge.shrink(seed);
                    differences.append(
                            Objects.requireNonNullElse(difference, "seed " + seed + " once\n"));
                }
            }
            double perSecond = programs / ((System.nanoTime() - began) / 1e9);
            System.out.printf(
                    "%d programs, %d calls, %d successful, %.0f programs/s%n",
                    programs, calls, successes, perSecond);
            if (Boolean.getBoolean("jackfield.write")) {
                Files.writeString(
                        Repository.root().resolve("docs/reference/differential.md"),
                        DifferentialDocument.of(
                                programs,
                                calls,
                                successes,
                                perSecond,
                                seen,
                                differing,
                                differences.toString()));
            }
        }
        assertThat(differences.toString()).isEmpty();
        assertThat(successes).isGreaterThan(calls / 3);
    }

    private void count(Comparison both) {
        for (int i = 0; i < both.steps().size(); i++) {
            String answer = both.theirs().get(i).replaceFirst("[ #].*", "");
            boolean isError = !answer.isEmpty() && Character.isLetter(answer.charAt(0));
            calls++;
            if (!isError) {
                successes++;
            }
            seen.merge(
                    both.steps().get(i).kind() + (isError ? " " + answer : " ok"), 1, Integer::sum);
        }
    }
}
