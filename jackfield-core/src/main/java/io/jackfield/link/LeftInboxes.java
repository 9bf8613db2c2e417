package io.jackfield.link;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Inboxes whose drainer found their host's lock taken: whoever has the lock delivers them when it
 * leaves, so no sender waits for a receiver. Any thread adds, without a lock.
 */
public final class LeftInboxes {
    private final AtomicReference<@Nullable Inbox> top = new AtomicReference<>();

    /** Leaves an inbox here that is on no other list. */
    public void add(Inbox inbox) {
        assert inbox.following == null : "inbox is on a list";
        Inbox before;
        do {
            before = top.get();
            inbox.following = before;
        } while (!top.compareAndSet(before, inbox));
    }

    public boolean isEmpty() {
        return top.get() == null;
    }

    /** Moves all of them to a drain list. */
    public void moveTo(DrainList list) {
        if (isEmpty()) {
            return;
        }
        Inbox inbox = top.getAndSet(null);
        while (inbox != null) {
            Inbox next = inbox.following;
            inbox.following = null;
            list.add(inbox);
            inbox = next;
        }
    }
}
