package io.jackfield.poll;

import io.jackfield.file.LeafLock;
import io.jackfield.file.Sleeper;
import io.jackfield.file.WakeList;

import org.jspecify.annotations.Nullable;

/**
 * The files that may be ready, in the order in which they became so, and the one thread that waits
 * for the first of them. Fed under the locks of any hosts, read by anybody: it has a leaf lock of
 * its own. An epoll instance and a selector are each one of these.
 */
public final class ReadyList {
    private final LeafLock lock = new LeafLock();
    private @Nullable ReadyItem first;
    private @Nullable ReadyItem last;
    private int size;
    private @Nullable Sleeper sleeper;
    private boolean isWakeupPending;

    /** Puts an item at the end, unless it is listed, and ends the sleep of who waits here. */
    public void add(ReadyItem item, WakeList wakes) {
        Sleeper woken;
        lock.lock();
        try {
            if (!item.isListed) {
                append(item);
            }
            woken = endSleep();
        } finally {
            lock.unlock();
        }
        if (woken != null) {
            wakes.add(woken);
        }
    }

    /** Takes an item off, if it is listed. */
    public void remove(ReadyItem item) {
        lock.lock();
        try {
            if (item.isListed) {
                unlink(item);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first item off; null if there is none. */
    public @Nullable ReadyItem poll() {
        lock.lock();
        try {
            ReadyItem item = first;
            if (item != null) {
                unlink(item);
            }
            return item;
        } finally {
            lock.unlock();
        }
    }

    /** The first item, which stays listed; null if there is none. */
    public @Nullable ReadyItem peek() {
        lock.lock();
        try {
            return first;
        } finally {
            lock.unlock();
        }
    }

    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /**
     * The sleep ends when an item is listed or {@link #wakeup} is called; false if one of the two
     * was the case already, and then it must not begin. Whoever sleeps calls {@link #awake} after.
     */
    public boolean sleeps(Sleeper next) {
        lock.lock();
        try {
            assert sleeper == null : "one thread at a time waits for a ready list";
            if (size > 0 || isWakeupPending) {
                return false;
            }
            sleeper = next;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The sleep is over; whoever slept says so. */
    public void awake() {
        lock.lock();
        try {
            sleeper = null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the sleep of who waits here, or keeps the next one from beginning; answers whom the
     * caller has to wake, holding no lock.
     */
    public @Nullable Sleeper wakeup() {
        lock.lock();
        try {
            isWakeupPending = true;
            return endSleep();
        } finally {
            lock.unlock();
        }
    }

    /** Takes back a pending wake-up; true if there was one. */
    public boolean takeWakeup() {
        lock.lock();
        try {
            boolean was = isWakeupPending;
            isWakeupPending = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Sleeper endSleep() {
        Sleeper asleep = sleeper;
        return asleep != null && asleep.end(Sleeper.Cause.EVENT) ? asleep : null;
    }

    private void append(ReadyItem item) {
        item.isListed = true;
        item.previousReady = last;
        if (last == null) {
            first = item;
        } else {
            last.nextReady = item;
        }
        last = item;
        size++;
    }

    private void unlink(ReadyItem item) {
        if (item.previousReady == null) {
            first = item.nextReady;
        } else {
            item.previousReady.nextReady = item.nextReady;
        }
        if (item.nextReady == null) {
            last = item.previousReady;
        } else {
            item.nextReady.previousReady = item.previousReady;
        }
        item.previousReady = null;
        item.nextReady = null;
        item.isListed = false;
        size--;
    }
}
