package io.jackfield.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * The threads that wait for monitors. The JVM makes them ready in a thread of its own, some
 * microseconds after a monitor was given to them: no decision is made while one is on its way.
 */
final class Monitors {
    private final List<Strand> waiting = new ArrayList<>();
    private final IntSupplier inTransit;

    /** {@code inTransit}: how many threads the JVM has taken from its list and not made ready. */
    Monitors(IntSupplier inTransit) {
        this.inTransit = inTransit;
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
        if (!Guard.DRAIN_ORDER.isOn()) {
            return inTransit.getAsInt() > 0 || isListed();
        }
        return isListed() || inTransit.getAsInt() > 0; // the JVM moves them from here to there
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
