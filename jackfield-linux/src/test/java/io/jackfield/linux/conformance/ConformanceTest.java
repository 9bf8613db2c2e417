package io.jackfield.linux.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;
import io.jackfield.linux.LinuxKernel;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of how Linux behaves, each on both kernels; {@code -Djackfield.write=true} writes what they
 * said to docs/reference/fidelity.md.
 */
@Timeout(60)
class ConformanceTest {
    private static final List<String> LINES = new ArrayList<>();
    private static final long[] CALLS = new long[1];

    private static String refusal = "";
    private static int shown;

    @BeforeAll
    static void look() {
        try (LinuxKernel kernel = LinuxKernel.open()) {
            assertThat(kernel.calls()).isPositive();
        } catch (IllegalStateException refused) {
            refusal = String.valueOf(refused.getMessage());
            System.err.println("SKIPPED on Linux: " + refusal);
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                        ListenRows.all(),
                        ShareRows.all(),
                        BindRows.all(),
                        ConnectRows.all(),
                        CloseRows.all(),
                        DatagramRows.all())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void jackfield(Row row) throws Exception {
        assertThat(Place.JACKFIELD.play(row, new long[1])).isEqualTo(row.truth());
        LINES.add(
                "| %s | %s | %s |%n"
                        .formatted(row.number(), row.claim(), String.join("; ", row.truth())));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void linux(Row row) throws Exception {
        assumeTrue(refusal.isEmpty(), refusal);
        long before = CALLS[0];
        assertThat(Place.LINUX.play(row, CALLS)).isEqualTo(row.truth());
        assertThat(CALLS[0]).isGreaterThan(before);
        shown++;
    }

    @AfterAll
    static void write() throws IOException {
        if (!Boolean.getBoolean("jackfield.write")) {
            return;
        }
        String head =
                """
                # Fidelity

                How Linux behaves, row by row, tried on both kernels in the same program by
                [ConformanceTest](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/ConformanceTest.java); a build fails where either says anything else.
                The last column is what both said. This table was written on Linux %s, whose system calls were made %d times for %d of %d rows.

                | row | what is asked | what both say |
                |---|---|---|
                """
                        .formatted(LinuxKernel.release(), CALLS[0], shown, rows().count());
        Files.writeString(
                Repository.root().resolve("docs/reference/fidelity.md"),
                head + String.join("", LINES));
    }
}
