package io.jackfield.junit;

import example.planted.PlantedBugs;

import io.jackfield.net.Misfortune;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A test of a program with a bug, and of its repaired twin. */
record PlantedBug(String method, String bug, String cure) {
    static final List<PlantedBug> ALL =
            List.of(
                    new PlantedBug(
                            "missingTimeout",
                            "missing timeout: `StockWatch` reads without one, and its server's"
                                    + " host crashes between request and answer",
                            "5 s"),
                    new PlantedBug(
                            "retryWithoutIdempotence",
                            "retry without idempotence: `Payments` asks again when no answer came"
                                    + " in time, and only the answer was late",
                            "the server remembers what it did"),
                    new PlantedBug(
                            "leakedSocket",
                            "leaked socket: `PriceFeed` goes on without closing when no answer"
                                    + " came in time",
                            "closed always"),
                    new PlantedBug(
                            "deadPoolConnection",
                            "dead pool connection: `Pool` lends what its server has closed as idle",
                            "only the young are lent"),
                    new PlantedBug(
                            "closeRace",
                            "close race: `Pool` asks whether the connection is closed, and the"
                                    + " FIN is on its way",
                            "asks once more, on a new one"),
                    new PlantedBug(
                            "splitBrain",
                            "split brain: `Node` takes over from a leader that it does not hear,"
                                    + " and who goes on",
                            "majority, leases"));

    private static TestName test(String method) {
        try {
            return new TestName(
                    PlantedBugs.class, PlantedBugs.class.getDeclaredMethod(method, Net.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    TestName test() {
        return test(method);
    }

    /** What was thrown, by seed, of seeds from 1. */
    Map<Long, String> failures(long seeds) {
        return failures(test(), seeds);
    }

    Map<Long, String> failuresOfTheTwin(long seeds) {
        return failures(test(method + "Repaired"), seeds);
    }

    private static Map<Long, String> failures(TestName test, long seeds) {
        Map<Long, String> failures = new TreeMap<>();
        Exploring.run(
                test,
                1,
                seeds,
                new Exploring.Listener() {
                    @Override
                    public void begins(long seed) {}

                    @Override
                    public void ended(
                            long seed, Exploring.Facts facts, @Nullable Throwable thrown) {
                        if (thrown != null) {
                            failures.put(seed, Signature.of(thrown).toString());
                        }
                    }

                    @Override
                    public void stands(String text) {}
                });
        return failures;
    }

    /** A failing seed before and after shrinking. */
    String report(long seed, Path folder) {
        List<String> all = new ArrayList<>();
        for (Misfortune each : Rerun.of(test(), seed, null).misfortunes()) {
            all.add(each.toString());
        }
        return "Seed "
                + seed
                + " of `"
                + method
                + "` before shrinking, all that befell it:\n\n```\n"
                + String.join("\n", all)
                + "\n```\n\nand after, as the red test prints it:\n\n```\n"
                + Explanation.of(test(), seed, folder).thrown()
                + "\n```\n";
    }
}
