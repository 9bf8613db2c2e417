package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.Decisions;
import io.jackfield.net.Ending;
import io.jackfield.net.World;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** What stands still is named, and what only takes long is not. */
class StallTest {
    private static volatile boolean goOn;
    private static long slept;

    /** A program of one machine, and what was reported meanwhile. */
    private static List<String> reports(Runs.Program program) {
        List<String> reports = Collections.synchronizedList(new ArrayList<>());
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (World world = World.deterministic(1)) {
            world.onStall(
                    report -> {
                        reports.add(report);
                        goOn = true;
                    });
            Runs.start(Jvm.on(world, world.host("machine")), "main", program, thrown);
            assertThat(world.run().isComplete()).isTrue();
        }
        assertThat(thrown.get()).isNull();
        return reports;
    }

    @Test
    void aBusyLoopIsReportedWithItsStack() {
        goOn = false;
        List<String> reports = reports(StallTest::burnUntilReported);
        assertThat(reports).hasSize(1);
        assertThat(reports.getFirst())
                .contains("has stood at 0ns", "main", "StallTest.burnUntilReported");
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private static void burnUntilReported() {
        while (!goOn) {
            // nothing that the world could see
        }
    }

    @Test
    void aThreadThatInterruptsItselfWheneverItIsInterruptedLetsTimePass() {
        assertThat(reports(StallTest::interruptAllTheTime)).isEmpty();
    }

    private static void interruptAllTheTime() throws InterruptedException {
        AtomicBoolean isEnough = new AtomicBoolean();
        BlockingQueue<String> empty = new ArrayBlockingQueue<>(1);
        Thread taker =
                new Thread(
                        () -> {
                            while (!isEnough.get()) {
                                try {
                                    empty.take();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            }
                        });
        taker.start();
        taker.interrupt();
        Thread.sleep(5);
        isEnough.set(true);
        taker.join();
    }

    /** Its initializer sleeps, in a frame that no continuation leaves. */
    private static final class Slow {
        static {
            try {
                Thread.sleep(3_600_000);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            slept = System.nanoTime();
        }

        static void touch() {}
    }

    @Test
    void aSleepInAStaticInitializerTakesVirtualTimeWhileOthersRun() {
        List<Long> ticks = new ArrayList<>();
        assertThat(
                        reports(
                                () -> {
                                    Thread ticker =
                                            new Thread(
                                                    () -> {
                                                        try {
                                                            Thread.sleep(1_800_000);
                                                        } catch (InterruptedException e) {
                                                            return;
                                                        }
                                                        ticks.add(System.nanoTime());
                                                    });
                                    ticker.start();
                                    Slow.touch();
                                }))
                .isEmpty();
        assertThat(slept).isEqualTo(3_601_000_000_000L);
        assertThat(ticks).containsExactly(1_801_000_000_000L);
    }

    @Test
    void aFileThatIsReadIsNotReported() throws Exception {
        Path file = Files.createTempFile("jackfield", ".octets");
        try {
            Files.write(file, new byte[1 << 20]);
            assertThat(reports(() -> readForASecondAndAHalf(file))).isEmpty();
        } finally {
            Files.delete(file);
        }
    }

    private static void readForASecondAndAHalf(Path file) throws Exception {
        byte[] room = new byte[1 << 16];
        for (long until = RealClock.nanos() + 1_500_000_000L; RealClock.nanos() < until; ) {
            try (InputStream in = Files.newInputStream(file)) {
                while (in.read(room) > 0) {
                    sum += room[0];
                }
            }
        }
    }

    private static volatile int sum;

    /** Calls of read(2) that this process has made. */
    private static long ownReads() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
            if (line.startsWith("syscr: ")) {
                return Long.parseLong(line.substring(7));
            }
        }
        throw new AssertionError("no syscr");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aWorldThatGoesOnReadsNoFile() throws Exception {
        int turns = 2000;
        long before = ownReads();
        try (World world = World.deterministic(1)) {
            Host host = world.host("machine");
            for (int i = 0; i < turns; i++) {
                assertThat(host.<String>call(host::name)).isEqualTo("machine");
            }
        }
        assertThat(ownReads() - before).isLessThan(turns);
    }

    @Test
    void aDeadlockEndsTheRunAndSaysWhoWaitsForWhatSinceWhen() {
        try (World world = World.deterministic(1)) {
            Jvm jvm = Jvm.on(world, world.host("machine"));
            ReentrantLock first = new ReentrantLock();
            ReentrantLock second = new ReentrantLock();
            CountDownLatch both = new CountDownLatch(2);
            jvm.start("one", () -> takeBoth(first, second, both));
            jvm.start("two", () -> takeBoth(second, first, both));
            Ending ending = world.run();
            assertThat(ending.waiting()).hasSize(2);
            assertThat(ending.waiting().getFirst())
                    .contains("one WAITING for", "ReentrantLock$NonfairSync of two since 2s")
                    .contains("StallTest.takeBoth");
            assertThat(ending.waiting().getLast()).contains("of one since 2s");
        }
    }

    private static void takeBoth(ReentrantLock own, ReentrantLock other, CountDownLatch both) {
        own.lock();
        both.countDown();
        try {
            both.await();
            Thread.sleep(2000);
            other.lock();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReportChangesNoDecision() {
        Decisions quick = Runs.run(1, () -> burnBeforeOthers(0));
        Decisions reported = Runs.run(1, () -> burnBeforeOthers(1_500_000_000L));
        assertThat(reported).isEqualTo(quick);
    }

    /** While it burns, others are ready, sleep, and wait. */
    private static void burnBeforeOthers(long nanos) throws InterruptedException {
        List<Thread> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int habit = i % 3;
            Thread other =
                    new Thread(
                            () -> {
                                for (int k = 0; k < 10; k++) {
                                    if (habit == 0) {
                                        Thread.yield();
                                    } else {
                                        LockSupport.parkNanos(habit);
                                    }
                                }
                            });
            other.start();
            others.add(other);
        }
        Thread.yield();
        for (long until = RealClock.nanos() + nanos; RealClock.nanos() < until; ) {
            sum = 1;
        }
        for (Thread other : others) {
            other.join();
        }
    }

    /** Its initializer waits until somebody says so; whoever needs the class waits in the JVM. */
    private static final class Contended {
        static {
            LockSupport.parkNanos(3_600_000_000_000L);
        }

        static void touch() {}
    }

    @Test
    void aWaitForAnothersInitializerIsReportedWithBothStacks() throws Exception {
        ChildRun run = ChildRun.of(WaitsForInitializer.class, "NONE", List.of());
        assertThat(run.output())
                .contains("has stood at 1ns", "this thread runs: second")
                .contains("StallTest$WaitsForInitializer.lambda$main$1")
                .contains("first is in the initializer of " + Contended.class.getName());
    }

    /** Two threads that need a class whose initializer sleeps. */
    static final class WaitsForInitializer {
        private WaitsForInitializer() {}

        public static void main(String[] arguments) {
            World world = World.deterministic(1);
            Jvm jvm = Jvm.on(world, world.host("machine"));
            jvm.start("first", () -> Contended.touch());
            jvm.start(
                    "second",
                    () -> {
                        LockSupport.parkNanos(1);
                        Contended.touch();
                    });
            world.onStall(
                    report -> {
                        System.out.println(report);
                        Runtime.getRuntime().halt(0);
                    });
            world.run();
        }
    }
}
