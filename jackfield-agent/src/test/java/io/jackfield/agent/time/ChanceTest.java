package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** What programs take for chance is drawn from the world's seed, for each host its own. */
class ChanceTest {
    private static void draw(String algorithm, TwoHosts.Log log) throws Exception {
        byte[] drawn = new byte[30];
        SecureRandom random = SecureRandom.getInstance(algorithm);
        random.nextBytes(drawn);
        log.add(HexFormat.of().formatHex(drawn));
        random.setSeed(random.generateSeed(20));
        random.nextBytes(drawn);
        log.add(HexFormat.of().formatHex(drawn));
    }

    private static List<String> run(String algorithm, long seed) throws IOException {
        return TwoHosts.run(seed, log -> {}, log -> draw(algorithm, log)).log();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1PRNG", "NativePRNG", "DRBG"})
    void secureRandomGivesTheSameForTheSameSeedAndElseNot(String algorithm) throws IOException {
        List<String> first = run(algorithm, 1);
        assertThat(first).hasSize(2).doesNotHaveDuplicates();
        assertThat(run(algorithm, 1)).isEqualTo(first);
        assertThat(run(algorithm, 2)).doesNotContainAnyElementsOf(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA1PRNG", "NativePRNG"})
    void twoHostsDrawDifferently(String algorithm) throws IOException {
        List<String> drawn =
                TwoHosts.run(1, log -> draw(algorithm, log), log -> draw(algorithm, log)).log();
        assertThat(drawn.stream().map(line -> line.substring(line.indexOf(' '))))
                .hasSize(4)
                .doesNotHaveDuplicates();
    }
}
