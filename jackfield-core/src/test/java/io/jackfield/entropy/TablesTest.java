package io.jackfield.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class TablesTest {
    @Test
    void theNormalTableHasTheMomentsAndQuantilesOfTheNormalDistribution() {
        short[] table = Tables.normal();
        assertThat(mean(table)).isCloseTo(0, within(0.001));
        assertThat(deviation(table)).isCloseTo(1, within(0.005));
        assertThat(quantile(table, 0.975)).isCloseTo(1.96, within(0.01));
        assertThat(quantile(table, 0.8413)).isCloseTo(1, within(0.01));
        assertThat(quantile(table, 0.0228)).isCloseTo(-2, within(0.01));
    }

    @Test
    void theNormalTableIsSymmetric() {
        short[] table = Tables.normal();
        for (int i = 0; i < Tables.SIZE; i++) {
            assertThat(table[i] + table[Tables.SIZE - 1 - i]).isBetween(-1, 1);
        }
    }

    @Test
    void theParetoTableHasALongRightTail() {
        short[] table = Tables.pareto();
        assertThat(table[0] / (double) Tables.SCALE).isCloseTo(-2.0 / 3, within(0.001));
        assertThat(quantile(table, 0.5)).isCloseTo((Math.cbrt(2) - 1.5) * 4 / 3, within(0.001));
        assertThat(quantile(table, 0.875)).isCloseTo((2 - 1.5) * 4 / 3, within(0.002));
        assertThat(table[Tables.SIZE - 1]).isEqualTo(Short.MAX_VALUE);
        // What the cut takes from the mean: 4/3 of the integral of y^-3 from 4.5 on.
        assertThat(mean(table)).isCloseTo(-4.0 / 3 / (2 * 4.5 * 4.5), within(0.001));
    }

    @Test
    void theParetoNormalTableMixesBoth() {
        short[] table = Tables.paretoNormal();
        short[] normal = Tables.normal();
        short[] pareto = Tables.pareto();
        for (int i = 0; i < Tables.SIZE; i++) {
            if (pareto[i] < Short.MAX_VALUE) {
                assertThat((double) table[i])
                        .isCloseTo(0.25 * normal[i] + 0.75 * pareto[i], within(1.5));
            }
        }
    }

    @Test
    void allTablesAscend() {
        for (short[] table :
                new short[][] {Tables.normal(), Tables.pareto(), Tables.paretoNormal()}) {
            short[] sorted = table.clone();
            Arrays.sort(sorted);
            assertThat(table).hasSize(Tables.SIZE).isEqualTo(sorted);
        }
    }

    private static double quantile(short[] table, double p) {
        return table[(int) (p * Tables.SIZE)] / (double) Tables.SCALE;
    }

    private static double mean(short[] table) {
        double sum = 0;
        for (short value : table) {
            sum += value;
        }
        return sum / Tables.SIZE / Tables.SCALE;
    }

    private static double deviation(short[] table) {
        double sum = 0;
        for (short value : table) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum / Tables.SIZE) / Tables.SCALE;
    }
}
