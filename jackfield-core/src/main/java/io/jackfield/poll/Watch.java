package io.jackfield.poll;

import io.jackfield.file.OpenFile;
import io.jackfield.file.WakeList;
import io.jackfield.posix.Readiness;

/**
 * A file watched by a selector outside every process: level-triggered, with a changeable set of
 * events, and the selector's own object beside it.
 */
public final class Watch extends ReadyItem {
    private static final int ALWAYS = Readiness.POLLERR | Readiness.POLLHUP;

    private final Object attachment;

    /** Guarded by the lock of the file's host. */
    private int events;

    /** Watches nothing yet; see {@link #interest}. Under the lock of the file's host. */
    public Watch(ReadyList list, OpenFile file, WakeList wakes, Object attachment) {
        super(list, file, wakes, false);
        this.attachment = attachment;
        watch();
    }

    public Object attachment() {
        return attachment;
    }

    /** Changes what is watched for; what is there already is listed at once. Under the lock. */
    public void interest(int wanted) {
        events = wanted;
        listIfReady();
    }

    /**
     * The events there are now; while there are any the item stays listed. Under the lock.
     *
     * @return POLL bits, 0 for none
     */
    public int ready() {
        return listIfReady();
    }

    private int listIfReady() {
        int there = events == 0 ? 0 : file().readiness() & (events | ALWAYS);
        if (there != 0) {
            list().add(this, wakes());
        }
        return there;
    }

    @Override
    protected boolean wake(int readiness) {
        if (events != 0 && (readiness & (events | ALWAYS)) != 0) {
            list().add(this, wakes());
        }
        return true;
    }
}
