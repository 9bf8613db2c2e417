package io.jackfield.gallery;

import io.jackfield.house.Repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of docs/how-to/outages, and its lines in the tables there: the first run on the page is
 * the outage, the others are cures.
 */
final class OutagePage {
    static final Path FOLDER = Repository.root().resolve("docs/how-to/outages");
    static final Path INDEX = FOLDER.resolve("README.md");

    private static final String RUN = "<!-- run: ";

    private final Path file;

    OutagePage(String name) {
        file = FOLDER.resolve(name + ".md");
    }

    /** Says, or finds said, what a run has found. */
    void check(Run run) throws IOException {
        String begin = RUN + run.test() + " -->\n";
        new Generated(file, begin, "<!-- run ends -->").check("\n" + run.paragraph() + "\n");
        String page = Files.readString(file);
        String table = page.indexOf(begin) == page.indexOf(RUN) ? "outages" : "cures";
        String mark = "<!-- " + table + ": %s -->";
        Generated lines =
                new Generated(INDEX, mark.formatted("begin") + "\n", mark.formatted("end"));
        lines.check(with(run, titleOf(page), lines.text()));
    }

    private static String titleOf(String page) {
        return page.substring("# ".length(), page.indexOf('\n'));
    }

    /** A table with a run's line in its place, or behind all others. */
    private String with(Run run, String title, String table) {
        String key = "| [%s](%s) | `%s` | ".formatted(title, file.getFileName(), run.test());
        List<String> lines = new ArrayList<>(table.lines().toList());
        int own = 0;
        while (own < lines.size() && !lines.get(own).startsWith(key)) {
            own++;
        }
        if (own == lines.size()) {
            lines.add("");
        }
        lines.set(own, key + run.cells());
        return String.join("\n", lines) + "\n";
    }
}
