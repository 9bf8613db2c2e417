package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.net.World;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** Hours of timers of every kind: each fires at its nanosecond, and takes no real time. */
class TimersTest {
    private static final long HOUR = 3_600_000_000_000L;

    private final List<String> late = new ArrayList<>();
    private int fired;
    private long began;

    private synchronized void due(String what, long nanos, long precision) {
        fired++;
        long error = System.nanoTime() - began - nanos;
        if (error < 0 || error >= precision) {
            late.add(what + " by " + error + " ns");
        }
    }

    @Test
    void everyTimerFiresAtItsNanosecond() {
        Runs.run(1, this::mix);
        assertThat(late).isEmpty();
        assertThat(fired).isEqualTo(10 + 30 + 1 + 1 + 12 + 5 + 5 + 1);
    }

    private void mix() throws Exception {
        began = System.nanoTime();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(3);
        CountDownLatch done = new CountDownLatch(6);
        for (int i = 1; i <= 10; i++) {
            long then = i * HOUR + i;
            executor.schedule(() -> due("once", then, 1), then, TimeUnit.NANOSECONDS);
        }
        repeat(executor, done);
        new CompletableFuture<String>()
                .orTimeout(3, TimeUnit.HOURS)
                .whenComplete((_, _) -> passed("orTimeout", 3, done));
        CompletableFuture.runAsync(
                () -> passed("delayed", 5, done),
                CompletableFuture.delayedExecutor(5, TimeUnit.HOURS));
        Timer timer = timer(done);
        Thread sleeper = new Thread(this::sleeper);
        sleeper.start();
        Thread waiter = new Thread(this::waiter);
        waiter.start();
        new Thread(() -> poller(done)).start();
        done.countDown();
        done.await();
        sleeper.join();
        waiter.join();
        executor.shutdown();
        assertThat(executor.awaitTermination(100, TimeUnit.HOURS)).isTrue();
        timer.cancel();
    }

    private void passed(String what, int hours, CountDownLatch done) {
        due(what, hours * HOUR, 1);
        done.countDown();
    }

    private void repeat(ScheduledThreadPoolExecutor executor, CountDownLatch done) {
        long period = 600_000_000_007L;
        int[] count = {0};
        ScheduledFuture<?>[] future = {null};
        future[0] =
                executor.scheduleAtFixedRate(
                        () -> {
                            due("repeated", ++count[0] * period, 1);
                            if (count[0] == 30) {
                                future[0].cancel(false);
                                done.countDown();
                            }
                        },
                        period,
                        period,
                        TimeUnit.NANOSECONDS);
    }

    private Timer timer(CountDownLatch done) {
        Timer timer = new Timer(true);
        timer.scheduleAtFixedRate(
                new TimerTask() {
                    private int count;

                    @Override
                    public void run() {
                        due("Timer", ++count * HOUR / 2, 2_000_000);
                        if (count == 12) {
                            cancel();
                            done.countDown();
                        }
                    }
                },
                1_800_000,
                1_800_000);
        return timer;
    }

    private void sleeper() {
        try {
            for (int i = 1; i <= 5; i++) {
                Thread.sleep(Duration.ofHours(1));
                due("sleep", i * HOUR, 1);
            }
        } catch (InterruptedException e) {
            late.add("interrupted");
        }
    }

    private void waiter() {
        Object monitor = new Object();
        try {
            for (int i = 1; i <= 5; i++) {
                synchronized (monitor) {
                    monitor.wait(1_800_000);
                }
                due("wait", i * HOUR / 2, 1);
            }
        } catch (InterruptedException e) {
            late.add("interrupted");
        }
    }

    private void poller(CountDownLatch done) {
        try {
            Instant before = Instant.now();
            Object got = new LinkedBlockingQueue<>().poll(7, TimeUnit.HOURS);
            due("poll", 7 * HOUR, 1);
            if (got != null || Duration.between(before, Instant.now()).toHours() != 7) {
                late.add("Instant " + Instant.now());
            }
        } catch (InterruptedException e) {
            late.add("interrupted");
        }
        done.countDown();
    }

    @Test
    void cancelledTimersAreForgotten() {
        Runs.run(
                1,
                () -> {
                    for (int i = 0; i < 1_000_000; i++) {
                        Thread me = Thread.currentThread();
                        LockSupport.unpark(me);
                        LockSupport.parkNanos(HOUR);
                    }
                    assertThat(System.nanoTime()).isEqualTo(1_000_000_000L);
                });
    }

    @Test
    void aDeadlineThatIsNotReachedIsNoEvent() {
        try (World world = World.deterministic(1)) {
            var jvm = io.jackfield.jdk.Jvm.on(world, world.host("machine"));
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Runs.start(
                    jvm,
                    "main",
                    () -> {
                        parkUntilUnparked();
                        InInitializer.run(TimersTest::parkUntilUnparked);
                        Thread.sleep(Duration.ofHours(2));
                    },
                    thrown);
            assertThat(world.run().events()).isEqualTo(1);
            assertThat(thrown.get()).isNull();
        }
    }

    private static void parkUntilUnparked() {
        Thread me = Thread.currentThread();
        new Thread(() -> LockSupport.unpark(me)).start();
        LockSupport.parkNanos(HOUR);
        assertThat(System.nanoTime()).isEqualTo(1_000_000_000L);
    }

    @Test
    void theWorldsOwnEventsAndTheThreadsAreOneOrder() {
        List<String> log = new ArrayList<>();
        try (World world = World.deterministic(1)) {
            var jvm = io.jackfield.jdk.Jvm.on(world, world.host("machine"));
            world.at("2s", () -> log.add("action"));
            jvm.start(
                    "main",
                    () -> {
                        try {
                            Thread.sleep(1000);
                            log.add("first");
                            Thread.sleep(2000);
                            log.add("third");
                        } catch (InterruptedException e) {
                            log.add("interrupted");
                        }
                    });
            assertThat(world.run().nanos()).isEqualTo(3_000_000_000L);
        }
        assertThat(log).containsExactly("first", "action", "third");
    }
}
