package io.jackfield.linux.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jackfield.house.Repository;
import io.jackfield.linux.LinuxKernel;
import io.jackfield.linux.conformance.Herd.Tally;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** LINUX.md 26 to 30, counted on both kernels: docs/reference/wake-ups.md. */
@Timeout(60)
class HerdTest {
    private static final Path FILE = Repository.root().resolve("docs/reference/wake-ups.md");

    private static Map<Herd, Tally> tallies(Place place) throws InterruptedException {
        Map<Herd, Tally> tallies = new EnumMap<>(Herd.class);
        for (Herd herd : Herd.values()) {
            Trial trial = c -> tallies.put(herd, herd.run(c));
            place.play(Row.of(herd.row, herd.words, "", trial), new long[1]);
        }
        return tallies;
    }

    @Test
    void bothWakeAsMany() throws InterruptedException, IOException {
        Map<Herd, Tally> ours = tallies(Place.JACKFIELD);
        List<String> lines = new ArrayList<>();
        for (Herd herd : Herd.values()) {
            lines.add(column(ours, herd));
        }
        if (!Boolean.getBoolean("jackfield.write")) {
            assertThat(Files.readString(FILE)).contains(lines);
        }
        String refusal = Place.refusal();
        assumeTrue(refusal.isEmpty(), refusal);
        Map<Herd, Tally> theirs = tallies(Place.LINUX);
        for (Herd herd : Herd.values()) {
            int wakeUps = theirs.get(herd).wakeUps();
            if (herd == Herd.SHARED_LEVEL) {
                assertThat(wakeUps).as(herd.words).isGreaterThan(Herd.CONNECTIONS);
            } else {
                assertThat(wakeUps).as(herd.words).isEqualTo(ours.get(herd).wakeUps());
            }
        }
        if (Boolean.getBoolean("jackfield.write")) {
            write(ours, theirs);
        }
    }

    private static String column(Map<Herd, Tally> ours, Herd herd) {
        Tally tally = ours.get(herd);
        return "| %d | %s |%n".formatted(tally.wakeUps(), served(tally));
    }

    private static String served(Tally tally) {
        StringJoiner numbers = new StringJoiner(" ");
        tally.served().forEach(number -> numbers.add(number.toString()));
        return numbers.toString();
    }

    private static void write(Map<Herd, Tally> ours, Map<Herd, Tally> theirs) throws IOException {
        StringBuilder text =
                new StringBuilder(
                        String.format(
                                Locale.ROOT,
                                """
                                # Wake-ups

                                %d processes wait for connections at one listener; %d connections come, each when all wait again. A wake-up is a process that slept in the call and has
                                run since: on Linux by its thread's voluntary context switches, on Jackfield by its sleeps that ended. The listener does not block where somebody
                                waits for readiness, so that who comes too late waits on. Written by [HerdTest](../../jackfield-linux/src/test/java/io/jackfield/linux/conformance/HerdTest.java)
                                on Linux %s, which fails a build in which the two columns of wake-ups differ, but for the last row, where how many come too late is a
                                matter of speed.

                                | row | they wait in | Linux: wake-ups | accepted by | Jackfield: wake-ups | accepted by |
                                |---|---|--:|---|--:|---|
                                """,
                                Herd.PROCESSES,
                                Herd.CONNECTIONS,
                                LinuxKernel.release()));
        for (Herd herd : Herd.values()) {
            Tally tally = theirs.get(herd);
            text.append("| %s | %s ".formatted(herd.row, herd.words));
            text.append("| %d | %s ".formatted(tally.wakeUps(), served(tally)));
            text.append(column(ours, herd));
        }
        Files.writeString(FILE, text);
    }
}
