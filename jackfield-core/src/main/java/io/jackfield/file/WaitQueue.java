package io.jackfield.file;

import org.jspecify.annotations.Nullable;

/**
 * Who waits for a file. Shared entries stand in front and are all woken; exclusive ones stand
 * behind in the order they came, and a wake-up ends at the first that takes it (LINUX.md 26 to 30).
 * An accept leaves when woken and comes back at the tail, so those rotate; an epoll item stays, so
 * those do not. Who waits for an epoll instance comes back at the head.
 */
public final class WaitQueue {
    private @Nullable WaitEntry head;
    private @Nullable WaitEntry tail;

    public boolean isEmpty() {
        return head == null;
    }

    /** Adds a shared entry at the head, an exclusive one at the tail. */
    public void add(WaitEntry entry) {
        assert entry.queue == null : "an entry stands in one queue";
        entry.queue = this;
        if (head == null) {
            head = entry;
            tail = entry;
        } else if (entry.exclusive) {
            entry.previous = tail;
            tailOf(this).next = entry;
            tail = entry;
        } else {
            linkFirst(entry, head);
        }
    }

    /**
     * Adds an exclusive entry at the head of a queue of such: who came last is woken first, as an
     * epoll instance has it (LINUX.md 30).
     */
    public void push(WaitEntry entry) {
        assert entry.exclusive && (head == null || head.exclusive) : "there are no shared entries";
        if (head == null) {
            add(entry);
        } else {
            entry.queue = this;
            linkFirst(entry, head);
        }
    }

    private void linkFirst(WaitEntry entry, WaitEntry before) {
        entry.next = before;
        before.previous = entry;
        head = entry;
    }

    /** Takes the entry out. */
    public void remove(WaitEntry entry) {
        assert entry.queue == this : "the entry stands in this queue";
        if (entry.previous == null) {
            head = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next == null) {
            tail = entry.previous;
        } else {
            entry.next.previous = entry.previous;
        }
        entry.queue = null;
        entry.previous = null;
        entry.next = null;
    }

    /** Wakes all shared entries and the first exclusive one that takes it. */
    public void wake(int readiness) {
        WaitEntry entry = head;
        while (entry != null) {
            WaitEntry next = entry.next;
            if (entry.wake(readiness) && entry.exclusive) {
                return;
            }
            entry = next;
        }
    }

    /** Wakes everybody, exclusive or not: an end that all must see. */
    public void wakeAll(int readiness) {
        WaitEntry entry = head;
        while (entry != null) {
            WaitEntry next = entry.next;
            entry.wake(readiness);
            entry = next;
        }
    }

    /** The file is gone: every entry leaves and is told. */
    void release() {
        while (head != null) {
            WaitEntry entry = head;
            remove(entry);
            entry.fileReleased();
        }
    }

    private static WaitEntry tailOf(WaitQueue queue) {
        WaitEntry tail = queue.tail;
        assert tail != null : "a queue with a head has a tail";
        return tail;
    }
}
