package io.jackfield.net;

import io.jackfield.file.LeafLock;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.EventHeap;

import org.jspecify.annotations.Nullable;

/** What is still to happen in a world, in order; the heap with its leaf lock. */
final class Timeline {
    private final LeafLock lock = new LeafLock();
    private final EventHeap heap = new EventHeap();
    private long takenDueNanos;

    /** Puts the event at {@code dueNanos}, or moves it; true if it is the earliest now. */
    boolean schedule(Event event, long dueNanos) {
        lock.lock();
        try {
            heap.schedule(event, dueNanos);
            return heap.peek() == event;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Puts the event at {@code dueNanos} unless it is there already or earlier; true if it is the
     * earliest of all now because of this.
     */
    boolean scheduleEarlier(Event event, long dueNanos) {
        lock.lock();
        try {
            if (event.isScheduled() && event.dueNanos() <= dueNanos) {
                return false;
            }
            heap.schedule(event, dueNanos);
            return heap.peek() == event;
        } finally {
            lock.unlock();
        }
    }

    void cancel(Event event) {
        lock.lock();
        try {
            heap.remove(event);
        } finally {
            lock.unlock();
        }
    }

    /** When the earliest event is due; {@link Deadline#NEVER} if there is none. */
    long nextDueNanos() {
        lock.lock();
        try {
            Event first = heap.peek();
            return first == null ? Deadline.NEVER : first.dueNanos();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the earliest event if it is due by {@code limitNanos}; one that belongs to the test's
     * own thread only if {@code alsoActions}.
     */
    @Nullable Event takeDue(long limitNanos, boolean alsoActions) {
        lock.lock();
        try {
            Event first = heap.peek();
            if (first == null
                    || first.dueNanos() > limitNanos
                    || (first instanceof Action && !alsoActions)) {
                return null;
            }
            takenDueNanos = first.dueNanos();
            return heap.poll();
        } finally {
            lock.unlock();
        }
    }

    /** When the event that {@link #takeDue} took last was due; for the thread that took it. */
    long takenDueNanos() {
        return takenDueNanos;
    }

    /** Forgets everything. */
    void clear() {
        lock.lock();
        try {
            while (heap.poll() != null) {
                // an event forgotten
            }
        } finally {
            lock.unlock();
        }
    }
}
