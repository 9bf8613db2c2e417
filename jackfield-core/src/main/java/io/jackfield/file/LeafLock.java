package io.jackfield.file;

import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock that may be taken under a host's lock and under which nothing is taken: a link's inbox,
 * the world's event heap, a ready list, a switch's table.
 */
public final class LeafLock {
    private final ReentrantLock lock = new ReentrantLock();

    public void lock() {
        assert LockOrder.takes(this);
        lock.lock();
    }

    public void unlock() {
        assert LockOrder.gives(this);
        lock.unlock();
    }

    /** True if the calling thread holds it. */
    public boolean isHeld() {
        return lock.isHeldByCurrentThread();
    }
}
