package io.jackfield.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.concurrent.ForkJoinPool;

/** The account of threads says what it was told, and forgets threads that are gone. */
class ThreadOwnersTest {
    private final ThreadOwners owners = new ThreadOwners();

    private static ThreadOwners.Owner madeBy(String creator) {
        return new ThreadOwners.Owner(null, creator);
    }

    @Test
    void aThreadIsWhereItsMakerSaidAndOthersAreOutside() {
        Thread known = new Thread(() -> {});
        owners.put(known, madeBy("maker"));
        assertThat(owners.of(known)).isEqualTo(madeBy("maker"));
        assertThat(owners.of(new Thread(() -> {}))).isNull();
    }

    @Test
    void aWorkerOfTheCommonPoolIsNobodys() throws Exception {
        ThreadOwners.Owner owner =
                ForkJoinPool.commonPool().submit(() -> owners.of(Thread.currentThread())).get();
        assertThat(owner.jvm()).isNull();
    }

    @Test
    void threadsThatAreGoneAreForgotten() {
        int made = 0;
        do {
            for (int i = 0; i < 1000; i++) {
                owners.put(new Thread(() -> {}), madeBy("maker"));
                made++;
            }
            System.gc();
        } while (owners.size() == made && made < 100_000);
        assertThat(owners.size()).isLessThan(made);
    }
}
