package io.jackfield.time;

import org.jspecify.annotations.Nullable;

/** The events to come of one world, ordered by (due time, order of scheduling). Not thread-safe. */
public final class EventHeap {
    private final DueHeap heap = new DueHeap();
    private long sequence;

    /** Inserts the event, or moves it if it is already scheduled. */
    public void schedule(Event event, long dueNanos) {
        if (event.place == Queued.NOWHERE) {
            event.dueNanos = dueNanos;
            heap.insert(event, dueNanos, sequence++);
        } else if (event.dueNanos != dueNanos) {
            event.dueNanos = dueNanos;
            heap.move(event, dueNanos, sequence++);
        }
    }

    /** Takes the event out; nothing happens if it is not scheduled. */
    public void remove(Event event) {
        if (event.place != Queued.NOWHERE) {
            event.dueNanos = Deadline.NEVER;
            heap.remove(event);
        }
    }

    public @Nullable Event peek() {
        return (Event) heap.head();
    }

    /** Takes out and returns the first event, or null. */
    public @Nullable Event poll() {
        Event first = (Event) heap.head();
        if (first != null) {
            remove(first);
        }
        return first;
    }

    /** When the first event is due, or NEVER. */
    public long nextDueNanos() {
        return heap.headDue();
    }

    public int size() {
        return heap.size();
    }
}
