package io.jackfield.net;

import io.jackfield.file.Sleeper;
import io.jackfield.link.Drain;
import io.jackfield.link.DrainList;
import io.jackfield.time.Deadline;
import io.jackfield.time.Durations;
import io.jackfield.time.Event;
import io.jackfield.time.VirtualClock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Virtual time with one baton: exactly one thread runs, until it sleeps; then the next in the order
 * in which they became runnable. When none is, the thread that slept last lets the earliest event
 * occur, and the clock jumps there. The test's own thread, the driver, has the baton while it is
 * neither in {@link #run} nor asleep in a system call.
 */
final class ScriptedEngine extends Engine {
    /** How long one thread may have the baton, in real time, before the test is told. */
    private static final long PATIENCE_NANOS =
            Long.getLong("jackfield.patience.seconds", 60) * 1_000_000_000L;

    /** How often a thread is told that the world ends. */
    private static final int END_ROUNDS = 1000;

    /* All of this is guarded by the baton; handing it over publishes it. */
    private final ArrayDeque<Turn> runnable = new ArrayDeque<>();
    private final Map<Thread, Turn> turns = new LinkedHashMap<>();
    private final Turn driver;
    private Turn holder;
    private boolean isStill;

    /** Grows with everything that happens. */
    private volatile long progress;

    private volatile boolean isStuck;
    private final long patienceNanos;

    /* How far the driver, while it is in run, lets the others go on without it. */
    private boolean driverRuns;
    private boolean driverWatches;
    private boolean driverStopsAtEnd;
    private long untilNanos;

    private final VirtualClock clock = new VirtualClock();

    ScriptedEngine() {
        this(PATIENCE_NANOS);
    }

    ScriptedEngine(long patienceNanos) {
        this.patienceNanos = patienceNanos;
        driver = new Turn(this, "the test");
        driver.takenBy(Thread.currentThread());
        holder = driver;
    }

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
    public void requireTurn() {
        current();
    }

    @Override
    boolean isStuck() {
        return isStuck;
    }

    @Override
    public void handOver(DrainList list) {
        throw new AssertionError("a drain of a scripted world has no budget to exceed");
    }

    @Override
    public void await(Sleeper sleeper, long deadlineNanos) {
        Turn me = current();
        me.sleeper = sleeper;
        if (deadlineNanos != Deadline.NEVER) {
            timeline.schedule(me, deadlineNanos);
        }
        isStill = false;
        while (!sleeper.isOver() && nowNanos() < deadlineNanos && !isStill && !isEnding()) {
            passOn(me);
        }
        timeline.cancel(me);
        me.sleeper = null;
        if (!sleeper.isOver() && isEnding()) {
            throw new WorldEndedError();
        }
        if (!sleeper.isOver() && isStill && me == driver) {
            throw standstill(sleeper);
        }
    }

    @Override
    public void wake(Sleeper sleeper) {
        Turn turn = turnOf(sleeper.thread());
        if (turn != null && turn.sleeper == sleeper) {
            makeRunnable(turn);
        }
    }

    void makeRunnable(Turn turn) {
        if (!turn.isRunnable) {
            turn.isRunnable = true;
            runnable.add(turn);
        }
    }

    @Override
    public void start(String name, Runnable body) {
        current();
        Turn turn = new Turn(this, name);
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> live(turn, body));
        turn.takenBy(thread);
        turns.put(thread, turn);
        makeRunnable(turn);
        thread.start();
    }

    private void live(Turn me, Runnable body) {
        me.awaitBaton();
        runToItsEnd(body);
        turns.remove(me.thread());
        hand(next(me));
    }

    private void passOn(Turn me) {
        Turn next = next(me);
        if (next != me) {
            hand(next);
            awaitBaton(me);
        }
        assert holder == me : "whoever gets the baton is named first";
    }

    /** Waits for the baton; the driver only as long as something goes on. */
    private void awaitBaton(Turn me) {
        if (me != driver) {
            me.awaitBaton();
            return;
        }
        long seen = progress;
        while (!me.awaitBaton(patienceNanos)) {
            if (progress == seen) {
                isStuck = true;
                throw new StandstillException(
                        "a thread runs, or waits for something outside the world, for "
                                + Durations.format(patienceNanos)
                                + " of real time: ",
                        List.of(stack(holder)));
            }
            seen = progress;
        }
    }

    private static String stack(Turn turn) {
        StringBuilder text = new StringBuilder(turn.toString());
        Thread thread = turn.thread();
        if (thread != null) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("\n    at ").append(frame);
            }
        }
        return text.toString();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only who holds the baton writes it
    private void countProgress() {
        progress++;
    }

    private void hand(Turn next) {
        countProgress();
        holder = next;
        next.give();
    }

    /** Who runs next; lets events occur until somebody can, or until the driver has to decide. */
    private Turn next(Turn me) {
        while (me == driver || !mustReturn()) {
            Turn turn = runnable.poll();
            if (turn != null) {
                turn.isRunnable = false;
                return turn;
            }
            if (!occurs(me)) {
                isStill = timeline.nextDueNanos() == Deadline.NEVER;
                return driver;
            }
        }
        return driver;
    }

    private boolean mustReturn() {
        return driverRuns
                && (driverWatches || hasFailed() || (driverStopsAtEnd && turns.isEmpty()));
    }

    /** Lets the earliest event occur in this thread, if it may. */
    private boolean occurs(Turn me) {
        Event event = timeline.takeDue(driverRuns ? untilNanos : Deadline.NEVER - 1, me == driver);
        if (event == null) {
            return false;
        }
        countProgress();
        clock.jumpTo(Math.max(clock.nowNanos(), timeline.takenDueNanos()));
        if (me == driver) {
            happen(event);
        } else {
            try {
                happen(event);
            } catch (Throwable thrown) {
                failed(thrown); // it belongs to the world, not to the thread that happened to sleep
            }
        }
        return true;
    }

    @Override
    boolean run(long untilNanos, boolean stopAtEnd, @Nullable BooleanSupplier condition) {
        Turn me = current();
        if (me != driver || driverRuns) {
            throw new IllegalStateException("a program of the world cannot run the world");
        }
        this.untilNanos = untilNanos;
        driverStopsAtEnd = stopAtEnd;
        driverWatches = condition != null;
        driverRuns = true;
        try {
            for (; ; ) {
                throwFailure();
                if (condition != null && condition.getAsBoolean()) {
                    return true;
                }
                if (stopAtEnd && turns.isEmpty()) {
                    return true;
                }
                if (!step(me)) {
                    return false;
                }
            }
        } finally {
            driverRuns = false;
        }
    }

    @Override
    boolean step() {
        boolean[] once = new boolean[1];
        return run(
                Deadline.NEVER - 1,
                false,
                () -> {
                    boolean before = once[0];
                    once[0] = true;
                    return before;
                });
    }

    private boolean step(Turn me) {
        Turn turn = runnable.poll();
        if (turn == null) {
            return occurs(me);
        }
        turn.isRunnable = false;
        hand(turn);
        awaitBaton(me);
        return true;
    }

    @Override
    void passUntil(long nanos) {
        countProgress();
        clock.jumpTo(Math.max(clock.nowNanos(), nanos));
    }

    @Override
    List<String> waiting() {
        List<String> waiting = new ArrayList<>();
        for (Turn turn : turns.values()) {
            waiting.add(turn.toString());
        }
        return waiting;
    }

    @Override
    boolean hasPrograms() {
        return !turns.isEmpty();
    }

    @Override
    void end() {
        ending();
        if (isStuck) {
            return; // the thread that has the baton does not give it back
        }
        current();
        driverRuns = true;
        driverWatches = false;
        driverStopsAtEnd = true;
        untilNanos = nowNanos();
        timeline.clear();
        for (int round = 0; !turns.isEmpty(); round++) {
            if (round == END_ROUNDS) {
                throw new IllegalStateException("these threads do not end: " + waiting());
            }
            for (Turn turn : List.copyOf(turns.values())) {
                makeRunnable(turn);
            }
            step(driver);
        }
        driverRuns = false;
    }

    private StandstillException standstill(Sleeper sleeper) {
        StandstillException still =
                new StandstillException(
                        "nothing can happen any more: the test waits in " + sleeper.call(),
                        waiting());
        Throwable first = takeFailure();
        if (first != null) {
            still.initCause(first);
        }
        return still;
    }

    private Turn current() {
        if (isStuck) {
            throw new IllegalStateException("the world is stuck, as was reported");
        }
        Thread thread = Thread.currentThread();
        Turn turn = holder;
        if (turn.thread() == thread) {
            return turn;
        }
        if (turn == driver && !driverRuns && driver.sleeper == null && turnOf(thread) == null) {
            driver.takenBy(thread);
            return driver;
        }
        throw new IllegalStateException(
                "the world is scripted and "
                        + turn
                        + " has the baton, not the thread \""
                        + thread.getName()
                        + "\"");
    }

    private @Nullable Turn turnOf(Thread thread) {
        return driver.thread() == thread ? driver : turns.get(thread);
    }
}
