package io.jackfield.cli.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

class JournalTest {
    private static final String TEST = "example.Orders#arrive";
    private static final String TEXT =
            "a \"quoted\" line\nand \\ another: → 😀 \t\u0007\u00a0, {x: [y]}";

    @TempDir private Path folder;

    private static Found found(long seed) {
        return new Found(
                Found.FAILURE, TEST, seed, TEXT, 5_000_000_000L, 2, Map.of("message", TEXT));
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        Path file = folder.resolve(Journal.NAME);
        Explained explained =
                new Explained(found(3), true, List.of("0.1 lost", TEXT), List.of("a.pcapng"), TEXT);
        try (Journal journal = Journal.open(file)) {
            journal.write(found(3).members());
            journal.done(TEST, new SeedRange(1, 4));
            journal.write(explained.members());
        }
        Journal.Before before = Journal.read(file);
        assertThat(before.found()).containsExactly(found(3));
        assertThat(before.done(TEST)).containsExactly(new SeedRange(1, 4));
        assertThat(before.explained()).hasSize(1);
        assertThat(before.explained().getFirst().report()).isEqualTo(TEXT);
        assertThat(before.explained().getFirst().needed()).isEqualTo(explained.needed());
        assertThat(Files.readAllLines(file)).allMatch(line -> line.startsWith("{\"schema\":1,"));
    }

    @Test
    void whatWasFoundInARangeThatIsNotDoneIsFoundAgain() throws Exception {
        Path file = folder.resolve(Journal.NAME);
        try (Journal journal = Journal.open(file)) {
            journal.done(TEST, new SeedRange(1, 4));
            journal.write(found(5).members());
        }
        Files.writeString(file, "{\"schema\":1,\"kind\":\"done\",\"te", StandardOpenOption.APPEND);
        assertThat(Journal.read(file).found()).isEmpty();
    }

    @Test
    void aLineThatIsNoneIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve(Journal.NAME), "{\"kind\":\"failure\"}\n");
        assertThatThrownBy(() -> Journal.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"seed\" is no number");
    }
}
