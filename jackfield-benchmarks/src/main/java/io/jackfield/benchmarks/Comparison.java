package io.jackfield.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Every row of the goals: a workload on the kernel's loopback and on hosts of ours, in turn, in one
 * run, through the same SocketChannels.
 */
public final class Comparison {
    /** One row: what is compared, where of ours, in which unit, and the ratio to reach. */
    private record Row(
            String title,
            Workload workload,
            Supplier<Place> ours,
            String unit,
            double scale,
            double goal) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row("bulk, loopback MTU", new Bulk(), Place::loopback, "GB/s", 1e9, 3),
                    new Row(
                            "bulk, MTU 1500",
                            new Bulk(),
                            () -> Place.cable(1500, false),
                            "GB/s",
                            1e9,
                            2),
                    new Row(
                            "bulk, MTU 1500, checksums",
                            new Bulk(),
                            () -> Place.cable(1500, true),
                            "GB/s",
                            1e9,
                            1.2),
                    new Row(
                            "round trip, virtual threads",
                            RoundTrips.ofVirtualThreads(),
                            () -> Place.cable(1500, false),
                            "k/s",
                            1e3,
                            15),
                    new Row(
                            "round trip, platform threads",
                            RoundTrips.ofPlatformThreads(),
                            () -> Place.cable(1500, false),
                            "k/s",
                            1e3,
                            1.5),
                    new Row(
                            "connect + accept + close",
                            new Connections(),
                            Place::loopback,
                            "k/s",
                            1e3,
                            25),
                    new Row(
                            "UDP, 64 octets",
                            new Datagrams(),
                            () -> Place.cable(1500, false),
                            "M/s",
                            1e6,
                            10));

    private final int rounds;
    private final long millis;
    private final PrintStream out;

    private Comparison(int rounds, long millis, PrintStream out) {
        this.rounds = rounds;
        this.millis = millis;
        this.out = out;
    }

    /**
     * Prints the table.
     *
     * @param rounds how often each workload is measured at each place, after one round that warms
     *     up
     * @param millis how long a round takes
     */
    public static void print(int rounds, long millis, PrintStream out) throws Exception {
        out.println(Machine.describe());
        out.printf(
                Locale.ROOT,
                "%-30s %-26s %-26s %7s %6s%n",
                "median of " + rounds + " (least … most)",
                "kernel loopback",
                "Jackfield",
                "ratio",
                "goal");
        Comparison comparison = new Comparison(rounds, millis, out);
        for (Row row : ROWS) {
            comparison.row(row);
        }
        out.println();
        IdleConnections.print(out);
        VirtualTime.print(out);
    }

    private void row(Row row) throws Exception {
        double[] kernel = new double[rounds];
        double[] ours = new double[rounds];
        try (Place there = Place.kernel();
                Place here = row.ours.get()) {
            row.workload.run(there, millis);
            row.workload.run(here, millis);
            for (int i = 0; i < rounds; i++) {
                kernel[i] = row.workload.run(there, millis) / row.scale;
                ours[i] = row.workload.run(here, millis) / row.scale;
            }
        }
        Spread them = Spread.of(kernel);
        Spread us = Spread.of(ours);
        out.printf(
                Locale.ROOT,
                "%-30s %-26s %-26s %6.1fx %5.1fx%n",
                row.title,
                text(them, row.unit),
                text(us, row.unit),
                us.median() / them.median(),
                row.goal);
    }

    private static String text(Spread spread, String unit) {
        return String.format(
                Locale.ROOT,
                "%.2f %s (%.2f … %.2f)",
                spread.median(),
                unit,
                spread.least(),
                spread.most());
    }

    /** {@code ROUNDS MILLIS}: 5 and 1000 without arguments. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
        print(rounds, millis, System.out);
    }
}
