package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** What happens at one instant happens in either order, and nothing gets lost. */
class RaceTest {
    private static final int ROUNDS = (int) Math.max(1000, Long.getLong("jackfield.sweep", 0) / 10);
    private static final long MILLI = 1_000_000;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** How often each came first. */
    Map<String, Integer> outcomes() {
        return outcomes;
    }

    private interface Round {
        void run(ExecutorService pool) throws Exception;
    }

    /** Every round ends at the instant that the world shows then. */
    private void race(String name, Round round) {
        Runs.run(
                1,
                () -> {
                    try (ExecutorService pool = Executors.newCachedThreadPool()) {
                        for (int i = 0; i < ROUNDS; i++) {
                            round.run(pool);
                        }
                    }
                });
        System.out.println(ROUNDS + " races of " + name + ": " + outcomes);
    }

    private static void at(long nanos) {
        assertThat(System.nanoTime()).isEqualTo(nanos);
    }

    private static void sleep(long nanos) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anUnparkIsNeverLost() {
        race("unpark and park", this::unparkOrPark);
        assertThat(outcomes).containsOnlyKeys("first park", "first unpark");
    }

    private void unparkOrPark(ExecutorService pool) {
        Thread me = Thread.currentThread();
        boolean[] parks = {false};
        long now = System.nanoTime();
        pool.execute(
                () -> {
                    count(parks[0] ? "first park" : "first unpark");
                    LockSupport.unpark(me);
                });
        if (ThreadLocalRandom.current().nextBoolean()) {
            Thread.yield();
        }
        parks[0] = true;
        LockSupport.parkNanos(TimeUnit.HOURS.toNanos(1));
        at(now);
    }

    @Test
    void anInterruptIsNotLostToANotificationNorToTheTimeout() {
        race("interrupt, notify and timeout", this::interruptNotifyOrTimeout);
        assertThat(outcomes).containsOnlyKeys("interrupted", "returned, then interrupted");
        assertThat(outcomes.values().stream().mapToInt(n -> n).sum()).isEqualTo(ROUNDS);
    }

    private void interruptNotifyOrTimeout(ExecutorService pool) throws InterruptedException {
        Thread me = Thread.currentThread();
        Object monitor = new Object();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(2);
        pool.execute(
                () -> {
                    await(go);
                    synchronized (monitor) {
                        monitor.notifyAll();
                    }
                    both.countDown();
                });
        pool.execute(
                () -> {
                    await(go);
                    me.interrupt();
                    both.countDown();
                });
        long then = goesAfter(MILLI, pool, go::countDown);
        boolean threw = false;
        synchronized (monitor) {
            try {
                monitor.wait(1);
            } catch (InterruptedException e) {
                threw = true;
            }
        }
        at(then);
        boolean pending = false;
        try {
            both.await();
        } catch (InterruptedException e) {
            pending = true;
            both.await();
        }
        at(then);
        assertThat(pending | Thread.interrupted()).as("pending").isEqualTo(!threw);
        count(threw ? "interrupted" : "returned, then interrupted");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Has something done so long from now by one of two threads that wake then, and this one's
     * deadline is before theirs or after: which of all is first is drawn.
     */
    private static long goesAfter(long nanos, ExecutorService pool, Runnable action)
            throws InterruptedException {
        long then = System.nanoTime() + nanos;
        CountDownLatch sleeps = new CountDownLatch(1);
        boolean early = ThreadLocalRandom.current().nextBoolean();
        pool.execute(
                () -> {
                    sleeps.countDown();
                    sleep(early ? nanos : nanos / 2);
                    sleep(early ? 0 : nanos - nanos / 2);
                    action.run();
                });
        sleeps.await();
        Thread.yield();
        return then;
    }

    @Test
    void whatIsCancelledAtItsInstantHasRunOrNeverRuns() {
        race("cancel and fire", this::cancelOrFire);
        assertThat(outcomes).containsOnlyKeys("cancelled", "ran");
    }

    private void cancelOrFire(ExecutorService pool) throws Exception {
        try (ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1)) {
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(1);
            AtomicReference<Future<?>> future = new AtomicReference<>();
            AtomicReference<Boolean> cancelled = new AtomicReference<>();
            long then =
                    goesAfter(
                            MILLI,
                            pool,
                            () -> {
                                cancelled.set(future.get().cancel(false));
                                done.countDown();
                            });
            future.set(timer.schedule(runs::incrementAndGet, MILLI, TimeUnit.NANOSECONDS));
            try {
                future.get().get(1, TimeUnit.HOURS);
            } catch (CancellationException e) {
                assertThat(runs.get()).isEqualTo(0);
            }
            done.await();
            at(then);
            assertThat(runs.get()).isEqualTo(cancelled.get() ? 0 : 1);
            count(cancelled.get() ? "cancelled" : "ran");
        }
    }

    @Test
    void whatIsCompletedAtItsTimeoutIsOneOfBoth() {
        race("complete and time out", this::completeOrTimeOut);
        assertThat(outcomes).containsOnlyKeys("completed", "timed out");
    }

    private void completeOrTimeOut(ExecutorService pool) throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        CountDownLatch done = new CountDownLatch(1);
        long then =
                goesAfter(
                        MILLI,
                        pool,
                        () -> {
                            count(future.complete("completed") ? "completed" : "timed out");
                            done.countDown();
                        });
        try {
            assertThat(future.orTimeout(MILLI, TimeUnit.NANOSECONDS).get()).isEqualTo("completed");
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TimeoutException.class);
        }
        at(then);
        done.await();
        at(then);
    }
}
