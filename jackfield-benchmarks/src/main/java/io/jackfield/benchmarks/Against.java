package io.jackfield.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * This checkout and another one, by the same workloads and in turn, in one run. A row has two
 * speeds where two threads may share a processor or not, and a median of few rounds is either: one
 * that looks slower is measured on, and its median is of all its rounds.
 */
final class Against {
    /** A median below so much of the other's is too slow. */
    private static final double LEAST_RATIO = 0.9;

    /** How many times the rounds a row gets at most. */
    private static final int MOST_TIMES = 5;

    private Against() {}

    /**
     * Prints the rows of both tiers.
     *
     * @param other a checkout that has been built
     * @return whether no median is more than a tenth below the other's
     */
    static boolean print(Path other, int rounds, long millis, PrintStream out) throws Exception {
        String here = Worker.classPath();
        String there = classPath(other);
        out.println(Machine.describe());
        out.printf(
                Locale.ROOT,
                "%-30s %-7s %-28s %-28s %6s %6s%n",
                "median (least … most)",
                "tier",
                other.getFileName(),
                "this checkout",
                "ratio",
                "rounds");
        boolean isFastEnough = true;
        for (boolean hasAgent : new boolean[] {false, true}) {
            try (Worker before = Worker.start(there, hasAgent ? Worker.agentOf(there) : null);
                    Worker now = Worker.start(here, hasAgent ? Worker.agentOf(here) : null)) {
                for (int i = 0; i < Row.ALL.size(); i++) {
                    Pair pair = new Pair(Row.ALL.get(i), i);
                    do {
                        pair.measure(before, now, rounds, millis);
                    } while (pair.isSlower() && pair.theirs.size() < MOST_TIMES * rounds);
                    isFastEnough &= !pair.isSlower();
                    out.println(pair.text(hasAgent ? "agent" : "public"));
                }
            }
        }
        return isFastEnough;
    }

    /** A row's figures at both. */
    private static final class Pair {
        private final Row row;
        private final int number;
        private final List<Double> theirs = new ArrayList<>();
        private final List<Double> ours = new ArrayList<>();

        Pair(Row row, int number) {
            this.row = row;
            this.number = number;
        }

        /** In turn, and each as often first as second; one more round warms up. */
        void measure(Worker before, Worker now, int rounds, long millis) throws IOException {
            before.run(number, millis);
            now.run(number, millis);
            for (int i = 0; i < rounds; i++) {
                if (i % 2 == 0) {
                    theirs.add(before.run(number, millis));
                    ours.add(now.run(number, millis));
                } else {
                    ours.add(now.run(number, millis));
                    theirs.add(before.run(number, millis));
                }
            }
        }

        private double ratio() {
            return spread(ours).median() / spread(theirs).median();
        }

        boolean isSlower() {
            return ratio() < LEAST_RATIO;
        }

        String text(String tier) {
            return String.format(
                    Locale.ROOT,
                    "%-30s %-7s %-28s %-28s %5.2fx %6d%s",
                    row.title(),
                    tier,
                    row.text(spread(theirs)),
                    row.text(spread(ours)),
                    ratio(),
                    ours.size(),
                    isSlower() ? "  slower" : "");
        }

        private static Spread spread(List<Double> figures) {
            return Spread.of(figures.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** The workloads of this checkout on the jars of another. */
    private static String classPath(Path checkout) throws IOException {
        Path jars = checkout.resolve("jackfield-cli/target/lib");
        List<String> entries = new ArrayList<>();
        for (String entry : Worker.classPath().split(File.pathSeparator, -1)) {
            if (entry.contains("jackfield-benchmarks")) {
                entries.add(entry);
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(jars, "*.jar")) {
            files.forEach(jar -> entries.add(jar.toString()));
        }
        return String.join(File.pathSeparator, entries);
    }
}
