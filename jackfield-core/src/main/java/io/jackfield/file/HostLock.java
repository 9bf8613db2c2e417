package io.jackfield.file;

import java.util.concurrent.locks.ReentrantLock;

/**
 * The lock of one host: whoever holds it owns everything the host's kernel keeps. Not fair, and by
 * assertion never re-entered, never held together with another host's, never taken under a {@link
 * LeafLock}.
 */
public final class HostLock {
    private final ReentrantLock lock = new ReentrantLock();

    public void lock() {
        assert LockOrder.takes(this);
        lock.lock();
    }

    /** Takes the lock if nobody holds it. */
    public boolean tryLock() {
        boolean taken = lock.tryLock();
        assert !taken || LockOrder.takes(this);
        return taken;
    }

    public void unlock() {
        assert LockOrder.gives(this);
        lock.unlock();
    }

    /** True if any thread holds it. */
    public boolean isTaken() {
        return lock.isLocked();
    }

    /** True if the calling thread holds it. */
    public boolean isHeld() {
        return lock.isHeldByCurrentThread();
    }

    /** True if the calling thread holds neither a host's lock nor a leaf; for assertions only. */
    public static boolean holdsNoLock() {
        return LockOrder.holdsNothing();
    }
}
