package io.jackfield.jdk;

import org.jspecify.annotations.Nullable;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Where threads belong by who made them, as the agent tells. A thread that is not in here was made
 * outside of every virtual machine.
 */
final class ThreadOwners {
    /** What is known of a thread; without a Jvm it is that nothing is known. */
    record Owner(@Nullable Jvm jvm, String creator) {}

    /**
     * Of a thread; keeps neither it nor the Jvm, which its world keeps: a world knows its threads,
     * and would be kept by them after its end.
     */
    private static final class Entry extends WeakReference<Thread> {
        private final long id;
        private final WeakReference<@Nullable Jvm> jvm;
        private final String creator;

        Entry(Thread thread, Owner owner, ReferenceQueue<Thread> gone) {
            super(thread, gone);
            id = thread.threadId();
            jvm = new WeakReference<>(owner.jvm);
            creator = owner.creator;
        }

        Owner owner() {
            return new Owner(jvm.get(), creator);
        }
    }

    private final Map<Long, Entry> entries = new ConcurrentHashMap<>();
    private final ReferenceQueue<Thread> gone = new ReferenceQueue<>();

    /** A thread was made by one of this owner. */
    void put(Thread thread, Owner owner) {
        for (var each = gone.poll(); each != null; each = gone.poll()) {
            entries.remove(((Entry) each).id);
        }
        Entry entry = new Entry(thread, owner, gone);
        entries.put(entry.id, entry);
    }

    /** How many threads are in the account. */
    int size() {
        return entries.size();
    }

    /** Null for a thread from outside. */
    @Nullable Owner of(Thread thread) {
        Entry entry = entries.get(thread.threadId());
        if (isShared(thread)) {
            return new Owner(null, entry == null ? "a thread of no host" : entry.creator);
        }
        return entry == null ? null : entry.owner();
    }

    /** Whether a thread works for whoever comes, so that its maker means nothing. */
    static boolean isShared(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
    }
}
