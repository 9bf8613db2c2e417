package io.jackfield.agent.time;

import io.jackfield.entropy.Entropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.net.StrandScheduler;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;

/** What the threads of one host have together; used by one of them at a time. */
final class HostShare {
    private final long seed;
    private final int number;
    private final LongSupplier wallNanos;
    private final long stream;
    private long drawn;
    private @Nullable ForkJoinPool commonPool;

    /**
     * @param wallNanos what the host's wall clock shows: nanoseconds since 1970
     */
    HostShare(StrandScheduler scheduler, int host, LongSupplier wallNanos) {
        seed = scheduler.seed();
        number = host;
        this.wallNanos = wallNanos;
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

    long wallNanos() {
        return wallNanos.getAsLong();
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
