package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.net.Decisions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * No hand-off takes virtual time and none gets lost, whatever it goes through; and the oracle that
 * says so notices when a guard is missing. {@code -Djackfield.sweep=1000000} for the long run.
 */
class HandOffTest {
    private static final long ROUNDS = Long.getLong("jackfield.sweep", 5_000);
    private static final long SEED = Long.getLong("jackfield.seed", 1);

    /** Those that a monitor is handed over in. */
    private static final String MONITORS = "contended,heldBySleeper,notify,notifyOrTimeout";

    @Test
    void noHandOffTakesTime() {
        HandOffs all = new HandOffs(SEED);
        Decisions decisions = Runs.run(SEED, () -> all.run(ROUNDS, List.of(HandOffs.KINDS)));
        assertThat(all.wrong()).as("%s", all.examples()).isEmpty();
        assertThat(all.checked()).isGreaterThanOrEqualTo(ROUNDS);
        System.out.println(ROUNDS + " hand-offs, " + all.checked() + " checked, " + decisions);
    }

    @Test
    void theSameProcessAgainDecidesTheSame() throws Exception {
        List<String> arguments = List.of("3000", String.join(",", HandOffs.KINDS));
        ChildRun first = ChildRun.of(HandOffMain.class, "NONE", arguments);
        ChildRun second = ChildRun.of(HandOffMain.class, "NONE", arguments);
        assertThat(first.output()).contains("wrong={}").isEqualTo(second.output());
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
            outputs.add(run.output());
            if (outputs.size() > 1) {
                return;
            }
        }
        assertThat(all).as("runs without " + guard).isEmpty();
    }
}
