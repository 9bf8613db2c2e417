package io.jackfield.junit;

import com.sun.management.OperatingSystemMXBean;

import example.figures.Figures;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;

/** How fast seeds of a test go, one after the other as in a JVM of {@code jackfield explore}. */
final class Pace implements Exploring.Listener {
    private static final int MOST_SEEDS = 1000;

    private final TestName test;
    private long next = 1;
    private long virtualNanos;
    private long processorNanos;
    private long realNanos;

    Pace(String method) throws NoSuchMethodException {
        test = new TestName(Figures.class, Figures.class.getDeclaredMethod(method, Net.class));
    }

    /** Goes on with so many seeds; figures are of these alone. */
    Pace run(long seeds) {
        virtualNanos = 0;
        long processor = processor();
        long real = System.nanoTime();
        for (long left = seeds; left > 0; left -= MOST_SEEDS) {
            long end = next + Math.min(left, MOST_SEEDS);
            Exploring.run(test, next, end - 1, this);
            next = end;
        }
        processorNanos = processor() - processor;
        realNanos = System.nanoTime() - real;
        return this;
    }

    private static long processor() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /** Octets of the heap that are in use after a collection. */
    static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Of processor time, of all threads of the JVM, with its collector and compilers. */
    double processorSeconds() {
        return processorNanos / 1e9;
    }

    double realSeconds() {
        return realNanos / 1e9;
    }

    double virtualSeconds() {
        return virtualNanos / 1e9;
    }

    @Override
    public void begins(long seed) {}

    @Override
    public void ended(long seed, Exploring.Facts facts, @Nullable Throwable thrown) {
        if (thrown != null) {
            throw new AssertionError("seed " + seed, thrown);
        }
        virtualNanos += facts.nanos();
    }

    @Override
    public void stands(String text) {
        System.err.println(text);
    }
}
