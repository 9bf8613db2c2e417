package io.jackfield.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.entropy.Forall;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "20ms, 20000000",
        "1.5s, 1500000000",
        "2m, 120000000000",
        "1h, 3600000000000",
        "1d, 86400000000000",
        "7ns, 7",
        "0.5us, 500",
        "100 usec, 100000",
        "3msecs, 3000000",
        "0, 0",
        "0s, 0",
        "9000000000000000000ns, 9000000000000000000",
    })
    void readsNumberAndUnit(String text, long nanos) {
        assertThat(Durations.parse(text)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({
        "20, has no unit: write 20ms or 20s",
        "-5ms, is not negative",
        "fast, is no duration",
        "'', is no duration",
        "5 parsecs, unknown unit 'parsecs'",
        "1.2.3s, is no duration",
        "., is no duration",
        "0.1ns, less than a nanosecond",
        "300000000000000d, more than 292 years",
    })
    void refusesNonsenseAndSaysWhy(String text, String reason) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "1500000000, 1.5s",
        "20000000, 20ms",
        "1500, 1.5us",
        "7, 7ns",
        "0, 0ns",
        "100000000000, 100s"
    })
    void writesTheLargestUnit(long nanos, String text) {
        assertThat(Durations.format(nanos)).isEqualTo(text);
    }

    @Test
    void readsBackWhatItWrites() {
        Forall.seeds(
                1_000,
                draws -> {
                    long nanos = draws.bits() >>> (1 + draws.below(63));
                    assertThat(Durations.parse(Durations.format(nanos))).isEqualTo(nanos);
                });
    }
}
