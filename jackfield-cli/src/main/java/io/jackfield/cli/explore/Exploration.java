package io.jackfield.cli.explore;

import io.jackfield.cli.ExitCodes;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The seeds of a test, spread over JVMs: each seed runs once; of failures that have the same
 * signature the first is explained at once, and at the end the shortest, of which one is kept.
 */
final class Exploration {
    private final Setup setup;
    private final Journal journal;
    private final Findings findings;
    private final Work work = new Work();
    private final Set<ExploreJvm> running = ConcurrentHashMap.newKeySet();
    private final List<String> tests;
    private final Meter meter;
    private volatile @Nullable ExploreJvm spare;
    private volatile boolean isStopped;

    /**
     * Looks what the test is, and what of it was done before.
     *
     * @throws IllegalArgumentException if there is no such test
     */
    Exploration(Setup setup, Journal journal, Journal.Before before, PrintStream err, boolean shows)
            throws IOException, InterruptedException {
        this.setup = setup;
        this.journal = journal;
        findings = new Findings(setup.folder());
        ExploreJvm first = startJvm();
        spare = first;
        tests = first.tests();
        long seeds = 0;
        for (int i = 0; i < tests.size(); i++) {
            for (SeedRange each : Work.without(setup.seeds(), before.done(tests.get(i)))) {
                work.last(new Task.Run(i, each));
                seeds += each.size();
            }
        }
        before.found().forEach(findings::add);
        before.explained().forEach(findings::add);
        meter = new Meter(err, shows, seeds);
    }

    /** Until all is done; the exit code. */
    int run() throws IOException, InterruptedException {
        try {
            workAll();
            findings.shorter().forEach(each -> work.last(new Task.Explain(each)));
            workAll();
        } finally {
            meter.end();
            stop();
        }
        return findings.all().isEmpty() ? ExitCodes.OK : ExitCodes.NO;
    }

    private void workAll() throws IOException, InterruptedException {
        List<Future<@Nullable Object>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(setup.jvms())) {
            for (int i = 0; i < setup.jvms(); i++) {
                workers.add(
                        threads.submit(
                                () -> {
                                    new Explorer(this).work();
                                    return null;
                                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            stop();
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case RuntimeException cause -> throw cause;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** A JVM that has run nothing yet. */
    ExploreJvm startJvm() throws IOException, InterruptedException {
        ExploreJvm first = spare;
        spare = null;
        ExploreJvm jvm = first == null ? ExploreJvm.start(setup.command()) : first;
        running.add(jvm);
        if (isStopped) {
            jvm.close();
        }
        return jvm;
    }

    void closed(ExploreJvm jvm) {
        jvm.close();
        running.remove(jvm);
    }

    /** Ends all JVMs, whatever they do. */
    void stop() {
        isStopped = true;
        running.forEach(ExploreJvm::close);
    }

    boolean isStopped() {
        return isStopped;
    }

    void done(int test, long from, long to) {
        if (from <= to) {
            journal.done(name(test), new SeedRange(from, to));
        }
    }

    void found(Found found) {
        journal.write(found.members());
        boolean isNew = findings.add(found);
        meter.failed(isNew);
        if (isNew && findings.mayBeExplained(found)) {
            work.first(new Task.Explain(found));
        }
    }

    void explained(Explained explained) {
        journal.write(explained.members());
        findings.add(explained);
    }

    Setup setup() {
        return setup;
    }

    Work work() {
        return work;
    }

    Meter meter() {
        return meter;
    }

    Findings findings() {
        return findings;
    }

    String name(int test) {
        return tests.get(test);
    }

    /** Where its lines are. */
    Path file() {
        return setup.folder().resolve(Journal.NAME);
    }
}
