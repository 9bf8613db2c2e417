package io.jackfield.linux.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;
import io.jackfield.linux.LinuxKernel;
import io.jackfield.linux.conformance.Prefork.Listening;
import io.jackfield.linux.conformance.Prefork.Tally;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Workers killed and replaced under load, on both kernels: docs/reference/prefork.md. */
@Timeout(60)
class PreforkTest {
    private static final Path FILE = Repository.root().resolve("docs/reference/prefork.md");
    private static final boolean WRITES = Boolean.getBoolean("jackfield.write");

    private static final Map<Place, Map<Listening, Tally>> TALLIES = new EnumMap<>(Place.class);

    @ParameterizedTest
    @EnumSource
    void jackfield(Listening how) throws InterruptedException {
        check(Place.JACKFIELD, how);
    }

    @ParameterizedTest
    @EnumSource
    void linux(Listening how) throws InterruptedException {
        String refusal = Place.refusal();
        assumeTrue(refusal.isEmpty(), refusal);
        check(Place.LINUX, how);
    }

    private static void check(Place place, Listening how) throws InterruptedException {
        Map<Listening, Tally> tallies =
                TALLIES.computeIfAbsent(place, _ -> new EnumMap<>(Listening.class));
        Trial trial = c -> tallies.put(how, Prefork.run(c, how));
        place.play(Row.of("prefork", how.words, "", trial), new long[1]);
        Tally tally = tallies.get(how);
        assertThat(tally.all()).isEqualTo(Prefork.CLIENTS * Prefork.CONNECTIONS);
        assertThat(tally.refused()).as("refused").isZero();
        assertThat(tally.cutOff()).as("cut off").isBetween(0, Prefork.WORKERS);
        if (how == Listening.REUSEPORT) {
            assertThat(tally.lost()).as("lost before accept").isPositive();
        } else {
            assertThat(tally.lost()).as("lost before accept").isZero();
        }
    }

    @Test
    void theDocumentHasThem() throws IOException {
        if (!WRITES) {
            String text = Files.readString(FILE);
            for (Listening how : Listening.values()) {
                assertThat(text).contains("| %s | Linux |".formatted(how.words));
                assertThat(text).contains("| %s | Jackfield |".formatted(how.words));
            }
        }
    }

    @AfterAll
    static void write() throws IOException {
        Map<Listening, Tally> theirs = TALLIES.get(Place.LINUX);
        Map<Listening, Tally> ours = TALLIES.get(Place.JACKFIELD);
        if (!WRITES || theirs == null || ours == null) {
            return;
        }
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                """
                                # A prefork server whose workers are killed

                                %d workers accept, read, work for a millisecond and answer; %d processes connect %d times each. While they do, each worker is killed (SIGKILL) and
                                replaced. [Prefork](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/Prefork.java) is one program against `Syscalls`, run on both
                                kernels by [PreforkTest](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/PreforkTest.java), which fails a build where somebody is
                                refused, or lost before accept but in the second design. Written on Linux %s.

                                *Lost* was connected and accepted by no worker: reset while it waited in the queue of one that was killed. *Cut off* was being served by a worker when
                                that was killed; no design of listeners helps there.

                                | listeners | kernel | connections | served | refused | lost | cut off |
                                |---|---|--:|--:|--:|--:|--:|
                                """,
                                Prefork.WORKERS,
                                Prefork.CLIENTS,
                                Prefork.CONNECTIONS,
                                LinuxKernel.release()));
        for (Listening how : Listening.values()) {
            text.append(line(how, "Linux", theirs.get(how)));
            text.append(line(how, "Jackfield", ours.get(how)));
        }
        Files.writeString(FILE, text);
    }

    private static String line(Listening how, String kernel, Tally tally) {
        return "| %s | %s | %d | %d | %d | %d | %d |%n"
                .formatted(
                        how.words,
                        kernel,
                        tally.all(),
                        tally.served(),
                        tally.refused(),
                        tally.lost(),
                        tally.cutOff());
    }
}
