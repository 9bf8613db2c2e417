package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** What the JVM keeps from one run to the next makes no difference to the next. */
class CarryOverTest {
    /** As a library may keep them. */
    private static final List<ForkJoinPool> KEPT = new ArrayList<>();

    private static final List<Executor> KEPT_EXECUTORS = new ArrayList<>();

    /** Draws when it is initialised, which only the first run has it do. */
    private static final class Lazy {
        static final long DRAWN = new Random().nextLong() + ThreadLocalRandom.current().nextInt();

        private Lazy() {}
    }

    private static List<Object> drawn(long seed, Runs.Program before) {
        List<Object> drawn = new ArrayList<>();
        Runs.run(
                seed,
                () -> {
                    before.run();
                    drawAll(drawn);
                    Thread other = new Thread(() -> drawAll(drawn));
                    other.start();
                    other.join();
                });
        return drawn;
    }

    private static void drawAll(List<Object> drawn) {
        drawn.add(new Random().nextLong());
        drawn.add(new SplittableRandom().nextLong());
        drawn.add(new SecureRandom().nextLong());
        drawn.add(UUID.randomUUID());
        drawn.add(Math.random());
        RandomGeneratorFactory.all()
                .map(RandomGeneratorFactory::name)
                .sorted()
                .filter(name -> !name.equals("SecureRandom"))
                .forEach(name -> drawn.add(RandomGenerator.of(name).nextLong()));
        for (int i = 0; i < 3; i++) {
            drawn.add(ThreadLocalRandom.current().nextLong());
        }
    }

    @Test
    void theSameSeedDrawsTheSameThoughThreadsHaveOtherNumbers() {
        List<Object> first = drawn(1, () -> {});
        assertThat(first).hasSize(40).doesNotHaveDuplicates();
        assertThat(drawn(1, () -> {})).isEqualTo(first);
        assertThat(drawn(2, () -> {})).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aClassThatIsInitialisedTakesNothingFromTheThreadThatCameFirst() {
        List<Long> drawn = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Runs.run(
                    1,
                    () -> {
                        assertThat(Lazy.DRAWN).isNotZero();
                        drawn.add(new Random().nextLong());
                    });
        }
        assertThat(drawn.get(1)).isEqualTo(drawn.get(0));
    }

    @Test
    void aCommonPoolThatSomebodyKeptIsThatOfWhoeverAsks() {
        for (int run = 0; run < 2; run++) {
            Runs.run(
                    1,
                    () -> {
                        KEPT.add(ForkJoinPool.commonPool());
                        KEPT_EXECUTORS.add(new CompletableFuture<>().defaultExecutor());
                        String world = Thread.currentThread().getThreadGroup().getName();
                        assertThat(world).isEqualTo("machine");
                        ForkJoinPool first = KEPT.getFirst();
                        Executor executor = KEPT_EXECUTORS.getFirst();
                        assertThat(first.submit(ForkJoinPool::commonPool).get())
                                .isSameAs(KEPT.getLast());
                        assertThat(
                                        CompletableFuture.supplyAsync(CarryOverTest::pool, executor)
                                                .get())
                                .isSameAs(KEPT.getLast());
                        long before = System.nanoTime();
                        first.schedule(() -> {}, 3, TimeUnit.HOURS).get();
                        assertThat(System.nanoTime() - before).isEqualTo(3 * 3_600_000_000_000L);
                    });
        }
        assertThat(KEPT.getFirst()).isNotSameAs(KEPT.getLast());
    }

    private static ForkJoinPool pool() {
        return ((ForkJoinWorkerThread) Thread.currentThread()).getPool();
    }

    @Test
    void immutableSetsHaveOneOrderInEveryJvm() {
        assertThat(Set.of("a", "b", "c", "d", "e")).containsExactly("e", "d", "c", "b", "a");
        assertThat(Set.of("a", "b")).containsExactly("a", "b");
        assertThat(Map.of("a", 1, "b", 2, "c", 3).keySet()).containsExactly("b", "a", "c");
    }
}
