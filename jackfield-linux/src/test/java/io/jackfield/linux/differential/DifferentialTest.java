package io.jackfield.linux.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;
import io.jackfield.linux.differential.Judge.Comparison;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Random programs of system calls on both kernels; {@code -Djackfield.sweep=100000} runs so many,
 * {@code -Djackfield.seed=7} that one. A difference is shrunk and shown as the calls that make it.
 */
class DifferentialTest {
    private static final int PROGRAMS = Switches.programs();
    private static final int MOST_SHOWN = Integer.getInteger("jackfield.differences", 20);

    /** What is no answer of a kernel, or none yet. */
    private static final List<String> NO_CALL =
            List.of("sleeps", "passed over", "no process", "nobody sleeps");

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
        int once = 0;
        long began = System.nanoTime();
        try (judge) {
            Long only = Long.getLong("jackfield.seed");
            long first = only == null ? 1 : only;
            long last = only == null ? PROGRAMS : only;
            for (long seed = first; seed <= last; seed++) {
                Comparison both = judge.compare(seed);
                count(both);
                programs++;
                Difference difference = both.at() < 0 ? null : judge.shrink(seed);
                if (both.at() >= 0 && difference == null) {
                    once++;
                } else if (difference != null && ++differing <= MOST_SHOWN) {
                    System.out.println(difference);
                    differences.append(difference);
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
                                once,
                                differences.toString()));
            }
        }
        assertThat(differences.toString()).isEmpty();
        assertThat(successes).isGreaterThan(calls / 2);
    }

    private void count(Comparison both) {
        for (int i = 0; i < both.steps().size(); i++) {
            String[] answers = both.theirs().get(i).split("; ");
            count(both.steps().get(i), answers[0]);
            for (int woken = 1; woken < answers.length; woken++) {
                String[] words =
                        answers[woken].split(" ", 4); // call, its place, wakes:, its answer
                count(both.steps().get(Integer.parseInt(words[1])), words[3]);
            }
        }
    }

    private void count(Step step, String answer) {
        String word = answer.replaceFirst(" .*", "");
        boolean isNumber = !word.isEmpty() && Character.isDigit(word.charAt(0));
        boolean isError = !isNumber && word.equals(word.toUpperCase(Locale.ROOT));
        String shown = isError ? word : isNumber || word.equals("child") ? "ok" : answer;
        if (!NO_CALL.contains(shown)) {
            calls++;
        }
        if (shown.equals("ok")) {
            successes++;
        }
        seen.merge(step.kind() + " " + shown, 1, Integer::sum);
    }
}
