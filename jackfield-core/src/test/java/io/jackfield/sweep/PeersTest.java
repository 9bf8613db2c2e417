package io.jackfield.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** docs/reference/peers.md, and that the tests are there which it names. */
class PeersTest {
    private static final String HEAD =
            """
            # What the peers have, and what we have

            Tools that break the network under a program, row by row. **yes** names the test that shows it; **partly**, **no** and **?** (not tried) say why.
            Written by `mvn verify -Djackfield.write=true` from `peers.txt` beside `PeersTest`, which also checks that the tests are there.

            TN turmoil-net, MS madsim, SH Shadow, NE OONI netem, OD OpenDST, TX Toxiproxy via Testcontainers, AN Antithesis, PB patchbay. Y yes, p partial, - no, ? not established;
            k: the Linux kernel below does it, but the test cannot steer or observe it packet by packet. Cells of the peers are from their sources and documents; NE's rows 18 to 28 rest on what its stack does and were not tried.

            | # | feature | TN | MS | SH | NE | OD | TX | AN | PB | Jackfield | shown by | |
            |--:|---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    /** A row of the table, or a heading between rows. */
    private record Row(List<String> cells) {
        boolean isHeading() {
            return cells.size() == 1;
        }

        String answer() {
            return cells.get(3);
        }

        String test() {
            return cells.get(4);
        }

        String words() {
            return cells.get(5);
        }

        String line() {
            if (isHeading()) {
                return "| | **%s** |%s\n".formatted(cells.get(0), " |".repeat(11));
            }
            String simple = test().substring(test().lastIndexOf('.') + 1).replace('#', '.');
            return "| %s | %s | %s | %s | %s | %s |\n"
                    .formatted(
                            cells.get(0),
                            cells.get(1),
                            cells.get(2).replace(" ", " | "),
                            answer().equals("yes") ? "**yes**" : answer(),
                            simple.isEmpty() ? "" : "`" + simple + "`",
                            words());
        }
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = PeersTest.class.getResourceAsStream("peers.txt")) {
            byte[] octets = Objects.requireNonNull(in).readAllBytes();
            for (String line : new String(octets, StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("=")) {
                    rows.add(new Row(List.of(line.substring(2))));
                } else if (!line.startsWith("#")) {
                    rows.add(new Row(Arrays.stream(line.split("\\|")).map(String::strip).toList()));
                }
            }
        }
        return rows;
    }

    private static List<Row> features() throws IOException {
        return rows().stream().filter(row -> !row.isHeading()).toList();
    }

    @Test
    void isUpToDate() throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        rows().forEach(row -> text.append(row.line()));
        Reference.check("peers.md", text.toString());
    }

    @Test
    void everyRowIsAnswered() throws IOException {
        List<Row> features = features();
        assertThat(features).hasSize(58);
        for (Row row : features) {
            assertThat(row.cells()).as("%s", row).hasSize(6);
            assertThat(row.answer()).as("%s", row).isIn("yes", "partly", "no", "?");
            assertThat(row.answer().equals("yes") ? row.test() : row.words())
                    .as("what shows a yes, or why it is none: %s", row)
                    .isNotEmpty();
            assertThat(row.cells().get(2).split(" ")).as("%s", row).hasSize(8);
        }
    }

    @Test
    void theTestsAreThere() throws IOException {
        for (Row row : features()) {
            if (!row.test().isEmpty()) {
                String[] parts = row.test().split("#");
                assertThat(annotations(source(parts[0]), parts[1]))
                        .as("%s", row.test())
                        .containsPattern("@(Test|ParameterizedTest|SimTest)\\b");
            }
        }
    }

    /** What stands between the method and the empty line before it; empty if it is not there. */
    private static String annotations(String source, String method) {
        int at = source.indexOf(" void " + method + "(");
        return at < 0 ? "" : source.substring(source.lastIndexOf("\n\n", at), at);
    }

    /** The source of a test of any module; empty if it is not there. */
    private static String source(String type) throws IOException {
        String root = type.startsWith("example.") ? "" : "io/jackfield/";
        Path file = Path.of("src/test/java", root + type.replace('.', '/') + ".java");
        for (Path module : Repository.modules()) {
            if (Files.exists(module.resolve(file))) {
                return Files.readString(module.resolve(file));
            }
        }
        return "";
    }
}
