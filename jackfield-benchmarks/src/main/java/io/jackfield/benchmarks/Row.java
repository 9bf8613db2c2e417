package io.jackfield.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One row of the table.
 *
 * @param title what is compared
 * @param ours where of ours
 * @param unit in what, and how many of the workload's units that is
 * @param goal the ratio to reach
 */
record Row(
        String title,
        Workload workload,
        Supplier<Place> ours,
        String unit,
        double scale,
        double goal) {
    static final List<Row> ALL =
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

    /** Runs the workload at a place; how many units a second. */
    double run(Place at, long millis) throws Exception {
        return workload.run(at, millis) / scale;
    }

    String text(Spread spread) {
        return String.format(
                Locale.ROOT,
                "%.2f %s (%.2f … %.2f)",
                spread.median(),
                unit,
                spread.least(),
                spread.most());
    }
}
