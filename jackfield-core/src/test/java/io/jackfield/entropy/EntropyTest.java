package io.jackfield.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

class EntropyTest {
    private static final int MANY = 100_000;

    @Test
    void sameArgumentsGiveTheSameDrawForEver() {
        // Fixed numbers: a change of the mixing would break every recorded seed.
        assertThat(Entropy.draw(42, Purpose.LOSS, 1, 0, 0)).isEqualTo(-5177936941268890630L);
        assertThat(Entropy.draw(42, Purpose.DELAY, 7, 1, 12345)).isEqualTo(-7622135218548543146L);
    }

    @Test
    void theStreamIsTheFirstHalfOfTheDraw() {
        long stream = Entropy.stream(9, Purpose.PORT, 3, 4);
        assertThat(Entropy.draw(stream, 5)).isEqualTo(Entropy.draw(9, Purpose.PORT, 3, 4, 5));
    }

    @Test
    void everyArgumentMatters() {
        Set<Long> draws = new HashSet<>();
        for (Purpose purpose : Purpose.values()) {
            for (int seed = 0; seed < 4; seed++) {
                for (int a = -1; a < 4; a++) {
                    for (int b = 0; b < 4; b++) {
                        for (int n = 0; n < 8; n++) {
                            draws.add(Entropy.draw(seed, purpose, a, b, n));
                        }
                    }
                }
            }
        }
        assertThat(draws).hasSize(Purpose.values().length * 4 * 5 * 4 * 8);
    }

    @Test
    void purposesHaveDifferentCodes() {
        assertThat(Arrays.stream(Purpose.values()).map(purpose -> purpose.code).distinct().count())
                .isEqualTo(Purpose.values().length);
    }

    @Test
    void uniformDrawsFillTheIntervalEvenly() {
        int[] histogram = new int[100];
        double sum = 0;
        for (int n = 0; n < MANY; n++) {
            double draw = Entropy.uniform(1, Purpose.TEST, 0, 0, n);
            assertThat(draw).isGreaterThanOrEqualTo(0).isLessThan(1);
            histogram[(int) (draw * 100)]++;
            sum += draw;
        }
        assertThat(sum / MANY).isCloseTo(0.5, within(0.005));
        assertThat(chiSquare(histogram)).isLessThan(160); // 99 degrees of freedom: p about 1e-4
    }

    @Test
    void boundedDrawsFillTheirRangeEvenly() {
        int[] histogram = new int[7];
        for (int n = 0; n < MANY; n++) {
            histogram[(int) Entropy.below(2, Purpose.TEST, 0, 0, n, 7)]++;
        }
        assertThat(chiSquare(histogram)).isLessThan(27); // 6 degrees of freedom: p about 1e-4
    }

    @Test
    void neighbouringDrawsAreIndependent() {
        assertThat(correlation(1, Purpose.LOSS, 0, 1, Purpose.LOSS, 1)).isCloseTo(0, within(0.015));
    }

    @Test
    void purposesAreIndependent() {
        assertThat(correlation(1, Purpose.LOSS, 0, 1, Purpose.DELAY, 0))
                .isCloseTo(0, within(0.015));
        assertThat(correlation(1, Purpose.CORRUPT, 0, 1, Purpose.CORRUPT_BIT, 0))
                .isCloseTo(0, within(0.015));
    }

    @Test
    void neighbouringSeedsAreIndependent() {
        assertThat(correlation(1, Purpose.LOSS, 0, 2, Purpose.LOSS, 0)).isCloseTo(0, within(0.015));
    }

    @Test
    void everyBitIsOneHalfOfTheTime() {
        int[] ones = new int[64];
        for (int n = 0; n < MANY; n++) {
            long draw = Entropy.draw(3, Purpose.ISN_SECRET, 1, 2, n);
            for (int bit = 0; bit < 64; bit++) {
                ones[bit] += (int) (draw >>> bit & 1);
            }
        }
        for (int count : ones) {
            assertThat(count).isBetween(49_200, 50_800);
        }
    }

    @Test
    void aHostDrawsItsOwnAndRepeatsItself() {
        HostEntropy one = new HostEntropy(5, 1);
        HostEntropy again = new HostEntropy(5, 1);
        HostEntropy other = new HostEntropy(5, 2);
        long drawn = one.next(Purpose.IP_ID);
        one.next(Purpose.PORT);

        assertThat(again.next(Purpose.IP_ID)).isEqualTo(drawn);
        assertThat(again.next(Purpose.IP_ID)).isEqualTo(one.next(Purpose.IP_ID));
        assertThat(other.next(Purpose.IP_ID)).isNotEqualTo(drawn);
        assertThat(one.secret(Purpose.ISN_SECRET, 0))
                .isEqualTo(again.secret(Purpose.ISN_SECRET, 0))
                .isNotEqualTo(one.secret(Purpose.ISN_SECRET, 1))
                .isNotEqualTo(other.secret(Purpose.ISN_SECRET, 0));
    }

    private static double correlation(
            long seed, Purpose purpose, int lag, long otherSeed, Purpose other, int otherLag) {
        double sum = 0;
        for (int n = 0; n < MANY; n++) {
            double x = Entropy.uniform(seed, purpose, 0, 0, n + lag) - 0.5;
            double y = Entropy.uniform(otherSeed, other, 0, 0, n + otherLag) - 0.5;
            sum += x * y;
        }
        return sum / MANY * 12;
    }

    private static double chiSquare(int[] histogram) {
        double expected = Arrays.stream(histogram).sum() / (double) histogram.length;
        return Arrays.stream(histogram)
                .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                .sum();
    }
}
