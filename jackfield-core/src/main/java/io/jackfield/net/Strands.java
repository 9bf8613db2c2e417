package io.jackfield.net;

import io.jackfield.file.LeafLock;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The threads of a deterministic world that live, in the order in which they began. */
final class Strands {
    private final LeafLock lock = new LeafLock();

    /** Each with whether it is a root: a test or a host started it, no thread of the world. */
    private final Map<Strand, Boolean> living = new LinkedHashMap<>();

    private volatile int roots;

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    void begins(Strand strand, boolean root) {
        lock.lock();
        try {
            living.put(strand, root);
            roots += root ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock
    void ends(Strand strand) {
        lock.lock();
        try {
            Boolean root = living.remove(strand);
            roots -= root != null && root ? 1 : 0;
        } finally {
            lock.unlock();
        }
    }

    /** The world has ended: those that have not will never run again. */
    void forget() {
        for (Strand strand : all()) {
            strand.forget();
            ends(strand);
        }
    }

    boolean hasRoots() {
        return roots > 0;
    }

    List<Strand> all() {
        lock.lock();
        try {
            return new ArrayList<>(living.keySet());
        } finally {
            lock.unlock();
        }
    }
}
