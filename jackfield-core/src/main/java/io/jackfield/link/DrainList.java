package io.jackfield.link;

import org.jspecify.annotations.Nullable;

/** Inboxes that have packets and wait for a drainer, in order; each is on one list at most. */
public final class DrainList {
    private @Nullable Inbox head;
    private @Nullable Inbox tail;

    public boolean isEmpty() {
        return head == null;
    }

    /** Adds an inbox whose append said that it needs a drainer. */
    public void add(Inbox inbox) {
        assert inbox.following == null : "inbox is on a list";
        if (tail == null) {
            head = inbox;
        } else {
            tail.following = inbox;
        }
        tail = inbox;
    }

    public @Nullable Inbox poll() {
        Inbox first = head;
        if (first != null) {
            head = first.following;
            first.following = null;
            if (head == null) {
                tail = null;
            }
        }
        return first;
    }

    /** Moves everything from the other list to the end of this one. */
    public void addAll(DrainList other) {
        if (other.head == null) {
            return;
        }
        if (tail == null) {
            head = other.head;
        } else {
            tail.following = other.head;
        }
        tail = other.tail;
        other.head = null;
        other.tail = null;
    }
}
