package io.jackfield.net;

import io.jackfield.file.LeafLock;
import io.jackfield.file.Sleeper;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.process.Parking;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.SystemClock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Real time: programs run on threads of their own, and one network thread per world carries what is
 * delayed, fires the hosts' timers and finishes the drains that exceeded their budget.
 */
final class RealTimeEngine extends Engine {
    /** Batches that one thread delivers before somebody else has to. */
    private static final int BUDGET = 64;

    /** How often a condition that nobody announces is looked at. */
    private static final long LOOK_AGAIN_NANOS = 1_000_000;

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final SystemClock clock = new SystemClock();
    private final Thread network;
    private final LeafLock lock = new LeafLock();

    /* Guarded by the lock. */
    private final DrainList handed = new DrainList();
    private final Set<Thread> living = new LinkedHashSet<>();
    private @Nullable Thread driver;

    RealTimeEngine() {
        network = Thread.ofPlatform().daemon().name("jackfield-network").unstarted(this::carry);
        network.start();
    }

    @Override
    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public void schedule(Event event, long dueNanos) {
        if (timeline.scheduleEarlier(event, dueNanos) && Thread.currentThread() != network) {
            Parking.unpark(network);
        }
    }

    @Override
    public int drainBudget() {
        return BUDGET;
    }

    /** Any thread may enter at any time. */
    @Override
    public void requireTurn() {}

    @Override
    public void handOver(DrainList list) {
        lock.lock();
        try {
            handed.addAll(list);
        } finally {
            lock.unlock();
        }
        if (Thread.currentThread() != network) {
            Parking.unpark(network);
        }
    }

    /** The life of the network thread. */
    private void carry() {
        DrainList list = new DrainList();
        while (!isEnding() || hasPrograms()) {
            boolean idle = true;
            Event event = timeline.takeDue(nowNanos(), true);
            if (event != null) {
                idle = false;
                carry(event);
            }
            takeHanded(list);
            if (!list.isEmpty()) {
                idle = false;
                Drain.run(list, this, BUDGET);
            }
            if (idle) {
                Parking.park(timeline.nextDueNanos() - nowNanos());
            }
        }
    }

    private void carry(Event event) {
        if (event instanceof Action) {
            start("action", () -> event.occur(nowNanos()));
            return;
        }
        try {
            happen(event);
        } catch (Throwable thrown) {
            failed(thrown); // the network goes on; whoever runs the world is told
        }
    }

    private void takeHanded(DrainList list) {
        lock.lock();
        try {
            list.addAll(handed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(Sleeper sleeper, long deadlineNanos) {
        if (!sleeper.isOver()) {
            Parking.park(deadlineNanos - nowNanos());
        }
    }

    @Override
    public void wake(Sleeper sleeper) {
        Parking.unpark(sleeper.thread());
    }

    @Override
    public void start(String name, Runnable body) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> live(body));
        lock.lock();
        try {
            living.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    private void live(Runnable body) {
        try {
            body.run();
        } catch (Throwable thrown) {
            failed(thrown);
        }
        lock.lock();
        try {
            living.remove(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        tellDriver();
    }

    @Override
    void failureNoted() {
        tellDriver();
    }

    private void tellDriver() {
        Thread told;
        lock.lock();
        try {
            told = driver;
        } finally {
            lock.unlock();
        }
        if (told != null) {
            Parking.unpark(told);
        }
    }

    @Override
    boolean run(long untilNanos, boolean stopAtEnd, @Nullable BooleanSupplier condition) {
        driver(Thread.currentThread());
        try {
            for (; ; ) {
                throwFailure();
                if (condition != null && condition.getAsBoolean() || stopAtEnd && !hasPrograms()) {
                    return true;
                }
                long left = untilNanos - nowNanos();
                if (left <= 0) {
                    return false;
                }
                Parking.park(condition == null ? left : Math.min(left, LOOK_AGAIN_NANOS));
                if (Thread.currentThread().isInterrupted()) {
                    throw new WorldException("interrupted while the world ran");
                }
            }
        } finally {
            driver(null);
        }
    }

    private void driver(@Nullable Thread thread) {
        lock.lock();
        try {
            driver = thread;
        } finally {
            lock.unlock();
        }
    }

    @Override
    boolean step() {
        throw new IllegalStateException("real time does not go step by step");
    }

    @Override
    void passUntil(long nanos) {
        // real time has passed already
    }

    @Override
    List<String> waiting() {
        List<String> names = new ArrayList<>();
        lock.lock();
        try {
            for (Thread thread : living) {
                names.add(thread.getName());
            }
        } finally {
            lock.unlock();
        }
        return names;
    }

    @Override
    boolean hasPrograms() {
        lock.lock();
        try {
            return !living.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    void end() {
        ending();
        long patience = Deadline.after(nowNanos(), PATIENCE_NANOS);
        driver(Thread.currentThread());
        while (hasPrograms() && nowNanos() < patience) {
            Parking.park(patience - nowNanos());
        }
        Parking.unpark(network);
        List<String> left = waiting();
        if (!left.isEmpty()) {
            driver(null);
            throw new IllegalStateException("these threads do not end: " + String.join(", ", left));
        }
        while (network.isAlive() && nowNanos() < patience) {
            Parking.park(LOOK_AGAIN_NANOS);
        }
        driver(null);
    }
}
