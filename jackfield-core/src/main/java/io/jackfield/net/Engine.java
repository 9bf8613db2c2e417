package io.jackfield.net;

import io.jackfield.file.HostLock;
import io.jackfield.host.Environment;
import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.link.Inbox;
import io.jackfield.link.Mishaps;
import io.jackfield.time.Event;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What makes a world go: its time, its threads, and what is still to happen. */
abstract sealed class Engine implements Environment
        permits ScriptedEngine, RealTimeEngine, DeterministicEngine {
    /** Every so many events. */
    private static final int HOUSEKEEPING_MASK = 0xfff;

    final Timeline timeline = new Timeline();

    /** Who is told what happens; null for nobody. */
    final @Nullable Trace trace = Trace.ofNewWorld();

    private volatile boolean ending;
    private volatile @Nullable Mishaps mishaps;
    private volatile Runnable housekeeping = () -> {};
    private volatile long happened;

    /** Who adds to the world, or gives out its routes, has it; taken before any host's lock. */
    private final ReentrantLock plan = new ReentrantLock();

    private volatile Runnable settle = () -> {};
    private boolean isUnsettled;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Where the event that occurs puts the inboxes it filled; only the thread that lets it occur.
     */
    private final DrainList work = new DrainList();

    /** A new one. */
    static Engine of(Tier tier, long seed) {
        return switch (tier) {
            case SCRIPTED -> new ScriptedEngine();
            case REAL_TIME -> new RealTimeEngine();
            case DETERMINISTIC -> new DeterministicEngine(seed, DeterministicTier.maker());
        };
    }

    @Override
    public abstract long nowNanos();

    @Override
    public final @Nullable Mishaps mishaps() {
        return mishaps;
    }

    final void mishaps(Mishaps asked) {
        mishaps = asked;
    }

    /** What {@link #settle} does when something has changed. */
    final void toSettle(Runnable action) {
        settle = action;
    }

    /** Reads or changes what the world consists of, while nobody else does. */
    final <T> T plan(Supplier<T> change) {
        assert plan.isHeldByCurrentThread() || HostLock.holdsNoLock() : "hosts' locks come after";
        plan.lock();
        try {
            return change.get();
        } finally {
            plan.unlock();
        }
    }

    @Override
    public final void settle() {
        plan(
                () -> {
                    if (isUnsettled) {
                        isUnsettled = false;
                        settle.run();
                    }
                    return true;
                });
    }

    @Override
    public final void unsettle() {
        plan(() -> isUnsettled = true);
    }

    @Override
    public final DrainList work() {
        return work;
    }

    @Override
    public final void failed(Inbox at, Throwable thrown) {
        failed(thrown);
    }

    /** Lets an event occur that was taken from the timeline, and delivers what it brought. */
    final void happen(Event event) {
        try {
            event.occur(nowNanos());
        } finally {
            Drain.run(work, this, drainBudget());
        }
        countEvent();
        if ((happened & HOUSEKEEPING_MASK) == 0) {
            housekeeping.run();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time lets events occur
    private void countEvent() {
        happened++;
    }

    /** How many events have occurred. */
    final long events() {
        return happened;
    }

    /** What is to be done now and then while the world goes on. */
    final void housekeeping(Runnable now) {
        housekeeping = now;
    }

    /**
     * Lets the world go on until {@code untilNanos}, the condition, or, if asked, the end of the
     * last program; answers whether one of the two latter ended it.
     */
    abstract boolean run(long untilNanos, boolean stopAtEnd, @Nullable BooleanSupplier condition);

    /** Lets one thing happen: one thread runs until it sleeps, or one event occurs. */
    abstract boolean step();

    /** Nothing was due up to here: the clock may go there. */
    abstract void passUntil(long nanos);

    /** The threads that have not ended, each with the call it waits in. */
    abstract List<String> waiting();

    /** The threads of programs, where the world knows them. */
    List<ThreadView> stoppedThreads() {
        return List.of();
    }

    abstract boolean hasPrograms();

    /** Ends all threads; the processes have been told already. */
    abstract void end();

    /** What the scheduler decided so far. */
    Decisions decisions() {
        throw new IllegalStateException("only a deterministic world decides which thread runs");
    }

    /** There is one more host. */
    void adds(Host host) {}

    /** Has the threads of a group run in the world; they do anyway but in a deterministic one. */
    void claim(Host host, ThreadGroup group) {}

    /** Ends the threads of a claimed group where they would next wait, if they are the world's. */
    void endThreads(ThreadGroup group) {}

    /** Who is told when the clock stands still; there is nobody but in a deterministic world. */
    void onStall(Consumer<String> reader) {}

    /** There is one more cable, of these directions. */
    final void plugged(List<Direction> ways) {
        if (trace != null) {
            trace.watch(ways);
        }
    }

    /** Whether a thread took the world along and did not come back. */
    boolean isStuck() {
        return false;
    }

    public final boolean isEnding() {
        return ending;
    }

    final void ending() {
        ending = true;
    }

    /**
     * Keeps the first thing that went wrong in a program or in the network, and the rest with it.
     */
    final void failed(Throwable thrown) {
        if (!failure.compareAndSet(null, thrown)) {
            Throwable first = failure.get();
            if (first != null && first != thrown) {
                first.addSuppressed(thrown);
            }
        }
        failureNoted();
    }

    /** Runs a program's thread to its end, keeping what went wrong. */
    final void runToItsEnd(Runnable body) {
        try {
            body.run();
        } catch (WorldEndedError ended) {
            assert isEnding() : "only the end of the world ends a thread this way";
        } catch (Throwable thrown) {
            failed(thrown);
        }
    }

    /** Something went wrong: whoever runs the world is to look. */
    void failureNoted() {}

    final boolean hasFailed() {
        return failure.get() != null;
    }

    final @Nullable Throwable takeFailure() {
        return failure.getAndSet(null);
    }

    /** Throws what went wrong since this was asked last. */
    final void throwFailure() {
        Throwable first = takeFailure();
        if (first != null) {
            throw new WorldException("a program or the network failed: " + first, first);
        }
    }
}
