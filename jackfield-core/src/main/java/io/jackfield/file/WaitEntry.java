package io.jackfield.file;

import org.jspecify.annotations.Nullable;

/**
 * One party that waits on a {@link WaitQueue}: a sleeping thread, an epoll item, a selector's item.
 */
public abstract class WaitEntry {
    final boolean exclusive;
    @Nullable WaitQueue queue;
    @Nullable WaitEntry previous;
    @Nullable WaitEntry next;

    /** An exclusive entry is woken alone, and only the first of its kind that takes the wake-up. */
    protected WaitEntry(boolean exclusive) {
        this.exclusive = exclusive;
    }

    /** True while it stands in a queue. */
    public final boolean isQueued() {
        return queue != null;
    }

    /** Leaves its queue, if it stands in one. */
    public final void leaveQueue() {
        if (queue != null) {
            queue.remove(this);
        }
    }

    /**
     * The events {@code readiness} (POLL bits) have come about; true if this entry takes the
     * wake-up. Called under the host's lock; may leave the queue, may not touch other entries of
     * it.
     */
    protected abstract boolean wake(int readiness);

    /** The file of the queue has been released; the entry has left the queue already. */
    protected void fileReleased() {}
}
