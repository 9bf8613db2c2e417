package io.jackfield.linux.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document of programs and what they are to say on both kernels. {@code -Djackfield.write=true}
 * writes it as Linux says it.
 */
final class Transcripts {
    private static final boolean WRITES = Boolean.getBoolean("jackfield.write");
    private static final String FENCE = "```";

    private final String head;
    private final Path file;
    private final List<Row> rows;
    private final String refusal = Place.refusal();
    private final Map<String, List<String>> truths = new LinkedHashMap<>();

    /**
     * Reads the document.
     *
     * @param head its text before the first program
     */
    Transcripts(String name, String head, List<Row> rows) {
        this.head = head;
        this.rows = rows;
        file = Repository.root().resolve("docs/reference").resolve(name);
        try {
            String document = Files.exists(file) ? Files.readString(file) : "";
            for (String section : document.split("\n## ", -1)) {
                String[] parts = section.split(FENCE, -1);
                if (parts.length > 1) {
                    truths.put(parts[0].strip(), parts[1].strip().lines().toList());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> truth(Row row) {
        return truths.getOrDefault(row.toString(), List.of("not in " + file));
    }

    void requireOfLinux(Row row) throws InterruptedException {
        assumeTrue(refusal.isEmpty(), refusal);
        long[] calls = new long[1];
        List<String> said = Place.LINUX.play(row, calls);
        assertThat(calls[0]).isPositive();
        if (WRITES) {
            truths.put(row.toString(), said);
        }
        assertThat(said).isEqualTo(truth(row));
    }

    void requireOfJackfield(Row row) throws InterruptedException {
        assertThat(Place.JACKFIELD.play(row, new long[1])).isEqualTo(truth(row));
    }

    /**
     * Writes the document if that is asked for; else it is to have these programs and no others.
     */
    void write() throws IOException {
        StringBuilder text = new StringBuilder(head);
        for (Row row : rows) {
            text.append("\n## ").append(row).append("\n\n").append(FENCE);
            text.append('\n').append(String.join("\n", truth(row)));
            text.append('\n').append(FENCE).append('\n');
        }
        if (WRITES) {
            Files.writeString(file, text.toString());
        }
        assertThat(Files.readString(file)).isEqualTo(text.toString());
    }
}
