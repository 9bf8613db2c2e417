package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a seed costs. {@code -Djackfield.write=true -Djackfield.sweep=100000} writes
 * docs/reference/seeds.md, which takes minutes on a quiet machine.
 */
class PaceTest {
    private static final Path FILE = Repository.root().resolve("docs/reference/seeds.md");
    private static final String BEGIN = "<!-- figures: begin -->\n";
    private static final String END = "<!-- figures: end -->";
    private static final int WARM = 1000;
    private static final int MEASURED = 2000;
    private static final long SWEEP = Long.getLong("jackfield.sweep", 5000);

    private final StringBuilder text = new StringBuilder();

    @Test
    void aSeedLeavesNothingBehind() throws Exception {
        Pace pace = new Pace("silentServerOfJava").run(300);
        long before = Pace.heap();
        pace.run(500);
        assertThat(Pace.heap() - before).as("octets after 500 seeds more").isLessThan(1_000_000);
    }

    @Test
    void aClusterOfThirtyHostsGossips() throws Exception {
        assertThat(new Pace("thirtyHosts").run(1).virtualSeconds()).isEqualTo(60);
    }

    @Test
    @EnabledIfSystemProperty(named = "jackfield.write", matches = "true")
    void writesTheReference() throws Exception {
        text.append("| test | seeds per second of a processor |\n|---|--:|\n");
        speed("silentServer", "the README's first program, scripted");
        speed("silentServerOfJava", "the same with a Java `Socket`, deterministic");
        speed(
                "webServer",
                "the README's second program, `HttpServer` and `HttpClient`," + " deterministic");
        text.append(
                "\n| cluster that gossips for a minute | virtual ÷ real | virtual ÷ processor |\n");
        text.append("|---|--:|--:|\n");
        cluster("threeHosts", 3, 50);
        cluster("thirtyHosts", 30, 10);
        cluster("threeHundredHosts", 300, 2);
        text.append("\n| seeds of the first program | |\n|---|--:|\n");
        many();
        write();
    }

    private void speed(String method, String what) throws Exception {
        Pace pace = new Pace(method).run(WARM).run(MEASURED);
        row(what, "%,.0f", MEASURED / pace.processorSeconds());
    }

    private void cluster(String method, int hosts, int seeds) throws Exception {
        Pace pace = new Pace(method).run(Math.max(1, seeds / 5)).run(seeds);
        double ofReal = pace.virtualSeconds() / pace.realSeconds();
        double ofProcessor = pace.virtualSeconds() / pace.processorSeconds();
        row(
                hosts + " hosts | " + String.format(Locale.ROOT, "%,.0f", ofReal),
                "%,.0f",
                ofProcessor);
    }

    private void many() throws Exception {
        Pace pace = new Pace("silentServer").run(WARM);
        row("heap after a collection at seed " + WARM, "%,.1f MB", Pace.heap() / 1e6);
        pace.run(SWEEP - WARM);
        row(
                String.format("heap after a collection at seed %,d", SWEEP),
                "%,.1f MB",
                Pace.heap() / 1e6);
        row("wall time of those between", "%,.0f s", pace.realSeconds());
        row("time of a processor for them", "%,.0f s", pace.processorSeconds());
    }

    private void row(String what, String form, double figure) {
        text.append("| ").append(what).append(" | ");
        text.append(String.format(Locale.ROOT, form, figure)).append(" |\n");
    }

    private void write() throws IOException {
        String document = Files.readString(FILE);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        Files.writeString(FILE, document.substring(0, from) + text + document.substring(to));
    }
}
