package io.jackfield.cli.explore;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What was found, each distinct failure once, the one of most seeds first. */
final class Report {
    private final Exploration of;
    private final PrintWriter out;

    Report(Exploration of, PrintWriter out) {
        this.of = of;
        this.out = out;
    }

    void print() {
        List<Finding> all =
                of.findings().all().stream()
                        .sorted((a, b) -> Integer.compare(b.count(), a.count()))
                        .toList();
        for (Finding each : all) {
            print(each);
        }
        Meter meter = of.meter();
        out.printf(
                Locale.ROOT,
                "%s: %,d seeds failed, %d distinct; %,d seeds ran in %.1f s, %.0f/s on %d JVMs%n",
                of.setup().test(),
                of.findings().seeds(),
                all.size(),
                meter.ran(),
                meter.elapsed().toMillis() / 1e3,
                meter.perSecond(),
                of.setup().jvms());
        out.flush();
    }

    private void print(Finding finding) {
        Found shortest = finding.shortest();
        Explained kept = finding.kept();
        out.printf(
                Locale.ROOT,
                "%s %s: %,d seeds, the first %d%n",
                shortest.kind(),
                shortest.signature(),
                finding.count(),
                finding.firstSeed());
        if (kept == null) {
            out.println("  seed " + shortest.seed() + " of " + shortest.test());
            shortest.facts().forEach((name, fact) -> out.println("  " + name + " " + fact));
        } else {
            kept.report().lines().forEach(line -> out.println("  " + line));
            if (!kept.repeats()) {
                out.println(
                        "  In a JVM of its own it does not fail so: something that outlives a test"
                                + " tells, such as a static or a file.");
            }
        }
        out.println();
    }
}
