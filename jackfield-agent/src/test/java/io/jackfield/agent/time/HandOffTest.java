package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.net.Decisions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * No hand-off takes virtual time and none gets lost, whatever it goes through; and the oracle that
 * says so notices when a guard is missing. {@code -Djackfield.sweep=1000000} for the long run,
 * {@code -Djackfield.rivals=4} for so many processes that take the processors meanwhile.
 */
class HandOffTest {
    private static final long ROUNDS = Long.getLong("jackfield.sweep", 5_000);
    private static final long PINNED = Math.max(60, ROUNDS / 100);
    private static final long SEED = Long.getLong("jackfield.seed", 1);

    /** Those that a monitor is handed over in. */
    private static final String MONITORS = "contended,heldBySleeper,notify,notifyOrTimeout";

    private static Rivals rivals = new Rivals(0);

    @BeforeAll
    static void startRivals() {
        rivals = new Rivals(Integer.getInteger("jackfield.rivals", 0));
    }

    @AfterAll
    static void endRivals() {
        rivals.close();
    }

    @Test
    void noHandOffTakesTime() {
        HandOffs all = new HandOffs(SEED);
        Decisions decisions = Runs.run(SEED, () -> all.run(ROUNDS, List.of(HandOffs.KINDS)));
        assertThat(all.wrong()).as("%s", all.examples()).isEmpty();
        assertThat(all.checked()).isGreaterThanOrEqualTo(ROUNDS);
        System.out.println(
                ROUNDS
                        + " hand-offs, "
                        + all.checked()
                        + " checked, "
                        + rivals.count()
                        + " rivals, "
                        + decisions);
    }

    /** Those that wait in {@code Object.wait} take some real time, so they are fewer. */
    @Test
    void noneTakesTimeInAFrameThatCannotBeLeft() {
        HandOffs all = new HandOffs(SEED);
        Decisions decisions = Runs.run(SEED, () -> all.run(PINNED, List.of(PinnedHandOffs.KINDS)));
        assertThat(all.wrong()).as("%s", all.examples()).isEmpty();
        System.out.println(PINNED + " hand-offs in pinned frames, " + decisions);
    }

    @Test
    void theSameProcessAgainDecidesTheSame() throws Exception {
        sameTwice("3000", HandOffs.KINDS);
        sameTwice("100", PinnedHandOffs.KINDS);
    }

    private static void sameTwice(String rounds, String... kinds) throws Exception {
        List<String> arguments = List.of(rounds, String.join(",", kinds));
        ChildRun first = ChildRun.of(HandOffMain.class, "NONE", arguments);
        ChildRun second = ChildRun.of(HandOffMain.class, "NONE", arguments);
        assertThat(outcome(first)).startsWith("wrong={}").isEqualTo(outcome(second));
    }

    /** What came of it, without what a slow machine has the world say of its clock. */
    private static String outcome(ChildRun run) {
        return run.output()
                .lines()
                .filter(line -> line.startsWith("wrong="))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRAIN", "DRAIN_ORDER", "SORTED_READY", "SPIN_RESET", "UNPARK_MAPPING"})
    void isNoticedWhenItIsMissing(String guard) throws Exception {
        String kinds = guard.equals("SPIN_RESET") ? "afterSpin" : MONITORS;
        Set<String> outputs = new LinkedHashSet<>();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ChildRun run = ChildRun.of(HandOffMain.class, guard, List.of("3000", kinds));
            all.add(run.output());
            if (!run.isOver() || !run.output().contains("wrong={}")) {
                return;
            }
            outputs.add(outcome(run));
            if (outputs.size() > 1) {
                return;
            }
        }
        assertThat(all).as("runs without " + guard).isEmpty();
    }
}
