package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.poll.ReadyItem;
import io.jackfield.poll.ReadyList;
import io.jackfield.posix.Readiness;

/**
 * A file watched for a selector, without an epoll instance between: whenever one of the events
 * wanted comes about, it goes on the selector's {@link Selection}. It holds no reference to the
 * file. Every method takes the host's lock.
 */
public final class Watch extends ReadyItem {
    private static final int ALWAYS = Readiness.POLLERR | Readiness.POLLHUP;

    private final Kernel kernel;
    private final Object key;
    private int events;
    private boolean isClosed;

    Watch(Kernel kernel, ReadyList list, OpenFile file, Object key) {
        super(list, file, kernel.wakeList(), false);
        this.kernel = kernel;
        this.key = key;
    }

    /** What the selector knows it by. */
    public Object key() {
        return key;
    }

    /** Wants these events (POLL bits) from now on; those that are there already count. */
    public void want(int wanted) {
        kernel.enter();
        try {
            events = wanted;
            relist();
        } finally {
            kernel.leave();
        }
    }

    /** What there is now of the events wanted; as long as there is any, it stays listed. */
    public int report() {
        kernel.enter();
        try {
            return relist();
        } finally {
            kernel.leave();
        }
    }

    private int relist() {
        if (isClosed || events == 0) {
            return 0;
        }
        int ready = file().readiness() & (events | ALWAYS);
        if (ready != 0) {
            list().add(this, wakes());
        }
        return ready;
    }

    /** Watches no longer. */
    public void close() {
        kernel.enter();
        try {
            if (!isClosed) {
                isClosed = true;
                unwatch();
            }
        } finally {
            kernel.leave();
        }
    }

    @Override
    protected boolean wake(int readiness) {
        if (events == 0 || (readiness & (events | ALWAYS)) == 0) {
            return false;
        }
        list().add(this, wakes());
        return true;
    }

    /** The last descriptor is closed. */
    @Override
    protected void fileReleased() {
        isClosed = true;
        list().remove(this);
    }
}
