package io.jackfield.cli.explore;

import io.jackfield.cli.LackingException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Does one task after the other in a JVM, and in the next one when that has hung or died. What
 * befell a seed in a JVM that had run others is only believed when it does alone.
 */
final class Explorer {
    private static final int MOST_SEEDS = 1000;
    private static final long BATCH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A child that has not told of its own deadline by then cannot any more. */
    private static final int GRACE_SECONDS = 10;

    /** Shrinking has twenty, and runs of the test before and after it. */
    private static final int EXPLAIN_SECONDS = 300;

    private final Exploration of;
    private @Nullable ExploreJvm jvm;
    private boolean isFresh;
    private int seeds = 8;

    Explorer(Exploration of) {
        this.of = of;
    }

    /** Until there is nothing to do. */
    void work() throws IOException, InterruptedException {
        try {
            for (Task task; (task = of.work().next(seeds)) != null; ) {
                switch (task) {
                    case Task.Run(int test, SeedRange range) -> run(test, range);
                    case Task.Alone(int test, long seed) -> {
                        end();
                        follow(test, new SeedRange(seed, seed));
                    }
                    case Task.Explain(Found found) -> explain(found);
                }
            }
        } finally {
            end();
        }
    }

    private void end() {
        if (jvm != null) {
            of.closed(jvm);
            jvm = null;
        }
    }

    private ExploreJvm jvm() throws IOException, InterruptedException {
        ExploreJvm running = jvm;
        if (running == null) {
            running = of.startJvm();
            jvm = running;
            isFresh = true;
        }
        return running;
    }

    /** As many seeds at a time as fit into a second. */
    private void run(int test, SeedRange range) throws IOException, InterruptedException {
        jvm();
        long began = System.nanoTime();
        follow(test, range);
        long took = Math.max(1, System.nanoTime() - began);
        seeds =
                (int)
                        Math.clamp(
                                range.size() * BATCH_NANOS / took,
                                1,
                                Math.min(MOST_SEEDS, seeds * 2L));
    }

    private void follow(int test, SeedRange range) throws IOException, InterruptedException {
        ExploreJvm running = jvm();
        boolean isAlone = isFresh && range.size() == 1;
        isFresh = false;
        running.say("run " + test + " " + range.from() + " " + range.to());
        long next = range.from();
        while (true) {
            Told told = running.next(of.setup().deadlineSeconds() + GRACE_SECONDS);
            if (told == null || told.is("hangs") || told.equals(ExploreJvm.END)) {
                of.done(test, range.from(), next - 1);
                lost(test, new SeedRange(next, range.to()), told, isAlone);
                return;
            } else if (told.is("done")) {
                of.done(test, range.from(), next - 1);
                return;
            } else if (told.is("refused")) {
                throw new LackingException(told.text("reason"), "Does it run in a build?");
            } else if (told.is("failed")) {
                next = told.seed() + 1;
                of.found(Found.failure(of.name(test), told));
            } else if (told.is("passed")) {
                next = told.seed() + 1;
                of.meter().passed();
            }
        }
    }

    /** The first of these seeds has cost the JVM its life. */
    private void lost(int test, SeedRange left, @Nullable Told told, boolean isAlone)
            throws InterruptedException {
        ExploreJvm gone = jvm;
        if (of.isStopped() || gone == null) {
            return;
        }
        if (isAlone) {
            boolean hangs = !ExploreJvm.END.equals(told);
            of.found(hangs ? hang(test, left.from(), told) : crash(test, left.from(), gone));
            of.done(test, left.from(), left.from());
        } else {
            if (left.size() > 1) {
                of.work().first(new Task.Run(test, new SeedRange(left.from() + 1, left.to())));
            }
            of.work().first(new Task.Alone(test, left.from()));
        }
        end();
    }

    private Found hang(int test, long seed, @Nullable Told told) {
        long seconds = of.setup().deadlineSeconds();
        String place = told == null ? "" : told.text("place");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seconds", seconds);
        facts.put("place", place);
        facts.put("threads", told == null ? "the JVM told nothing any more" : told.text("text"));
        String signature = "hangs for " + seconds + " s" + (place.isEmpty() ? "" : " at " + place);
        return new Found(Found.HANG, of.name(test), seed, signature, 0, 0, facts);
    }

    private Found crash(int test, long seed, ExploreJvm gone) throws InterruptedException {
        int status = gone.status();
        List<String> output = gone.output();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", status);
        facts.put("output", output);
        boolean isFull = output.stream().anyMatch(line -> line.contains("OutOfMemoryError"));
        String signature =
                isFull
                        ? "needs more memory than " + of.setup().memory()
                        : "ends its JVM with status " + status;
        return new Found(Found.CRASH, of.name(test), seed, signature, 0, 0, facts);
    }

    private void explain(Found found) throws IOException, InterruptedException {
        ExploreJvm own = of.startJvm();
        try {
            int test = own.tests().indexOf(found.test());
            own.say("explain " + test + " " + found.seed() + " " + of.setup().folder());
            Told told;
            do {
                told = own.next(EXPLAIN_SECONDS);
            } while (told != null && !told.is("explained") && !told.equals(ExploreJvm.END));
            if (!of.isStopped()) {
                Told none = new Told("explained", Map.of());
                of.explained(
                        Explained.of(
                                found, told == null || told.equals(ExploreJvm.END) ? none : told));
            }
        } finally {
            of.closed(own);
        }
    }
}
