package io.jackfield.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** What the figures were taken on, and whether anything else ran. */
final class Machine {
    /** More than this many runnable threads beside our own make a machine loaded. */
    private static final double IDLE_LOAD = 0.5;

    private Machine() {}

    static String describe() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(
                Locale.ROOT,
                "%d processors, %s %s, JVM %s; load %.2f before the run: %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version(),
                load,
                load < IDLE_LOAD ? "idle" : "loaded, so compare ratios only");
    }
}
