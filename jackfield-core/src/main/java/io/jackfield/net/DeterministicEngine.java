package io.jackfield.net;

import io.jackfield.file.Sleeper;
import io.jackfield.host.Host;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.process.Parking;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.VirtualClock;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Virtual time for threads of any program: one carrier runs their continuations one at a time, in
 * an order drawn from the seed; when none is ready, the next event occurs, a timer of theirs or
 * something of the network, and the clock jumps there. The test's own thread, the driver, waits
 * while the world runs.
 */
final class DeterministicEngine extends Engine implements StrandScheduler {
    /** How often the threads are told that the world ends. */
    private static final int END_ROUNDS = 100;

    private final StrandMaker maker;
    private final long seed;
    private final VirtualClock clock = new VirtualClock();
    private final ReadyList ready;
    private final Carriers carriers;
    private final StallWatch watch;
    private final AtomicInteger indices = new AtomicInteger();
    private final Strands strands = new Strands();

    /* Guarded by the baton. */
    private final Monitors monitors;
    private final Progress progress;
    private final PinnedThreads pinned;
    private volatile boolean isCarrying;
    private final Bearer driver = new Bearer();

    /* What the driver asks for, and what came of it. */
    private long untilNanos;
    private boolean stopsAtEnd;
    private BooleanSupplier stop = () -> false;
    private Outcome outcome = Outcome.WENT_ON;
    private volatile boolean isOver;

    DeterministicEngine(long seed, StrandMaker maker) {
        this.seed = seed;
        this.maker = maker;
        ready = new ReadyList(seed);
        carriers =
                new Carriers(
                        this::carry,
                        thread -> maker.startCarrier(this, thread),
                        maker::parkCarrier);
        monitors = new Monitors(maker::inTransit, strands);
        progress = new Progress(this, ready, monitors, strands, clock);
        pinned = new PinnedThreads(carriers, ready, monitors, progress, timeline, clock);
        watch = new StallWatch(this, strands, pinned::takeOver);
        driver.bornBy(Thread.currentThread());
        maker.opens(this);
    }

    StallWatch watch() {
        return watch;
    }

    /* What the network and the hosts ask for. */

    @Override
    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public void schedule(Event event, long dueNanos) {
        timeline.scheduleEarlier(event, dueNanos);
    }

    @Override
    public int drainBudget() {
        return Drain.UNLIMITED;
    }

    @Override
    public void handOver(DrainList list) {
        throw new AssertionError("a drain of a deterministic world has no budget to exceed");
    }

    @Override
    public void requireTurn() {
        if (!isCarrying) {
            return;
        }
        Thread me = Thread.currentThread();
        Strand turn = progress.running();
        if ((turn == null || turn.thread() != me) && !carriers.isCarrying(me)) {
            throw new IllegalStateException(
                    me.getName() + " is no thread of this world, which is running");
        }
    }

    @Override
    public void await(Sleeper sleeper, long deadlineNanos) {
        if (!isCarrying) {
            awaitAsDriver(sleeper, deadlineNanos);
        } else if (!sleeper.isOver()) {
            Parking.park(deadlineNanos - nowNanos());
        }
        if (!sleeper.isOver() && isEnding()) {
            throw new WorldEndedError();
        }
    }

    private void awaitAsDriver(Sleeper sleeper, long deadlineNanos) {
        while (!sleeper.isOver() && nowNanos() < deadlineNanos && !isEnding()) {
            long until = Math.min(deadlineNanos, Deadline.NEVER - 1);
            Outcome came = drive(until, false, false, sleeper::isOver);
            if (came == Outcome.STILL && deadlineNanos != Deadline.NEVER) {
                passUntil(deadlineNanos);
            } else if (came == Outcome.STILL) {
                throw new StandstillException(
                        "nothing can happen any more: the test waits in " + sleeper.call(),
                        threads());
            }
        }
    }

    @Override
    public void wake(Sleeper sleeper) {
        if (sleeper.thread() != driver.thread()) {
            Parking.unpark(sleeper.thread());
        }
    }

    @Override
    public void start(String name, Runnable body) {
        start(0, name, body);
    }

    @Override
    public void start(int host, String name, Runnable body) {
        maker.start(this, host, name, () -> runToItsEnd(body));
    }

    @Override
    void adds(Host host) {
        maker.adds(this, host.number(), host::wallNanos);
    }

    @Override
    void claim(Host host, ThreadGroup group) {
        maker.claim(this, host.number(), group);
    }

    @Override
    void endThreads(ThreadGroup group) {
        maker.end(this, group);
    }

    @Override
    void onStall(Consumer<String> reader) {
        watch.reader(reader);
    }

    /* What the threads ask for. */

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public void drew(long drawn) {
        if (trace != null) {
            trace.draws(nowNanos(), drawn);
        }
    }

    @Override
    public int nextIndex() {
        return indices.getAndIncrement();
    }

    @Override
    public void begins(Strand strand, boolean root) {
        strands.begins(strand, root);
    }

    @Override
    boolean hasPrograms() {
        return strands.hasRoots();
    }

    @Override
    public void ready(Strand strand, Runnable continuation) {
        ready.add(strand, continuation);
    }

    @Override
    public Future<?> schedule(Runnable action, long delayNanos) {
        if (trace != null) {
            trace.waits(nowNanos(), delayNanos);
        }
        ThreadTimer timer = new ThreadTimer(timeline, action);
        timeline.schedule(timer, Deadline.after(nowNanos(), Math.max(0, delayNanos)));
        return timer;
    }

    @Override
    public void parkPinned(Strand strand, long nanos) {
        if (isEnding()) {
            throw new WorldEndedError();
        }
        pinned.park(strand, nanos);
    }

    @Override
    public void unparkPinned(Thread carrier) {
        pinned.unpark(carrier);
    }

    @Override
    public void entersWait(Strand strand, Object monitor, long nanos) {
        pinned.enters(strand, monitor, nanos);
    }

    @Override
    public boolean leavesWait(Strand strand) {
        return pinned.leaves(strand);
    }

    @Override
    public void interrupted(Strand strand) {
        monitors.interrupted(strand);
    }

    @Override
    public long transitions() {
        return ready.transitions();
    }

    @Override
    public boolean isAlone() {
        if (monitors.isGiving()) {
            return false; // a thread is about to be ready: the same as if it were
        }
        ready.gather();
        return ready.isEmpty();
    }

    @Override
    public Error ended() {
        return isEnding() ? new WorldEndedError() : new ProgramEndedError();
    }

    /* The carrier's life. */

    private void carry() {
        while (!isOver) {
            if (mustReturn()) {
                carriers.yieldTo(driver);
            } else {
                outcome = progress.goOn(untilNanos);
            }
        }
    }

    private boolean mustReturn() {
        return outcome != Outcome.WENT_ON
                || hasFailed()
                || (stopsAtEnd && !hasPrograms())
                || stop.getAsBoolean();
    }

    /* The driver. */

    private Outcome drive(long until, boolean one, boolean atEnd, BooleanSupplier stopWhen) {
        if (isCarrying || isStuck()) {
            throw new IllegalStateException("a program of the world cannot run the world");
        }
        driver.bornBy(Thread.currentThread());
        untilNanos = until;
        stopsAtEnd = atEnd;
        stop = one ? new Once() : stopWhen;
        outcome = Outcome.WENT_ON;
        isCarrying = true;
        carriers.resume();
        watch.await(driver);
        isCarrying = false;
        if (outcome == Outcome.ACTION) {
            perform(until);
        }
        return outcome;
    }

    private void perform(long until) {
        Event action = timeline.takeDue(until, true);
        if (action != null) {
            progress.jumpTo(timeline.takenDueNanos());
            happen(action);
        }
    }

    @Override
    boolean run(long until, boolean stopAtEnd, @Nullable BooleanSupplier condition) {
        for (; ; ) {
            throwFailure();
            if (condition != null && condition.getAsBoolean() || stopAtEnd && !hasPrograms()) {
                return true;
            }
            Outcome came = drive(until, condition != null, stopAtEnd, () -> false);
            if (came == Outcome.STILL) {
                throwFailure();
                return false;
            }
        }
    }

    @Override
    boolean step() {
        throwFailure();
        Outcome came = drive(Deadline.NEVER - 1, true, false, () -> false);
        throwFailure();
        return came != Outcome.STILL;
    }

    @Override
    void passUntil(long nanos) {
        progress.jumpTo(nanos);
    }

    @Override
    boolean isStuck() {
        return watch.isStuck();
    }

    @Override
    Decisions decisions() {
        return new Decisions(ready.decisions(), ready.hash());
    }

    @Override
    List<String> waiting() {
        return hasPrograms() ? threads() : List.of();
    }

    /** All threads that live, what each waits for, since when, and where. */
    List<String> threads() {
        Strand turn = progress.running();
        return strands.all().stream().map(each -> StallWatch.line(each, each == turn)).toList();
    }

    @Override
    List<ThreadView> stoppedThreads() {
        return strands.all().stream().map(ThreadView::of).toList();
    }

    @Nullable Strand running() {
        return progress.running();
    }

    @Override
    void end() {
        ending();
        if (isStuck()) {
            return; // the thread that runs does not give the baton back
        }
        timeline.clear();
        for (int round = 0; round < END_ROUNDS && !strands.all().isEmpty(); round++) {
            for (Strand strand : strands.all()) {
                strand.wakeToEnd();
            }
            monitors.endWaits(nowNanos());
            drive(nowNanos(), false, false, () -> false);
        }
        List<String> left = waiting();
        isOver = true;
        carriers.dismiss();
        timeline.clear(); // of what those scheduled that caught their end
        strands.forget();
        monitors.forget();
        maker.closes(this);
        if (!left.isEmpty()) {
            throw new IllegalStateException("these threads do not end: " + left);
        }
    }
}
