package io.jackfield.link;

import io.jackfield.time.Event;

import org.jspecify.annotations.Nullable;

/**
 * What links need of the world they are in. Thread-safe; no lock of the caller's is a leaf lock.
 */
public interface Network {
    long nowNanos();

    /**
     * Lets the event occur at the due time. An event that is already scheduled for earlier stays
     * there: two threads that schedule one event may do so in either order.
     */
    void schedule(Event event, long dueNanos);

    /**
     * Where an event puts inboxes while it occurs; drained when the events of that instant are
     * done. Asked only by {@link Event#occur}.
     */
    DrainList work();

    /** Takes over a list whose drainer has spent its budget; drains it on another thread. */
    void handOver(DrainList list);

    /** Told of whatever an attachment threw while packets were delivered to it. */
    void failed(Inbox at, Throwable thrown);

    /** Who is asked before a mishap happens; null if nobody is, and all happen. */
    default @Nullable Mishaps mishaps() {
        return null;
    }
}
