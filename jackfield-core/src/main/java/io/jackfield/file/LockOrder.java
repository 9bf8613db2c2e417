package io.jackfield.file;

import org.jspecify.annotations.Nullable;

/**
 * What one thread holds: at most one host's lock, and under it at most one leaf lock. Kept only
 * while assertions are on, so that a run with {@code -ea} proves the order and a run without pays
 * nothing.
 */
final class LockOrder {
    private static final ThreadLocal<LockOrder> HELD = ThreadLocal.withInitial(LockOrder::new);

    private @Nullable HostLock host;
    private @Nullable LeafLock leaf;

    private LockOrder() {}

    static boolean takes(HostLock lock) {
        LockOrder held = HELD.get();
        assert held.host == null : "a thread never holds two hosts' locks";
        assert held.leaf == null : "a host's lock is never taken under a leaf lock";
        held.host = lock;
        return true;
    }

    static boolean takes(LeafLock lock) {
        LockOrder held = HELD.get();
        assert held.leaf == null : "nothing is taken under a leaf lock";
        held.leaf = lock;
        return true;
    }

    static boolean gives(HostLock lock) {
        LockOrder held = HELD.get();
        assert held.host == lock : "the lock of this host is not held";
        assert held.leaf == null : "a host's lock is given back after the leaf lock under it";
        held.host = null;
        return true;
    }

    static boolean gives(LeafLock lock) {
        LockOrder held = HELD.get();
        assert held.leaf == lock : "this leaf lock is not held";
        held.leaf = null;
        return true;
    }

    /** True if this thread holds no lock at all, as it must before it sleeps. */
    static boolean holdsNothing() {
        LockOrder held = HELD.get();
        return held.host == null && held.leaf == null;
    }
}
