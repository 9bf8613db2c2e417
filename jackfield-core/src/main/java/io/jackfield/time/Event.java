package io.jackfield.time;

/** Something that will occur in a world at a due time; a node of one {@link EventHeap}. */
public abstract class Event extends Queued {
    long dueNanos = Deadline.NEVER;

    /** When it is due, or NEVER while it is not scheduled. */
    public final long dueNanos() {
        return dueNanos;
    }

    public final boolean isScheduled() {
        return place != NOWHERE;
    }

    /** Called by the heap's owner with no lock held, after the event was taken from the heap. */
    public abstract void occur(long nowNanos);
}
