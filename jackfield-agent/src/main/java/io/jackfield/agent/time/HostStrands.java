package io.jackfield.agent.time;

import io.jackfield.agent.time.HostThread.Origin;
import io.jackfield.hooks.time.SimulatedThreads;
import io.jackfield.hooks.time.TimeHooks;
import io.jackfield.net.StrandMaker;
import io.jackfield.net.StrandScheduler;
import io.jackfield.time.WallClock;

import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** Makes the threads of deterministic worlds. */
final class HostStrands implements StrandMaker {
    private static final MethodHandle BUILDER = JdkHandles.get("VirtualThreadBuilder");

    private static final MethodHandle PARK = JdkHandles.get("park");

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<StrandScheduler, Map<Integer, HostShare>> shares = new LinkedHashMap<>();

    @Override
    public void opens(StrandScheduler scheduler) {
        WallClock clock = new WallClock();
        HostShare noHosts = new HostShare(scheduler, 0, () -> clock.nanos(scheduler.nowNanos()));
        lock.lock();
        try {
            shares.put(scheduler, new LinkedHashMap<>(Map.of(0, noHosts)));
        } finally {
            lock.unlock();
        }
        SimulatedThreads.opened();
    }

    @Override
    public void adds(StrandScheduler scheduler, int host, LongSupplier wallNanos) {
        lock.lock();
        try {
            shares(scheduler).put(host, new HostShare(scheduler, host, wallNanos));
        } finally {
            lock.unlock();
        }
    }

    private Map<Integer, HostShare> shares(StrandScheduler scheduler) {
        Map<Integer, HostShare> hosts = shares.get(scheduler);
        if (hosts == null) {
            throw new IllegalStateException("the world is closed");
        }
        return hosts;
    }

    @Override
    public void closes(StrandScheduler scheduler) {
        SimulatedThreads.forget(thread(scheduler, 0, Origin.CLAIM));
        lock.lock();
        try {
            shares.remove(scheduler);
        } finally {
            lock.unlock();
        }
        SimulatedThreads.closed();
    }

    private HostThread thread(StrandScheduler scheduler, int host, Origin origin) {
        lock.lock();
        try {
            HostShare share = Objects.requireNonNull(shares(scheduler).get(host));
            return new HostThread(scheduler, share, new AtomicBoolean(), origin, null);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start(StrandScheduler scheduler, int host, String name, Runnable body) {
        Executor thread = thread(scheduler, host, Origin.ROOT);
        Thread.Builder.OfVirtual builder;
        try {
            builder = (Thread.Builder.OfVirtual) BUILDER.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        builder.name(name).start(body);
    }

    @Override
    public void claim(StrandScheduler scheduler, int host, ThreadGroup group) {
        SimulatedThreads.claim(group, thread(scheduler, host, Origin.CLAIM));
    }

    @Override
    public void end(StrandScheduler scheduler, ThreadGroup group) {
        if (SimulatedThreads.claimant(group) instanceof HostThread claimant) {
            claimant.endsProgram();
        }
    }

    @Override
    public void startCarrier(StrandScheduler scheduler, Thread thread) {
        SimulatedThreads.put(thread, thread(scheduler, 0, Origin.CARRIER));
        HostThread starter = SimulatedThreads.current() instanceof HostThread mine ? mine : null;
        if (starter == null) {
            thread.start();
            return;
        }
        starter.startsReal(true);
        try {
            thread.start();
        } finally {
            starter.startsReal(false);
        }
    }

    @Override
    public void parkCarrier() {
        try {
            PARK.invokeExact(false, 0L);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int inTransit() {
        return TimeHooks.inTransit();
    }
}
