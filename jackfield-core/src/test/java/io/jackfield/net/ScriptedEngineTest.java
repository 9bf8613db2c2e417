package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.file.Sleeper;
import io.jackfield.time.Deadline;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

class ScriptedEngineTest {
    private static final long FOREVER = Deadline.NEVER - 1;

    private final ScriptedEngine engine = new ScriptedEngine();
    private final List<String> log = new ArrayList<>();

    private void sleep(long nanos) {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "nanosleep");
        engine.await(sleeper, engine.nowNanos() + nanos);
    }

    private void note(String what) {
        log.add(engine.nowNanos() + " " + what);
    }

    @Test
    void threadsRunOneAtATimeInTheOrderInWhichTheyBecameRunnable() {
        for (String name : List.of("a", "b", "c")) {
            engine.start(
                    name,
                    () -> {
                        note(name);
                        sleep(10);
                        note(name);
                    });
        }
        assertThat(engine.run(FOREVER, true, null)).isTrue();
        assertThat(log).containsExactly("0 a", "0 b", "0 c", "10 a", "10 b", "10 c");
    }

    @Test
    void theClockJumpsFromDeadlineToDeadline() {
        engine.start(
                "long",
                () -> {
                    sleep(7_200_000_000_000L);
                    note("long");
                });
        engine.start(
                "short",
                () -> {
                    sleep(3);
                    note("short");
                    sleep(4);
                    note("short");
                });
        engine.run(FOREVER, true, null);
        assertThat(log).containsExactly("3 short", "7 short", "7200000000000 long");
    }

    @Test
    void aWakeUpComesBeforeTheDeadline() {
        AtomicReference<Sleeper> asleep = new AtomicReference<>();
        engine.start(
                "sleeper",
                () -> {
                    Sleeper sleeper = new Sleeper(Thread.currentThread(), "recv");
                    asleep.set(sleeper);
                    engine.await(sleeper, 1000);
                    note("woken by " + sleeper.cause());
                });
        engine.start(
                "waker",
                () -> {
                    sleep(5);
                    assertThat(asleep.get().end(Sleeper.Cause.EVENT)).isTrue();
                    engine.wake(asleep.get());
                    note("wakes");
                });
        engine.run(FOREVER, true, null);
        assertThat(log).containsExactly("5 wakes", "5 woken by EVENT");
        assertThat(engine.nowNanos()).isEqualTo(5);
    }

    @Test
    void aRunEndsWhenNothingCanHappenAnyMoreAndNamesWhoWaits() {
        engine.start(
                "reader",
                () -> engine.await(new Sleeper(Thread.currentThread(), "recv"), Deadline.NEVER));
        assertThat(engine.run(FOREVER, true, null)).isFalse();
        assertThat(engine.waiting()).containsExactly("reader in recv");
        engine.end();
        assertThat(engine.waiting()).isEmpty();
    }

    @Test
    void theTestItselfMaySleepAndTheWorldGoesOnMeanwhile() {
        engine.start(
                "other",
                () -> {
                    sleep(2);
                    note("other");
                });
        sleep(5);
        note("test");
        assertThat(log).containsExactly("2 other", "5 test");
    }

    @Test
    void aTestThatWouldSleepForEverIsTold() {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "accept");
        assertThatThrownBy(() -> engine.await(sleeper, Deadline.NEVER))
                .isInstanceOf(StandstillException.class)
                .hasMessageContaining("accept");
    }

    @Test
    void actionsHappenInTheTestsOwnThreadBetweenTheThreads() {
        Thread test = Thread.currentThread();
        engine.schedule(
                new Action(
                        () -> {
                            assertThat(Thread.currentThread()).isSameAs(test);
                            note("action");
                        }),
                4);
        engine.start(
                "program",
                () -> {
                    sleep(4);
                    note("program");
                });
        engine.run(FOREVER, true, null);
        assertThat(log).containsExactly("4 action", "4 program");
    }

    @Test
    void aConditionIsLookedAtWheneverSomethingHappened() {
        engine.start(
                "program",
                () -> {
                    for (int i = 0; i < 10; i++) {
                        sleep(1);
                        note("tick");
                    }
                });
        assertThat(engine.run(FOREVER, false, () -> log.size() == 3)).isTrue();
        assertThat(engine.nowNanos()).isEqualTo(3);
        engine.end();
    }

    @Test
    void whatAProgramThrowsReachesWhoeverRunsTheWorld() {
        IllegalStateException thrown = new IllegalStateException("bang");
        engine.start(
                "program",
                () -> {
                    throw thrown;
                });
        assertThatThrownBy(() -> engine.run(FOREVER, true, null))
                .isInstanceOf(WorldException.class)
                .hasCause(thrown);
    }

    @Test
    void aThreadThatHasNotTheBatonIsRefused() throws InterruptedException {
        engine.start("program", () -> sleep(1));
        AtomicReference<Throwable> refused = new AtomicReference<>();
        engine.start(
                "intruding",
                () -> {
                    Thread intruder =
                            Thread.ofPlatform()
                                    .start(
                                            () -> {
                                                try {
                                                    sleep(1);
                                                } catch (IllegalStateException e) {
                                                    refused.set(e);
                                                }
                                            });
                    try {
                        intruder.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
        engine.run(FOREVER, true, null);
        assertThat(refused.get()).hasMessageContaining("has the baton");
    }

    @Test
    void aThreadThatDoesNotGiveTheBatonBackIsNamedWithItsStack() {
        ScriptedEngine impatient = new ScriptedEngine(20_000_000);
        CountDownLatch outside = new CountDownLatch(1);
        impatient.start("waits outside", () -> awaitOutside(outside));
        assertThatThrownBy(() -> impatient.run(FOREVER, true, null))
                .isInstanceOf(StandstillException.class)
                .hasMessageContaining("waits outside")
                .hasMessageContaining("awaitOutside");
        assertThatThrownBy(() -> impatient.start("more", () -> {})).hasMessageContaining("stuck");
        outside.countDown();
        impatient.end();
    }

    private static void awaitOutside(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
