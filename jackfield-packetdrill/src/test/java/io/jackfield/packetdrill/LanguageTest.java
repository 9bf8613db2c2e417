package io.jackfield.packetdrill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Each construct of the language has a sample in {@code packetdrill/constructs}, which passes, and
 * a variant here that must fail, in the words that its first line says.
 */
class LanguageTest {
    private static final String FAILS = "// FAIL ";

    @TestFactory
    Stream<DynamicTest> variantsFail() throws IOException {
        return Scripts.wrong().stream()
                .map(script -> dynamicTest(script.getFileName().toString(), () -> fails(script)));
    }

    private static void fails(Path script) throws IOException {
        String first = Files.readAllLines(script).getFirst();
        assertThat(first).startsWith(FAILS);
        Verdict verdict = Scripts.on(Kernel.JACKFIELD).run(script);
        assertThat(verdict.passed()).as("passes").isFalse();
        assertThat(verdict.lines().getFirst())
                .startsWith("FAIL  " + script + ":")
                .contains(first.substring(FAILS.length()));
    }

    @Test
    void eachSampleHasAVariantThatFails() throws IOException {
        List<Path> samples = Packetdrill.scripts(List.of(Scripts.SCRIPTS.resolve("constructs")));
        assertThat(Scripts.wrong())
                .extracting(Path::getFileName)
                .containsExactlyElementsOf(samples.stream().map(Path::getFileName).toList());
    }
}
