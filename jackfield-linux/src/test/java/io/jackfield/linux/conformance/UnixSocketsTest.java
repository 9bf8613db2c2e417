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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * AF_UNIX, each program the same on both kernels. What they are to say is docs/reference/unix.md,
 * which {@code -Djackfield.write=true} writes as Linux says it.
 */
@Timeout(60)
class UnixSocketsTest {
    private static final Path DOCUMENT = Repository.root().resolve("docs/reference/unix.md");
    private static final String FENCE = "```";
    private static final String HEAD =
            """
            # AF_UNIX

            What sockets of AF_UNIX do, call by call: the same programs on both kernels by
            [UnixSocketsTest](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/UnixSocketsTest.java). What stands here is what Linux said when this
            was written; a build fails where either says anything else. Received is shown as the number of octets and the octets; a state as readiness,
            SIOCINQ and SIOCATMARK.
            """;

    private static final Map<String, List<String>> TRUTHS = new LinkedHashMap<>();
    private static String refusal = "";

    @BeforeAll
    static void look() throws IOException {
        try (LinuxKernel kernel = LinuxKernel.open()) {
            assertThat(kernel.calls()).isPositive();
        } catch (IllegalStateException refused) {
            refusal = String.valueOf(refused.getMessage());
            System.err.println("SKIPPED on Linux: " + refusal);
        }
        String document = Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "";
        for (String section : document.split("\n## ", -1)) {
            String[] parts = section.split(FENCE, -1);
            if (parts.length > 1) {
                TRUTHS.put(parts[0].strip(), parts[1].strip().lines().toList());
            }
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                        UnixNameRows.all(),
                        UnixStreamRows.all(),
                        UnixDatagramRows.all(),
                        UnixPassingRows.all())
                .flatMap(List::stream);
    }

    private static List<String> truth(Row row) {
        return TRUTHS.getOrDefault(row.toString(), List.of("not in " + DOCUMENT));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void linux(Row row) throws Exception {
        assumeTrue(refusal.isEmpty(), refusal);
        long[] calls = new long[1];
        List<String> said = Place.LINUX.play(row, calls);
        assertThat(calls[0]).isPositive();
        if (Boolean.getBoolean("jackfield.write")) {
            TRUTHS.put(row.toString(), said);
        }
        assertThat(said).isEqualTo(truth(row));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void jackfield(Row row) throws Exception {
        assertThat(Place.JACKFIELD.play(row, new long[1])).isEqualTo(truth(row));
    }

    @AfterAll
    static void write() throws IOException {
        if (!Boolean.getBoolean("jackfield.write")) {
            return;
        }
        StringBuilder text = new StringBuilder(HEAD);
        rows().forEach(
                        row -> {
                            text.append("\n## ").append(row).append("\n\n").append(FENCE);
                            text.append('\n').append(String.join("\n", truth(row)));
                            text.append('\n').append(FENCE).append('\n');
                        });
        Files.writeString(DOCUMENT, text.toString());
    }
}
