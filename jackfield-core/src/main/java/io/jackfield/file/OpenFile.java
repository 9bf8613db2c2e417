package io.jackfield.file;

import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * An open file description (POSIX.1-2024 §3.241): what descriptors refer to. Descriptors of several
 * numbers and several processes, and calls that sleep in it, hold references; when the last one
 * goes, the file is released. Guarded by its host's lock.
 */
public abstract class OpenFile {
    private int references = 1;
    private int statusFlags;
    private @Nullable WaitQueue waiters;

    /** One more descriptor or sleeping call refers to it. */
    public final void retain() {
        assert references > 0 : "a released file stays released";
        references++;
    }

    /** One reference less; the last one releases the file. True if this was the last. */
    public final boolean release(long nowNanos) {
        assert references > 0 : "a file is released once";
        if (--references > 0) {
            if (waiters != null && waiters.isEmpty()) {
                waiters = null; // the call that gives its reference up was the last to sleep here
            }
            return false;
        }
        if (waiters != null) {
            waiters.release();
        }
        released(nowNanos);
        return true;
    }

    public final int references() {
        return references;
    }

    public final boolean isReleased() {
        return references == 0;
    }

    /** O_NONBLOCK, O_ASYNC and the access mode, shared by all who refer to the description. */
    public final int statusFlags() {
        return statusFlags;
    }

    public final void statusFlags(int flags) {
        statusFlags = flags;
    }

    /** The queue of those who wait here, made when the first one comes. */
    public final WaitQueue waiters() {
        WaitQueue queue = waiters;
        if (queue == null) {
            queue = new WaitQueue();
            waiters = queue;
        }
        return queue;
    }

    /** True if somebody waits here. */
    public final boolean hasWaiters() {
        return waiters != null && !waiters.isEmpty();
    }

    /** Tells those who wait that the events {@code readiness} (POLL bits) have come about. */
    protected final void wake(int readiness) {
        if (waiters != null) {
            waiters.wake(readiness);
        }
    }

    /** True if O_NONBLOCK is set. */
    public final boolean isNonBlocking() {
        return (statusFlags & FileControl.O_NONBLOCK) != 0;
    }

    /** Tells all of them, also those of whom usually one is enough. */
    protected final void wakeAll(int readiness) {
        if (waiters != null) {
            waiters.wakeAll(readiness);
        }
    }

    /** read(2) without sleeping: octets, 0 for end of file, or -errno. */
    public int read(ByteBuffer to, long nowNanos) {
        return Errno.EINVAL.result();
    }

    /** write(2) without sleeping: octets taken, or -errno. */
    public int write(ByteBuffer from, long nowNanos) {
        return Errno.EINVAL.result();
    }

    /** True if a blocking write goes on until every octet is taken. */
    public boolean isByteStream() {
        return false;
    }

    /** ioctl(2) with an int to read or write; 0 or -errno. */
    public int ioctl(int request, int[] argument) {
        return Errno.ENOTTY.result();
    }

    /** What {@code poll} would find now, as POLL bits. */
    public abstract int readiness();

    /** The last reference has gone. */
    protected abstract void released(long nowNanos);
}
