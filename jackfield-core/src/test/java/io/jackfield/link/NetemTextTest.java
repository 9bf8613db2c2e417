package io.jackfield.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.link.Netem.Chance;
import io.jackfield.link.Netem.Delay;
import io.jackfield.link.Netem.Rate;
import io.jackfield.link.Netem.Reorder;
import io.jackfield.link.Netem.Slot;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetemTextTest {
    @ParameterizedTest
    @CsvSource({
        "delay 20ms",
        "delay 20ms 5ms",
        "delay 20ms 5ms 25%",
        "delay 20ms 5ms distribution normal",
        "delay 1.5s 10us 50% distribution paretonormal order keep",
        "loss random 0.5%",
        "loss random 10% 25%",
        "loss random 3% ecn",
        "loss state 1% 99% 0% 100% 0%",
        "loss gemodel 1% 20% 100% 0%",
        "duplicate 1%",
        "duplicate 1% 30%",
        "corrupt 0.1%",
        "delay 10ms reorder 25% 50% gap 5",
        "rate 100mbit",
        "rate 780kbit 20",
        "rate 1500bit -14 53 5",
        "slot 1ms 5ms packets 10 bytes 15000",
        "delay 20ms limit 100",
    })
    void isWrittenAsItWasRead(String text) {
        assertThat(Netem.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "latency 20ms, delay 20ms",
        "delay 0.02s, delay 20ms",
        "loss 1%, loss random 1%",
        "loss 1, loss random 1%",
        "drop 2% 10%, loss random 2% 10%",
        "loss 0%, ''",
        "loss gemodel 1%, loss gemodel 1% 99% 100% 0%",
        "loss state 5%, loss state 5% 95% 0% 100% 0%",
        "delay 10ms reorder 25%, delay 10ms reorder 25% gap 1",
        "delay 10ms gap 4, delay 10ms reorder 100% gap 4",
        "rate 1000kbit, rate 1mbit",
        "rate 1.5mbit, rate 1500kbit",
        "rate 10Mbit, rate 10mbit",
        "slot 2ms, slot 2ms 2ms",
        "distribution normal delay 5ms 1ms, delay 5ms 1ms distribution normal",
        "limit 1000, ''",
        "'  delay   1ms ', delay 1ms",
    })
    void whatMeansTheSameIsWrittenTheSame(String text, String same) {
        assertThat(Netem.parse(text)).hasToString(same);
    }

    @ParameterizedTest
    @CsvSource({
        "rate 10mbps, 'bits, as most people mean it, are 10mbit; bytes, as tc means it, are"
                + " 80mbit'",
        "rate 1.5kbps, 'are 1.5kbit; bytes, as tc means it, are 12.0kbit'",
        "rate 9bps, two readings",
        "rate 10, has no unit",
        "rate 10mb, unknown unit",
        "rate fast, is no rate",
        "rate 0kbit, lies between",
        "delay 20, has no unit: write 20ms or 20us",
        "delay, needs something after it",
        "delay -5ms, not negative",
        "delay 5 ms, has no unit",
        "loss 101%, between 0% and 100%",
        "loss many, is no percentage",
        "reorder 25%, reorder needs delay",
        "gap 5, reorder needs delay",
        "distribution normal, distribution needs delay",
        "delay 5ms distribution normal, distribution needs delay",
        "delay 5ms 1ms distribution gauss, 'uniform, normal, pareto or paretonormal'",
        "ecn, ecn needs loss",
        "limit 0, counts from 1",
        "limit x, is no number",
        "dely 20ms, 'is no word of netem''s'",
        "delay 1ms delay 2ms, said twice",
        "loss 1% drop 1%, said twice",
        "seed 5, the seed is the world's",
        "slot distribution normal 1ms 1ms, not supported",
        "slot 5ms 1ms, MIN is at most MAX",
        "order lose, comes 'keep'",
    })
    void refusesNonsenseAndSaysWhy(String text, String reason) {
        assertThatThrownBy(() -> Netem.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(reason);
    }

    @Test
    void noWordsAreNoImpairment() {
        assertThat(Netem.parse("")).isEqualTo(Netem.NONE);
        assertThat(Netem.NONE).hasToString("");
    }

    @Test
    void readsBackWhateverItWrites() {
        Forall.seeds(
                2_000,
                draws -> {
                    Netem netem = any(draws);
                    assertThat(Netem.parse(netem.toString())).isEqualTo(netem);
                });
    }

    private static Netem any(Draws draws) {
        long jitter = draws.oneIn(2) ? 0 : draws.below(1_000_000_000L);
        long nanos = draws.oneIn(3) ? 0 : draws.below(draws.oneOf(50L, 1_000_000L, 5_000_000_000L));
        Distribution distribution =
                jitter == 0 ? Distribution.UNIFORM : draws.oneOf(Distribution.values());
        Delay delay = new Delay(nanos, jitter, share(draws), distribution);
        Loss loss = anyLoss(draws);
        Reorder reorder = Reorder.NONE;
        if (nanos > 0 && draws.oneIn(2)) {
            reorder =
                    new Reorder(
                            new Chance(0.001 + 0.9 * draws.uniform(), share(draws)),
                            1 + draws.below(9));
        }
        return new Netem(
                delay,
                loss,
                loss != Loss.None.NONE && draws.oneIn(2),
                new Chance(share(draws), share(draws)),
                new Chance(share(draws), share(draws)),
                reorder,
                anyRate(draws),
                anySlot(draws),
                1 + draws.below(2_000),
                draws.oneIn(4));
    }

    private static Loss anyLoss(Draws draws) {
        return switch (draws.below(4)) {
            case 0 -> Loss.None.NONE;
            case 1 -> new Loss.Random(0.001 + 0.9 * draws.uniform(), share(draws));
            case 2 ->
                    new Loss.State(
                            share(draws), share(draws), share(draws), share(draws), share(draws));
            default ->
                    new Loss.GilbertElliott(share(draws), share(draws), share(draws), share(draws));
        };
    }

    private static Rate anyRate(Draws draws) {
        if (draws.oneIn(2)) {
            return Rate.UNLIMITED;
        }
        return new Rate(
                1 + draws.below(draws.oneOf(1_000L, 10_000_000L, 100_000_000_000L)),
                draws.below(100) - 50,
                draws.oneIn(2) ? 0 : draws.below(60),
                draws.below(20) - 10);
    }

    private static Slot anySlot(Draws draws) {
        if (draws.oneIn(2)) {
            return Slot.NONE;
        }
        long min = draws.below(1_000_000L);
        return new Slot(min, min + 1 + draws.below(1_000_000L), draws.below(3), draws.below(3));
    }

    private static double share(Draws draws) {
        return draws.oneOf(0.0, 1.0, 0.25, draws.uniform());
    }
}
