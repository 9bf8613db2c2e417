package io.jackfield.hooks.time;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of a deterministic world, and the executor of its continuation: each has its own, so
 * that a continuation says whose it is. A platform thread of a program is one too: its body runs on
 * a virtual thread, and its Thread object, which was never started, stands for it everywhere.
 *
 * <p>A carrier of such a world is one without a virtual thread.
 */
public abstract class SimulatedThread implements Executor {
    /** After so many looks at the clock, with nothing happening meanwhile, a thread spins. */
    private static final int SPIN_LOOKS = 20_000;

    /** After so many more it spins again. */
    private static final int MORE_LOOKS = 20;

    /** A thread that goes on although it is to end is told so often, then left asleep. */
    private static final int PATIENCE = 100;

    /** How long one that spins waits where it cannot be left. */
    private static final long NAP_NANOS = 1_000;

    private final @Nullable Thread facade;
    private volatile @Nullable Thread virtual;
    private int looks;
    private long transitionsSeen;
    private boolean hasSpun;
    private boolean isSpinning;
    private boolean isYielding;
    private int timesEnded;
    private boolean isLeftAsleep;

    /** A thread that programs know as this facade; null if they know the virtual thread. */
    protected SimulatedThread(@Nullable Thread facade) {
        this.facade = facade;
    }

    /* What the world answers. */

    /** World time. */
    protected abstract long nowNanos();

    /** Time since 1970 as the host's clock has it. */
    protected abstract long wallNanos();

    protected abstract long transitions();

    protected abstract boolean isAlone();

    /** Whether it is to end: because its world does, or its program has ended. */
    protected abstract boolean isEnding();

    protected abstract boolean isWorldEnding();

    protected abstract Error ended();

    protected abstract Future<?> schedule(Runnable action, long delayNanos);

    /** Waits on the carrier; without an end if {@code nanos} is negative. */
    protected abstract void parkPinned(long nanos);

    /** It calls Object.wait; without an end if {@code nanos} is negative. */
    protected abstract void entersWait(Object monitor, long nanos);

    /** It is about to return; whether an interrupt means no more than that its time is over. */
    protected abstract boolean leavesWait();

    /** It was interrupted. */
    protected abstract void interrupted();

    /** For a carrier: the thread that waits on it may go on. */
    protected abstract void unparkPinned(Thread carrier);

    /** A new thread of the same host, that this one makes. */
    protected abstract SimulatedThread child(@Nullable Thread facadeOfIt);

    /** 64 bits of the thread's chance, always the same. */
    protected abstract long constant(int which);

    /** The next 64 bits of the thread's chance. */
    protected abstract long draw();

    /**
     * The next 64 bits to begin a generator with: of the thread's chance, but while a class is
     * initialised of the host's, because only the first of several runs does that.
     */
    protected abstract long seed();

    /** The common pool of the host. */
    protected abstract ForkJoinPool commonPool();

    /** Whether both are threads of one world. */
    protected abstract boolean isOfSameWorld(SimulatedThread other);

    /** Its place in the order in which the world's threads were made. */
    protected abstract long number();

    /** What it starts now is a real thread. */
    protected abstract boolean startsReal();

    /* What it is. */

    /** As programs see it. */
    public final Thread thread() {
        Thread seen = facade;
        return seen != null ? seen : running();
    }

    /** The virtual thread that the JVM runs. */
    protected final Thread running() {
        Thread thread = virtual;
        if (thread == null) {
            throw new IllegalStateException("a carrier, or not made yet");
        }
        return thread;
    }

    final @Nullable Thread virtual() {
        return virtual;
    }

    final void virtual(Thread made) {
        virtual = made;
    }

    final boolean hasFacade() {
        return facade != null;
    }

    /** Its state, as VirtualThread has it. */
    protected final int state() {
        try {
            return (int) Jdk.OfVirtual.STATE.invokeExact(running());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the JVM is about to make it ready, because a monitor was given to it. */
    protected final boolean isOnWaitingList() {
        try {
            return (boolean) Jdk.OfVirtual.ON_WAITING_LIST.invokeExact(running());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** It is about to block, or to give way, and must not if it is to end. */
    final void throwIfEnding() {
        if (isEnding() && timesEnded >= PATIENCE && !isWorldEnding() && !isLeftAsleep) {
            sleepWhileWorldGoesOn();
        }
        if (isEnding() && timesEnded < PATIENCE) {
            timesEnded++;
            throw ended();
        }
    }

    /** Of a program that has ended, it was told in vain. */
    private void sleepWhileWorldGoesOn() {
        isLeftAsleep = true;
        while (!isWorldEnding()) {
            boolean unused = Thread.interrupted();
            LockSupport.park();
        }
        isLeftAsleep = false;
        timesEnded = 0;
    }

    /** Whether it was told in vain that its world has ended. */
    final boolean isStubborn() {
        return timesEnded >= PATIENCE && isWorldEnding();
    }

    /* How it spins. */

    public final boolean isYielding() {
        return isYielding;
    }

    public final boolean isSpinning() {
        return isSpinning;
    }

    protected final void goesOn(boolean forgets) {
        isYielding = false;
        isSpinning = false;
        if (forgets) {
            looks = 0;
            hasSpun = false;
        }
    }

    /** It looks whether something has changed. */
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is a world's
    final void looks() {
        if (++looks > SPIN_LOOKS && spins()) {
            Thread.yield();
        }
    }

    /** It gives way to others. */
    final void yields() {
        isYielding = true;
        if (++looks > SPIN_LOOKS) {
            boolean unused = spins();
        }
    }

    /** Whether it only burns time, so that it has to give way. */
    private boolean spins() {
        if (isSpinning) { // it could not be left: a frame pins it
            isSpinning = false;
            parkPinned(NAP_NANOS);
            return false;
        }
        long now = transitions();
        if (!hasSpun && now != transitionsSeen) {
            transitionsSeen = now;
            looks = 0;
            return false;
        }
        hasSpun = true;
        isSpinning = true;
        looks = SPIN_LOOKS - MORE_LOOKS;
        return true;
    }
}
