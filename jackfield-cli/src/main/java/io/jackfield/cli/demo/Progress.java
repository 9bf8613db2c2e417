package io.jackfield.cli.demo;

import java.io.PrintStream;
import java.util.Locale;

/** A bar on standard error while standard error is a terminal, else a line every few seconds. */
final class Progress {
    private static final int WIDTH = 40;
    private static final double LINE_SECONDS = 5;

    private final PrintStream out;
    private final boolean animated;
    private final long total;
    private double nextLine;

    Progress(PrintStream out, boolean animated, long total) {
        this.out = out;
        this.animated = animated;
        this.total = total;
    }

    void show(double seconds, long octets, double megabytesPerSecond, String state) {
        if (!animated && seconds < nextLine) {
            return;
        }
        nextLine += LINE_SECONDS;
        double share = (double) octets / total;
        int filled = (int) Math.round(share * WIDTH);
        String line =
                String.format(
                        Locale.ROOT,
                        "%5.1f s  %s%s %3.0f %%  %5.1f MB/s  %-14s",
                        seconds,
                        "█".repeat(filled),
                        "░".repeat(WIDTH - filled),
                        share * 100,
                        megabytesPerSecond,
                        state);
        if (animated) {
            out.print("\r" + line);
        } else {
            out.println(line.stripTrailing());
        }
    }

    void end() {
        if (animated) {
            out.println();
        }
    }
}
