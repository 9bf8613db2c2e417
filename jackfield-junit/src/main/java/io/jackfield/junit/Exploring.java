package io.jackfield.junit;

import io.jackfield.net.StandstillException;

import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * Many seeds of one test in one run of JUnit's, each as it runs alone: nothing is reported, shrunk
 * or remembered here, only told.
 */
final class Exploring implements TestExecutionListener {
    /** Names the exploration that an invocation belongs to. */
    static final String KEY = "jackfield.exploring";

    private static final Map<String, Exploring> UNDER_WAY = new ConcurrentHashMap<>();
    private static final AtomicLong KEYS = new AtomicLong();

    /** Who is told. */
    interface Listener {
        /** A seed begins. */
        void begins(long seed);

        /** It has ended; nothing thrown, or an assumption that did not hold, is no failure. */
        void ended(long seed, Facts facts, @Nullable Throwable thrown);

        /** The clock of its world stands still, and why. */
        void stands(String text);
    }

    /** Of a run that is over. */
    record Facts(long nanos, int misfortunes) {}

    private final long from;
    private final long to;
    private final Listener listener;
    private long seed;
    private Facts facts = new Facts(0, 0);
    private @Nullable Throwable broken;

    private Exploring(long from, long to, Listener listener) {
        this.from = from;
        this.to = to;
        this.listener = listener;
        seed = from - 1;
    }

    /**
     * Runs a test with the seeds from one to another, both included.
     *
     * @throws StandstillException if a world could not be ended: the JVM is of no use any more
     * @throws IllegalStateException if the test cannot run at all
     */
    static void run(TestName test, long from, long to, Listener listener) {
        Exploring exploring = new Exploring(from, to, listener);
        String key = Long.toString(KEYS.incrementAndGet());
        UNDER_WAY.put(key, exploring);
        try {
            Quietly.run(test, Map.of(KEY, key), exploring);
        } finally {
            UNDER_WAY.remove(key);
        }
        if (exploring.broken != null) {
            throw new IllegalStateException(exploring.broken);
        }
    }

    /** The exploration of that key. */
    static Exploring underWay(String key) {
        Exploring exploring = UNDER_WAY.get(key);
        if (exploring == null) {
            throw new IllegalStateException(KEY + " is not for users");
        }
        return exploring;
    }

    LongStream seeds() {
        return LongStream.rangeClosed(from, to);
    }

    /** Before the test's code. */
    void prepare(Net net) {
        net.noteMisfortunes();
        net.onStall(listener::stands);
    }

    /** After it, at the moment of the failure if there was one. */
    void note(Net net) {
        facts = new Facts(net.nowNanos(), net.misfortuneCount());
    }

    @Override
    public void executionStarted(TestIdentifier identifier) {
        if (identifier.isTest()) {
            seed++;
            facts = new Facts(0, 0);
            listener.begins(seed);
        }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
        Throwable thrown = failed ? result.getThrowable().orElseThrow() : null;
        if (identifier.isTest()) {
            listener.ended(seed, facts, thrown);
        } else if (thrown != null) {
            broken = thrown;
        }
    }
}
