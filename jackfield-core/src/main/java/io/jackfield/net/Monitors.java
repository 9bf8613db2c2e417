package io.jackfield.net;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/**
 * The threads that wait for monitors. The JVM makes them ready in a thread of its own, some
 * microseconds after a monitor was given to them: no decision is made while one is on its way.
 */
final class Monitors {
    private final List<Strand> waiting = new ArrayList<>();
    private final List<MonitorWait> pinned = new CopyOnWriteArrayList<>();
    private final IntSupplier inTransit;
    private final Strands strands;

    /** {@code inTransit}: how many threads the JVM has taken from its list and not made ready. */
    Monitors(IntSupplier inTransit, Strands strands) {
        this.inTransit = inTransit;
        this.strands = strands;
    }

    /** It waits on its carrier, which it cannot leave. */
    void add(MonitorWait wait) {
        pinned.add(wait);
    }

    /** The wait of that thread on its carrier; null if it is in none. */
    @Nullable MonitorWait pinned(Strand strand) {
        for (MonitorWait wait : pinned) {
            if (wait.strand == strand) {
                return wait;
            }
        }
        return null;
    }

    void remove(MonitorWait wait) {
        pinned.remove(wait);
    }

    /**
     * It was interrupted. If it waits on its carrier it is on its way now; whoever interrupted it
     * goes on when it has come, or stands at a monitor that somebody has.
     */
    void interrupted(Strand strand) {
        MonitorWait wait = pinned(strand);
        if (wait != null) {
            wait.interrupted();
            boolean isOnTheWay;
            do { // not a yield: that would let others run
                isOnTheWay = !wait.isSettled(strands);
            } while (isOnTheWay);
        }
    }

    /** The world ends: those that wait on their carriers go on. */
    void endWaits(long nowNanos) {
        pinned.forEach(wait -> wait.occur(nowNanos));
    }

    /** The world has ended. */
    void forget() {
        waiting.clear();
        pinned.clear();
    }

    void add(Strand strand) {
        waiting.add(strand);
    }

    /** It runs. Until then, ready or not, a monitor could be given to it once more. */
    void remove(Strand strand) {
        if (!waiting.isEmpty()) {
            waiting.remove(strand);
        }
    }

    /** Waits until nothing is on its way. For who carries; a thread of the world would yield. */
    @SuppressWarnings("ThreadPriorityCheck") // it is about to run, and needs microseconds
    void await() {
        while (isGiving()) {
            Thread.yield();
        }
    }

    /** Whether a monitor is on its way to a thread. */
    boolean isGiving() {
        if (!Guard.DRAIN.isOn()) {
            return false;
        }
        if (isOnTheWay()) {
            return true;
        }
        if (!Guard.DRAIN_ORDER.isOn()) {
            return inTransit.getAsInt() > 0 || isListed();
        }
        return isListed() || inTransit.getAsInt() > 0; // the JVM moves them from here to there
    }

    private boolean isOnTheWay() {
        for (MonitorWait wait : pinned) {
            if (!wait.isSettled(strands)) {
                return true;
            }
        }
        return false;
    }

    private boolean isListed() {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (waiting.get(i).isBeingUnblocked()) {
                return true;
            }
        }
        return false;
    }
}
