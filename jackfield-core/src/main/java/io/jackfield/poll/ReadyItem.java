package io.jackfield.poll;

import io.jackfield.file.OpenFile;
import io.jackfield.file.WaitEntry;
import io.jackfield.file.WakeList;

import org.jspecify.annotations.Nullable;

/**
 * A file watched for a {@link ReadyList}. Whenever an event it cares for comes about, it goes on
 * the list, where it stays until the list's owner takes it off.
 */
public abstract class ReadyItem extends WaitEntry {
    final ReadyList list;
    private final OpenFile file;
    private final WakeList wakes;

    /** Guarded by the list's lock. */
    boolean isListed;

    @Nullable ReadyItem previousReady;
    @Nullable ReadyItem nextReady;

    /**
     * @param wakes of the host that the file belongs to
     */
    protected ReadyItem(ReadyList list, OpenFile file, WakeList wakes, boolean exclusive) {
        super(exclusive);
        this.list = list;
        this.file = file;
        this.wakes = wakes;
    }

    public final OpenFile file() {
        return file;
    }

    /** The list it goes on. */
    public final ReadyList list() {
        return list;
    }

    /** Whom to wake when the host's lock is given back. */
    protected final WakeList wakes() {
        return wakes;
    }

    /** Stands in the file's queue from now on. Under the file's host's lock. */
    public final void watch() {
        file.waiters().add(this);
    }

    /** Leaves the queue and the list. Under the file's host's lock. */
    public final void unwatch() {
        leaveQueue();
        list.remove(this);
    }
}
