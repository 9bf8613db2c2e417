package io.jackfield.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.house.Repository;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In how many seeds bugs of six classes are found. Every build looks as far as the first seed that
 * the reference names; {@code -Djackfield.write=true} writes it from {@code -Djackfield.sweep=1000}
 * seeds.
 */
class PlantedBugsTest {
    static final List<PlantedBug> BUGS = PlantedBug.ALL;

    private static final Path FILE = Repository.root().resolve("docs/reference/planted-bugs.md");
    private static final String BEGIN = "<!-- found: begin -->\n";
    private static final String END = "<!-- found: end -->";
    private static final long SEEDS = Long.getLong("jackfield.sweep", 100);
    private static final int SEEDS_OF_TWINS = 10;

    private static long documentedFirst(PlantedBug bug) throws Exception {
        Pattern row = Pattern.compile("\\| `" + bug.method() + "` \\|.*?\\| (\\d+) \\|");
        Matcher found = row.matcher(Files.readString(FILE));
        assertThat(found.find()).as("%s in %s", bug.method(), FILE).isTrue();
        return Long.parseLong(found.group(1));
    }

    @ParameterizedTest
    @FieldSource("BUGS")
    void isFoundAtTheSeedOfTheReferenceAndItsTwinIsGreen(PlantedBug bug) throws Exception {
        long first = documentedFirst(bug);
        assertThat(bug.failures(first)).containsOnlyKeys(first);
        assertThat(bug.failuresOfTheTwin(Math.max(first, SEEDS_OF_TWINS))).isEmpty();
    }

    @Test
    void threadsThatACrashHasEndedSayNothing() {
        List<Throwable> said = new CopyOnWriteArrayList<>();
        Thread.UncaughtExceptionHandler usual = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> said.add(thrown));
        try {
            BUGS.getFirst().failures(1);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(usual);
        }
        assertThat(said).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "jackfield.write", matches = "true")
    void writesTheReference(@TempDir Path folder) throws Exception {
        StringBuilder text = new StringBuilder();
        text.append("| test | bug | first failing seed | failing of ")
                .append(SEEDS)
                .append(" | repaired by | failing of ")
                .append(SEEDS)
                .append(" |\n|---|---|--:|--:|---|--:|\n");
        for (PlantedBug bug : BUGS) {
            Map<Long, String> failures = bug.failures(SEEDS);
            Map<Long, String> ofTwin = bug.failuresOfTheTwin(SEEDS);
            assertThat(failures).as(bug.method()).isNotEmpty();
            assertThat(ofTwin).as("the twin of " + bug.method()).isEmpty();
            text.append(
                    String.format(
                            Locale.ROOT,
                            "| `%s` | %s | %d | %d | %s | %d |%n",
                            bug.method(),
                            bug.bug(),
                            failures.keySet().iterator().next(),
                            failures.size(),
                            bug.cure(),
                            ofTwin.size()));
        }
        text.append("\n## Two of them in full\n");
        for (PlantedBug bug : List.of(BUGS.get(1), BUGS.get(2))) {
            text.append('\n').append(bug.report(seedWithMostMisfortunes(bug), folder));
        }
        write(text);
    }

    private static long seedWithMostMisfortunes(PlantedBug bug) {
        long found = 0;
        int most = -1;
        for (long seed : bug.failures(Math.min(SEEDS, 40)).keySet()) {
            int count = Rerun.of(bug.test(), seed, null).misfortunes().size();
            if (count > most) {
                found = seed;
                most = count;
            }
        }
        return found;
    }

    private static void write(StringBuilder text) throws Exception {
        String document = Files.readString(FILE);
        int from = document.indexOf(BEGIN) + BEGIN.length();
        int to = document.indexOf(END);
        Files.writeString(FILE, document.substring(0, from) + text + document.substring(to));
    }
}
