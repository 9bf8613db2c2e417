package io.jackfield.agent.time;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * An oracle for clocks that jump: a hand-off from thread to thread costs no virtual time. Two
 * tickers always have a deadline at most 100 µs away, so whoever jumps too early moves the clock;
 * whoever receives reads the clock and must see what the sender saw. A hand-off that gets lost ends
 * hours later, by its timeout.
 */
final class HandOffs {
    static final String[] KINDS = kinds();

    private final Random random;
    final ExecutorService pool = Executors.newCachedThreadPool();
    final ExecutorService three = Executors.newFixedThreadPool(3);
    private final Map<String, Integer> wrong = new LinkedHashMap<>();
    private final List<String> examples = new ArrayList<>();
    private long checked;
    private int burn;
    private volatile long sink;

    HandOffs(long seed) {
        random = new Random(seed);
    }

    private static String[] kinds() {
        List<String> all = new ArrayList<>(List.of(PoolHandOffs.KINDS));
        all.addAll(List.of(MonitorHandOffs.KINDS));
        all.addAll(List.of(SocketHandOffs.KINDS));
        return all.toArray(String[]::new);
    }

    long checked() {
        return checked;
    }

    /** How often it went wrong, by kind. */
    Map<String, Integer> wrong() {
        return wrong;
    }

    List<String> examples() {
        return examples;
    }

    /** Makes so many hand-offs, of kinds drawn at random. Runs on a thread of the world. */
    void run(long rounds, List<String> kinds) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        Thread sleeper = new Thread(() -> tick(new Random(1), isOver, true), "sleeping ticker");
        Thread parker = new Thread(() -> tick(new Random(2), isOver, false), "parking ticker");
        sleeper.start();
        parker.start();
        PoolHandOffs pools = new PoolHandOffs(this);
        MonitorHandOffs monitors = new MonitorHandOffs(this);
        PinnedHandOffs pinned = new PinnedHandOffs(this);
        try (SocketHandOffs sockets = new SocketHandOffs(this)) {
            for (long i = 0; i < rounds; i++) {
                String kind = kinds.get(random.nextInt(kinds.size()));
                burn = random.nextInt(2_000);
                if (!pools.make(kind)
                        && !monitors.make(kind)
                        && !pinned.make(kind)
                        && !sockets.make(kind)) {
                    throw new IllegalArgumentException(kind);
                }
            }
        } finally {
            isOver.set(true);
            pool.shutdown();
            three.shutdown();
        }
        sleeper.join();
        parker.join();
    }

    private static void tick(Random random, AtomicBoolean isOver, boolean sleeps) {
        while (!isOver.get()) {
            int nanos = 1 + random.nextInt(100_000);
            if (sleeps) {
                try {
                    Thread.sleep(0, nanos);
                } catch (InterruptedException e) {
                    return;
                }
            } else {
                LockSupport.parkNanos(nanos);
            }
        }
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Computes for a while that is different each time. */
    void burn() {
        long x = burn;
        for (int i = 0; i < burn; i++) {
            x = x * 6364136223846793005L + 1;
        }
        sink = x;
    }

    /** The clock must show this time, still. */
    synchronized void at(String kind, long nanos) {
        checked++;
        long late = System.nanoTime() - nanos;
        if (late != 0) {
            note(kind, late + " ns late");
        }
    }

    /** It went wrong in another way. */
    synchronized void note(String kind, String what) {
        wrong.merge(kind, 1, Integer::sum);
        if (examples.size() < 20) {
            examples.add(kind + ": " + what);
        }
    }
}
