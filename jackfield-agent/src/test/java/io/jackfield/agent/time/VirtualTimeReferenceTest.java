package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes the figures of docs/reference/virtual-time.md: {@code -Djackfield.sweep=1000000
 * -Djackfield.write=true} takes minutes on a quiet machine.
 */
@EnabledIfSystemProperty(named = "jackfield.write", matches = "true")
class VirtualTimeReferenceTest {
    private static final Path FILE = Repository.root().resolve("docs/reference/virtual-time.md");
    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->";
    private static final long ROUNDS = Long.getLong("jackfield.sweep", 5_000);

    private final StringBuilder table = new StringBuilder("| what | |\n|---|---|\n");

    private void row(String what, Object figure) {
        table.append("| ").append(what).append(" | ").append(figure).append(" |\n");
    }

    private void handOffs(String what, long rounds, List<String> kinds) {
        HandOffs all = new HandOffs(1);
        Runs.run(1, () -> all.run(rounds, kinds));
        assertThat(all.wrong()).as("%s", all.examples()).isEmpty();
        String checked = "%,d, %,d times the clock was read, 0 wrong, 0 lost";
        row(what + ", " + kinds.size() + " kinds", checked.formatted(rounds, all.checked()));
    }

    private void race(String what, Map<String, Integer> outcomes) {
        row("races: " + what, outcomes.toString().replaceAll("[{}]", ""));
    }

    private void races() {
        RaceTest unpark = new RaceTest();
        unpark.anUnparkIsNeverLost();
        race("unpark before park or after", unpark.outcomes());
        RaceTest interrupt = new RaceTest();
        interrupt.anInterruptIsNotLostToANotificationNorToTheTimeout();
        race("interrupt, notify and timeout", interrupt.outcomes());
        RaceTest cancel = new RaceTest();
        cancel.whatIsCancelledAtItsInstantHasRunOrNeverRuns();
        race("cancel and fire", cancel.outcomes());
        RaceTest complete = new RaceTest();
        complete.whatIsCompletedAtItsTimeoutIsOneOfBoth();
        race("complete and time out", complete.outcomes());
    }

    @Test
    void writesTheFigures() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        handOffs("hand-offs", ROUNDS, List.of(HandOffs.KINDS));
        try (Rivals rivals = new Rivals(2 * processors)) {
            String beside = "hand-offs beside %d processes that compute, on %d processors";
            handOffs(beside.formatted(rivals.count(), processors), ROUNDS, List.of(HandOffs.KINDS));
        }
        handOffs(
                "hand-offs in frames that cannot be left",
                Math.max(60, ROUNDS / 100),
                List.of(PinnedHandOffs.KINDS));
        races();
        new ThreadConformanceTest().everyProbeHolds();
        row("Thread probe", "44 of 44");
        Costs.nanosPerJump(100_000)
                .forEach((how, nanos) -> row("a jump by " + how, nanos / 1000.0 + " µs"));
        TimedWaits waits = TimedWaits.during(Hours::nettyIdleMillis);
        assertThat(waits.ofTheWorld()).isEqualTo(0);
        row(
                "real time that the world's threads slept in timed waits",
                waits.timeOfTheWorld().toMillis() + " ms");
        row("an hour of Netty's idle handlers, 10 channels", Hours.nettyIdleMillis() + " ms");
        row("an hour of HttpClient's timeouts, 360 requests", Hours.httpTimeoutMillis() + " ms");
        write();
    }

    private void write() throws IOException {
        String document = Files.readString(FILE);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        Files.writeString(FILE, document.substring(0, from) + table + document.substring(to));
    }
}
