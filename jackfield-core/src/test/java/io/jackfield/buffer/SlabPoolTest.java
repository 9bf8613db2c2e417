package io.jackfield.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

class SlabPoolTest {
    private final SlabPool pool = new SlabPool();

    @Test
    void hasTwoSizes() {
        assertThat(pool.allocate(0).capacity()).isEqualTo(2048);
        assertThat(pool.allocate(2048).capacity()).isEqualTo(2048);
        assertThat(pool.allocate(2049).capacity()).isEqualTo(65_536);
        assertThat(pool.allocate(1 << 20).capacity()).isEqualTo(65_536);
        assertThat(pool.outstanding()).isEqualTo(4);
    }

    @Test
    void isReusedAfterTheLastRelease() {
        Slab slab = pool.allocate(100);
        slab.retain();
        slab.release();
        assertThat(pool.outstanding()).isEqualTo(1);
        assertThat(pool.allocate(100)).isNotSameAs(slab);
        slab.release();
        assertThat(pool.outstanding()).isEqualTo(1);
        assertThat(pool.allocate(100)).isSameAs(slab);
        assertThat(slab.references()).isEqualTo(1);
    }

    @Test
    void assertsThatNobodyReleasesTwiceOrRetainsTooLate() {
        Slab slab = pool.allocate(100);
        slab.release();
        assertThatThrownBy(slab::release)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("released twice");
        Slab other = Slab.of(new byte[10]);
        other.release();
        assertThatThrownBy(other::retain).isInstanceOf(AssertionError.class);
    }

    @Test
    void keepsNoMoreThanItIsAllowed() {
        SlabPool small = new SlabPool(1 << 20);
        List<Slab> slabs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            slabs.add(small.allocate(Slab.LARGE));
        }
        for (int i = 0; i < 1000; i++) {
            slabs.add(small.allocate(1));
        }
        slabs.forEach(Slab::release);
        assertThat(small.outstanding()).isZero();
        assertThat(small.keptOctets()).isBetween(1 << 20, 2 << 20);
        small.allocate(1).release();
        assertThat(small.outstanding()).isZero();
        assertThat(small.keptOctets()).isLessThanOrEqualTo(2 << 20);
    }

    @Test
    void takesSlabsBackFromAnyThreadWithoutLosingOne() throws InterruptedException {
        ConcurrentLinkedQueue<Slab> handedOver = new ConcurrentLinkedQueue<>();
        AtomicBoolean isOver = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            threads.add(Thread.ofPlatform().start(() -> releaseUntil(isOver, handedOver)));
        }
        for (int i = 0; i < 100_000; i++) {
            Slab slab = pool.allocate(i & 4095);
            assertThat(slab.references()).isEqualTo(1);
            handedOver.add(slab);
            while (i % 500 == 0 && pool.outstanding() > 500) {
                Thread.onSpinWait();
            }
        }
        isOver.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(pool.outstanding()).isZero();
        Set<Slab> distinct = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            assertThat(distinct.add(pool.allocate(1))).isTrue();
        }
    }

    private static void releaseUntil(AtomicBoolean isOver, ConcurrentLinkedQueue<Slab> slabs) {
        while (true) {
            boolean last = isOver.get();
            Slab slab = slabs.poll();
            if (slab != null) {
                slab.release();
            } else if (last) {
                return;
            }
        }
    }
}
