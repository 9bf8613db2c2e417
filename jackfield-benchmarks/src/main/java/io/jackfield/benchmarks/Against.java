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

/** This checkout and another one, by the same workloads and in turn, in one run. */
final class Against {
    /** A median below so much of the other's is too slow. */
    private static final double LEAST_RATIO = 0.9;

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
                "%-30s %-7s %-28s %-28s %6s%n",
                "median of " + rounds + " (least … most)",
                "tier",
                other.getFileName(),
                "this checkout",
                "ratio");
        boolean isFastEnough = true;
        for (boolean hasAgent : new boolean[] {false, true}) {
            try (Worker before = Worker.start(there, hasAgent ? Worker.agentOf(there) : null);
                    Worker now = Worker.start(here, hasAgent ? Worker.agentOf(here) : null)) {
                for (int i = 0; i < Row.ALL.size(); i++) {
                    double[] theirs = new double[rounds];
                    double[] ours = new double[rounds];
                    measure(i, before, now, theirs, ours, millis);
                    Row row = Row.ALL.get(i);
                    Spread them = Spread.of(theirs);
                    Spread us = Spread.of(ours);
                    double ratio = us.median() / them.median();
                    boolean isSlow = ratio < LEAST_RATIO;
                    isFastEnough &= !isSlow;
                    out.printf(
                            Locale.ROOT,
                            "%-30s %-7s %-28s %-28s %5.2fx%s%n",
                            row.title(),
                            hasAgent ? "agent" : "public",
                            row.text(them),
                            row.text(us),
                            ratio,
                            isSlow ? "  slower" : "");
                }
            }
        }
        return isFastEnough;
    }

    /** In turn, and each as often first as second. */
    private static void measure(
            int row, Worker before, Worker now, double[] theirs, double[] ours, long millis)
            throws IOException {
        before.run(row, millis);
        now.run(row, millis);
        for (int i = 0; i < ours.length; i++) {
            if (i % 2 == 0) {
                theirs[i] = before.run(row, millis);
                ours[i] = now.run(row, millis);
            } else {
                ours[i] = now.run(row, millis);
                theirs[i] = before.run(row, millis);
            }
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
