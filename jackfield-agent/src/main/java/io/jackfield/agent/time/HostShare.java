package io.jackfield.agent.time;

import io.jackfield.entropy.Entropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.net.StrandScheduler;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ForkJoinPool;

/** What the threads of one host have together; used by one of them at a time. */
final class HostShare {
    /** When every deterministic world begins, since 1970: 2025-01-01T00:00:00Z. */
    static final long BEGINNING_NANOS = 1_735_689_600_000_000_000L;

    private final long seed;
    private final int number;
    private final long stream;
    private long drawn;
    private @Nullable ForkJoinPool commonPool;

    HostShare(StrandScheduler scheduler, int host) {
        seed = scheduler.seed();
        number = host;
        stream = stream(-1);
    }

    /** The chance of a thread, by its place; -1: of none. */
    long stream(int thread) {
        return Entropy.stream(seed, Purpose.PROGRAM, number, thread);
    }

    /** 64 bits of no thread's chance. */
    long draw() {
        return Entropy.draw(stream, drawn++);
    }

    /** Like the JVM's, but with threads of this host. */
    ForkJoinPool commonPool() {
        ForkJoinPool pool = commonPool;
        if (pool == null) {
            pool = CommonPools.make();
            commonPool = pool;
        }
        return pool;
    }
}
