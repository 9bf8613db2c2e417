package io.jackfield.benchmarks;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Every row of the goals: a workload on the kernel's loopback and on hosts of ours, through the
 * public API and with the agent, in turn, in one run, through the same SocketChannels.
 */
public final class Comparison {
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
                "%-30s %-26s %-26s %7s %6s  %-26s %7s%n",
                "median of " + rounds + " (least … most)",
                "kernel loopback",
                "Jackfield",
                "ratio",
                "goal",
                "with the agent",
                "ratio");
        Comparison comparison = new Comparison(rounds, millis, out);
        Path agent = Worker.agentOf(Worker.classPath());
        try (Worker worker = agent == null ? null : Worker.start(Worker.classPath(), agent)) {
            for (int i = 0; i < Row.ALL.size(); i++) {
                comparison.row(i, worker);
            }
        }
        out.println();
        IdleConnections.print(out);
        VirtualTime.print(out);
    }

    private void row(int number, @Nullable Worker withAgent) throws Exception {
        Row row = Row.ALL.get(number);
        double[] kernel = new double[rounds];
        double[] ours = new double[rounds];
        double[] agents = new double[rounds];
        try (Place there = Place.kernel();
                Place here = row.ours().get()) {
            for (int i = -1; i < rounds; i++) { // the first warms up
                int at = Math.max(i, 0);
                kernel[at] = row.run(there, millis);
                ours[at] = row.run(here, millis);
                agents[at] = withAgent == null ? 0 : withAgent.run(number, millis);
            }
        }
        Spread them = Spread.of(kernel);
        Spread us = Spread.of(ours);
        out.printf(
                Locale.ROOT,
                "%-30s %-26s %-26s %6.1fx %5.1fx",
                row.title(),
                row.text(them),
                row.text(us),
                us.median() / them.median(),
                row.goal());
        if (withAgent != null) {
            Spread agent = Spread.of(agents);
            double ratio = agent.median() / them.median();
            out.printf(Locale.ROOT, "  %-26s %6.1fx", row.text(agent), ratio);
        }
        out.println();
    }

    /**
     * {@code ROUNDS MILLIS}, 5 and 1000 without arguments; and perhaps the folder of a checkout to
     * be compared with.
     */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        long millis = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1000;
        if (arguments.length > 2) {
            System.exit(Against.print(Path.of(arguments[2]), rounds, millis, System.out) ? 0 : 1);
        }
        print(rounds, millis, System.out);
    }
}
