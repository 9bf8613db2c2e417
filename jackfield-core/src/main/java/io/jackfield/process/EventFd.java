package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A counter of 64 bits to wait for (eventfd(2)). */
final class EventFd extends OpenFile {
    private static final int READABLE = Readiness.POLLIN;
    private static final int WRITABLE = Readiness.POLLOUT;

    /** The largest count; a write that would exceed it waits. Unsigned. */
    private static final long MOST = -2;

    private final boolean isSemaphore;
    private long count;

    EventFd(long initial, boolean isSemaphore) {
        this.count = initial;
        this.isSemaphore = isSemaphore;
    }

    @Override
    public int read(ByteBuffer to, long nowNanos) {
        if (to.remaining() < Long.BYTES) {
            return Errno.EINVAL.result();
        }
        if (count == 0) {
            return Errno.EAGAIN.result();
        }
        long taken = isSemaphore ? 1 : count;
        count -= taken;
        put(to, taken);
        wake(WRITABLE);
        return Long.BYTES;
    }

    @Override
    public int write(ByteBuffer from, long nowNanos) {
        if (from.remaining() != Long.BYTES) {
            return Errno.EINVAL.result();
        }
        long added = from.duplicate().order(ByteOrder.nativeOrder()).getLong();
        if (added == -1) {
            return Errno.EINVAL.result();
        }
        if (Long.compareUnsigned(MOST - count, added) < 0) {
            return Errno.EAGAIN.result();
        }
        from.position(from.position() + Long.BYTES);
        count += added;
        wake(READABLE);
        return Long.BYTES;
    }

    @Override
    public int readiness() {
        return (count != 0 ? READABLE : 0)
                | (Long.compareUnsigned(count, MOST) < 0 ? WRITABLE : 0)
                | (count == -1 ? Readiness.POLLERR : 0);
    }

    @Override
    protected void released(long nowNanos) {}

    private static void put(ByteBuffer to, long value) {
        ByteOrder order = to.order();
        to.order(ByteOrder.nativeOrder()).putLong(value).order(order);
    }
}
