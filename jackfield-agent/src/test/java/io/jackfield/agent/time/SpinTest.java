package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

/** Time goes on for those who do nothing but wait for it, and for nobody else. */
class SpinTest {
    private static final long MILLI = 1_000_000;

    private static volatile boolean flag;

    /** What a thread does while it waits. */
    enum Habit {
        LOOKS {
            @Override
            void once() {}
        },
        HINTS {
            @Override
            void once() {
                Thread.onSpinWait();
            }
        },
        YIELDS {
            @Override
            void once() {
                Thread.yield();
            }
        };

        abstract void once();
    }

    @ParameterizedTest
    @EnumSource
    void aLoopUntilATimeEndsAtThatTimeAndTimersMeanwhileAreExact(Habit habit) {
        List<Long> ticks = new ArrayList<>();
        Runs.run(
                1,
                () -> {
                    long began = System.nanoTime();
                    Thread ticker =
                            new Thread(
                                    () -> {
                                        for (int i = 0; i < 3; i++) {
                                            sleep(300_007);
                                            ticks.add(System.nanoTime() - began);
                                        }
                                    });
                    ticker.start();
                    while (System.nanoTime() - began < MILLI) {
                        habit.once();
                    }
                    assertThat(System.nanoTime() - began).isBetween(MILLI, MILLI + 999);
                    ticker.join();
                });
        assertThat(ticks).containsExactly(300_007L, 600_014L, 900_021L);
    }

    private static void sleep(int nanos) {
        try {
            Thread.sleep(0, nanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HINTS", "YIELDS"})
    void aLoopUntilAFlagEndsWhenAnotherHasSleptAndSetsIt(Habit habit) {
        flag = false;
        Runs.run(
                1,
                () -> {
                    long then = System.nanoTime() + MILLI;
                    new Thread(
                                    () -> {
                                        sleep(999_999);
                                        sleep(1);
                                        flag = true;
                                    })
                            .start();
                    while (!flag) {
                        habit.once();
                    }
                    assertThat(System.nanoTime()).isEqualTo(then);
                });
    }

    @Test
    void whoWorksBetweenLooksAtTheClockDoesNotMoveIt() {
        Runs.run(
                1,
                () -> {
                    long began = System.nanoTime();
                    for (int i = 0; i < 19_000; i++) {
                        assertThat(System.nanoTime()).isEqualTo(began);
                    }
                });
    }
}
