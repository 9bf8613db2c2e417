package io.jackfield.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

class SeedRangeTest {
    @ParameterizedTest
    @CsvSource({"1..100000, 1, 100000", "137, 137, 137", "-5..5, -5, 5", "7..7, 7, 7"})
    void bothEndsAreIncluded(String words, long from, long to) {
        assertThat(SeedRange.parse(words)).isEqualTo(new SeedRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1-100", "1..", "..9", "1...9", "ten", "1..1000000000000000000"})
    void whatIsNoRangeIsToldTheForm(String words) {
        assertThatThrownBy(() -> SeedRange.parse(words))
                .hasMessage(
                        "\""
                                + words
                                + "\" is no range of seeds: write FROM..TO, such as 1..100000, or"
                                + " one number");
    }

    @Test
    void aRangeHasSeeds() {
        assertThatThrownBy(() -> SeedRange.parse("9..1")).hasMessageContaining("FROM is not above");
    }

    @ParameterizedTest
    @CsvSource({"1..10, 3", "1..100000, 7", "5..7, 3", "1..1, 1", "-3..8, 5"})
    void shardsAreTheWholeAndShareNothing(String words, int n) {
        SeedRange all = SeedRange.parse(words);
        List<Long> seeds = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            SeedRange part = all.shard(i + "/" + n);
            assertThat(part.size()).isBetween(all.size() / n, all.size() / n + 1);
            LongStream.rangeClosed(part.from(), part.to()).forEach(seeds::add);
        }
        assertThat(seeds)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(all.from(), all.to()).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/3", "4/3", "1/11", "half", "1/0"})
    void whatIsNoShardIsRefused(String words) {
        assertThatThrownBy(() -> new SeedRange(1, 10).shard(words))
                .hasMessageContaining("\"" + words + "\" is no shard")
                .hasMessageContaining("I/N");
    }

    @Test
    void whatWasDoneIsLeftOut() {
        assertThat(
                        Work.without(
                                new SeedRange(1, 20),
                                List.of(
                                        new SeedRange(5, 8),
                                        new SeedRange(7, 10),
                                        new SeedRange(20, 30),
                                        new SeedRange(-4, 1))))
                .containsExactly(new SeedRange(2, 4), new SeedRange(11, 19));
        assertThat(Work.without(new SeedRange(3, 4), List.of(new SeedRange(1, 9)))).isEmpty();
    }
}
