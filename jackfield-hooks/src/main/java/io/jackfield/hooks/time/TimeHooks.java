package io.jackfield.hooks.time;

import org.jspecify.annotations.Nullable;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The calls of the time switch: clocks, waiting and chance. On a thread of no deterministic world
 * each does what the JDK does.
 */
public final class TimeHooks {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** System.nanoTime of a world's beginning, on every host. */
    private static final long FIRST_NANO_TIME = NANOS_PER_SECOND;

    private static final int SHA1_OCTETS = 20;

    /** What no Object.wait waits for, in any time: more than ten thousand years. */
    private static final long FAR_MILLIS = 1L << 49;

    private static final AtomicInteger IN_TRANSIT = new AtomicInteger();

    private TimeHooks() {}

    /** Threads that are being made ready after a monitor was given to them. */
    public static int inTransit() {
        return IN_TRANSIT.get();
    }

    static @Nullable SimulatedThread current() {
        return SimulatedThreads.current();
    }

    /* Clocks. */

    /** System.nanoTime. */
    public static long nanoTime() {
        SimulatedThread me = current();
        if (me == null) {
            return System.nanoTime();
        }
        look(me);
        return FIRST_NANO_TIME + me.nowNanos();
    }

    /** System.currentTimeMillis. */
    public static long currentTimeMillis() {
        SimulatedThread me = current();
        if (me == null) {
            return System.currentTimeMillis();
        }
        look(me);
        return me.wallNanos() / 1_000_000;
    }

    /** VM.getNanoTimeAdjustment: nanoseconds since a second; -1 if that is too far away. */
    public static long getNanoTimeAdjustment(long offsetSeconds) throws Throwable {
        SimulatedThread me = current();
        if (me == null) {
            return (long) Jdk.Of.NANO_ADJUSTMENT.invokeExact(offsetSeconds);
        }
        look(me);
        long seconds = me.wallNanos() / NANOS_PER_SECOND - offsetSeconds;
        if (Math.abs(seconds) > 1L << 32) {
            return -1;
        }
        return seconds * NANOS_PER_SECOND + me.wallNanos() % NANOS_PER_SECOND;
    }

    private static void look(SimulatedThread me) {
        if (me.virtual() != null) {
            me.looks();
        }
    }

    /** Thread.onSpinWait. */
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is a world's
    public static void onSpinWait() {
        SimulatedThread me = current();
        if (me == null || me.virtual() == null) {
            Thread.onSpinWait();
        } else if (me.isAlone()) {
            me.looks();
        } else {
            Thread.yield();
        }
    }

    /** The beginning of VirtualThread.tryYield. */
    public static void yields(Thread virtual) {
        SimulatedThread me = SimulatedThreads.ofVirtual(virtual);
        if (me != null) {
            me.throwIfEnding();
            me.yields();
            while (me.isStubborn()) {
                LockSupport.park();
            }
        }
    }

    /* Waiting. */

    /** The beginning of VirtualThread.park and parkNanos. */
    public static void parks(Thread virtual) {
        SimulatedThread me = SimulatedThreads.ofVirtual(virtual);
        if (me != null) {
            me.throwIfEnding();
        }
    }

    /** VirtualThread.schedule: the end of a timed park or wait. */
    public static Future<?> schedule(Thread virtual, Runnable action, long delay, TimeUnit unit)
            throws Throwable {
        SimulatedThread me = SimulatedThreads.ofVirtual(virtual);
        if (me == null) {
            return (Future<?>) Jdk.OfVirtual.SCHEDULE.invokeExact(virtual, action, delay, unit);
        }
        boolean isWait = unit == TimeUnit.MILLISECONDS; // a park counts nanoseconds
        return me.schedule(action, unit.toNanos(isWait ? delay - FAR_MILLIS : delay));
    }

    /** The beginning of VirtualThread.compareAndSetOnWaitingList. */
    public static void leavesWaitingList(Thread virtual) {
        if (SimulatedThreads.ofVirtual(virtual) != null) {
            IN_TRANSIT.incrementAndGet();
        }
    }

    /** The end of VirtualThread.unblock. */
    public static void unblocked(Thread virtual) {
        if (SimulatedThreads.ofVirtual(virtual) != null) {
            IN_TRANSIT.decrementAndGet();
        }
    }

    /** Unsafe.park in ForkJoinPool and others, which else would park the carrier. */
    public static void park(Object unsafe, boolean isAbsolute, long time) throws Throwable {
        SimulatedThread me = current();
        if (me == null || me.virtual() == null) {
            Jdk.Of.PARK.invokeExact(unsafe, isAbsolute, time);
        } else if (isAbsolute) {
            LockSupport.parkNanos(time * 1_000_000 - me.wallNanos());
        } else if (time == 0) {
            LockSupport.park();
        } else {
            LockSupport.parkNanos(time);
        }
    }

    /** Unsafe.unpark in the same places. */
    public static void unpark(Object unsafe, @Nullable Object thread) throws Throwable {
        Thread parked = thread instanceof Thread given ? ThreadHooks.parked(given) : null;
        if (parked != null && parked.isVirtual()) {
            LockSupport.unpark(parked);
        } else {
            Jdk.Of.UNPARK.invokeExact(unsafe, thread);
        }
    }

    /** Unsafe.park in VirtualThread.parkOnCarrierThread: a frame pins the thread. */
    public static void parkOnCarrier(Object unsafe, boolean isAbsolute, long nanos)
            throws Throwable {
        SimulatedThread me = current();
        if (me == null) {
            Jdk.Of.PARK.invokeExact(unsafe, isAbsolute, nanos);
        } else {
            me.parkPinned(nanos == 0 ? -1 : nanos);
        }
    }

    /** Unsafe.unpark in VirtualThread.unpark. */
    public static void unparkCarrier(Object unsafe, Object carrier) throws Throwable {
        SimulatedThread carries = SimulatedThreads.ofPlatform((Thread) carrier);
        if (carries == null) {
            Jdk.Of.UNPARK.invokeExact(unsafe, carrier);
        } else {
            carries.unparkPinned((Thread) carrier);
        }
    }

    /**
     * Object.wait0 in Object.wait. A thread that cannot leave its carrier waits in the JVM, with
     * the world's time for a limit: the JVM's own is too far away ever to be reached.
     */
    public static void wait0(Object monitor, long millis) throws Throwable {
        SimulatedThread me = current();
        if (me == null || me.virtual() == null) {
            Jdk.Of.WAIT.invokeExact(monitor, millis);
            return;
        }
        me.throwIfEnding(); // whoever only catches the interrupt that woke it would wait again
        long most = Math.min(millis, FAR_MILLIS);
        me.entersWait(monitor, most == 0 ? -1 : TimeUnit.MILLISECONDS.toNanos(most));
        try {
            Jdk.Of.WAIT.invokeExact(monitor, most == 0 ? 0 : most + FAR_MILLIS);
            boolean unused = me.leavesWait();
        } catch (InterruptedException e) {
            if (!me.leavesWait()) {
                throw e;
            }
        }
    }

    /** The end of VirtualThread.interrupt. */
    public static void interrupted(Thread virtual) {
        SimulatedThread simulated = SimulatedThreads.ofVirtual(virtual);
        if (simulated != null) {
            simulated.interrupted();
        }
    }

    /** The scheduler of a virtual thread that is being made: one of its own. */
    public static @Nullable Executor scheduler(@Nullable Executor given) {
        SimulatedThread parent = given instanceof SimulatedThread of ? of : null;
        if (parent != null && parent.virtual() == null) {
            return parent;
        }
        if (given == null) {
            parent = current();
        }
        return parent == null || parent.virtual() == null ? given : parent.child(null);
    }

    /** The end of VirtualThread's constructor. */
    public static void made(Thread virtual) {
        SimulatedThread simulated = SimulatedThreads.ofVirtual(virtual);
        if (simulated != null) {
            simulated.virtual(virtual);
        }
    }

    /* Chance. */

    /** The seeder of ThreadLocalRandom. */
    public static long localSeed(AtomicLong seeder, long increment) {
        SimulatedThread me = current();
        return me == null ? seeder.getAndAdd(increment) : me.constant(0);
    }

    /** The seeders of other generators. */
    public static long seed(AtomicLong seeder, long increment) {
        SimulatedThread me = current();
        return me == null ? seeder.getAndAdd(increment) : me.seed();
    }

    /** The generator of ThreadLocalRandom's probes. */
    public static int probe(AtomicInteger generator, int increment) {
        SimulatedThread me = current();
        return me == null ? generator.addAndGet(increment) : (int) me.constant(1);
    }

    /** Random.seedUniquifier. */
    public static long seedUniquifier() throws Throwable {
        SimulatedThread me = current();
        return me == null ? (long) Jdk.Of.SEED_UNIQUIFIER.invokeExact() : me.seed();
    }

    /** Random.nextDouble in Math.random. */
    public static double random(Random shared) {
        SimulatedThread me = current();
        return me == null ? shared.nextDouble() : (me.draw() >>> 11) * 0x1p-53;
    }

    /** SecureRandomSpi.engineNextBytes in SecureRandom. */
    public static void nextBytes(Object spi, byte[] into) throws Throwable {
        SimulatedThread me = current();
        if (me != null && isOfTheSystem(spi)) {
            fill(into, me);
            return;
        }
        if (me != null && isUnseededSha1(spi)) {
            byte[] seed = new byte[SHA1_OCTETS];
            fill(seed, me);
            Jdk.Of.SET_SEED.invokeExact(spi, seed);
        }
        Jdk.Of.NEXT_BYTES.invokeExact(spi, into);
    }

    /** SecureRandomSpi.engineGenerateSeed in SecureRandom. */
    public static byte[] generateSeed(Object spi, int octets) throws Throwable {
        SimulatedThread me = current();
        if (me == null) {
            return (byte[]) Jdk.Of.GENERATE_SEED.invokeExact(spi, octets);
        }
        byte[] seed = new byte[octets];
        fill(seed, me);
        return seed;
    }

    /** Not one that a program can seed, as SHA1PRNG. */
    private static boolean isOfTheSystem(Object spi) {
        String name = spi.getClass().getName();
        return name.startsWith("sun.security.provider.NativePRNG")
                || name.equals("sun.security.provider.DRBG");
    }

    /** SHA1PRNG that nobody has seeded seeds itself from one for all of the JVM. */
    private static boolean isUnseededSha1(Object spi) throws Throwable {
        return spi.getClass().getName().equals("sun.security.provider.SecureRandom")
                && (Object) Jdk.Of.SHA1_STATE.invokeExact(spi) == null;
    }

    private static void fill(byte[] into, SimulatedThread me) {
        new SplittableRandom(me.seed()).nextBytes(into);
    }

    /** ForkJoinPool.common, and what is derived from it. */
    public static ForkJoinPool commonPool(ForkJoinPool ofTheJvm) {
        SimulatedThread me = current();
        return me == null || me.virtual() == null ? ofTheJvm : me.commonPool();
    }

    /**
     * A pool that is asked to do something. A common pool that somebody has kept, perhaps in a
     * class of several hosts or worlds, stands for that of whoever asks.
     */
    public static ForkJoinPool asked(ForkJoinPool pool) throws Throwable {
        SimulatedThread me = current();
        if (me == null || me.virtual() == null) {
            return pool;
        }
        String prefix = (String) Jdk.Of.WORKER_NAME_PREFIX.invokeExact(pool);
        return prefix == null ? me.commonPool() : pool; // no other pool is without
    }
}
