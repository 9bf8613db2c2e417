package io.jackfield.hooks.time;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/** The threads of all deterministic worlds, found without a lock. */
public final class SimulatedThreads {
    private static final int CHUNK_BITS = 10;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Of platform threads, facades and carriers, by their ids, which grow. */
    private static volatile @Nullable Chunk[] byId = new Chunk[16];

    /** Those whose ids differ in the last bits only. */
    private static final class Chunk {
        final @Nullable SimulatedThread[] at = new SimulatedThread[CHUNK];
        int used;
    }

    private static final Map<ThreadGroup, SimulatedThread> CLAIMED = new WeakHashMap<>();
    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final AtomicInteger WORLDS = new AtomicInteger();
    private static volatile boolean isAny;

    private SimulatedThreads() {}

    /** A world begins. */
    public static void opened() {
        WORLDS.incrementAndGet();
        isAny = true;
    }

    /** A world has ended. */
    public static void closed() {
        isAny = WORLDS.decrementAndGet() > 0;
    }

    /** Whether there is a world. */
    static boolean isAny() {
        return isAny;
    }

    /** The calling thread as one of a world; null if it is none. */
    public static @Nullable SimulatedThread current() {
        return isAny ? of(Thread.currentThread()) : null;
    }

    /** The thread as one of a world; null if it is none. */
    static @Nullable SimulatedThread of(Thread thread) {
        return thread.isVirtual() ? ofVirtual(thread) : ofPlatform(thread);
    }

    static @Nullable SimulatedThread ofVirtual(Thread thread) {
        try {
            Executor scheduler = (Executor) Jdk.OfVirtual.SCHEDULER.invokeExact(thread);
            return scheduler instanceof SimulatedThread simulated ? simulated : null;
        } catch (Throwable otherKind) {
            return null; // a virtual thread that is bound to a real one
        }
    }

    static @Nullable SimulatedThread ofPlatform(Thread thread) {
        if (!isAny) {
            return null;
        }
        long id = thread.threadId();
        @Nullable Chunk[] chunks = byId;
        long chunk = id >>> CHUNK_BITS;
        Chunk part = chunk < chunks.length ? chunks[(int) chunk] : null;
        return part == null ? null : part.at[(int) id & (CHUNK - 1)];
    }

    /** Puts a platform thread into the world that it belongs to; null takes it out. */
    public static void put(Thread thread, @Nullable SimulatedThread simulated) {
        LOCK.lock();
        try {
            int chunk = (int) (thread.threadId() >>> CHUNK_BITS);
            @Nullable Chunk[] chunks = byId;
            if (chunk >= chunks.length) {
                chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, chunks.length * 2));
            }
            Chunk part = chunks[chunk];
            if (part == null) {
                part = new Chunk();
                chunks[chunk] = part;
            }
            int at = (int) thread.threadId() & (CHUNK - 1);
            part.used += (simulated == null ? 0 : 1) - (part.at[at] == null ? 0 : 1);
            part.at[at] = simulated;
            if (part.used == 0) {
                chunks[chunk] = null;
            }
            byId = chunks; // publishes the place
        } finally {
            LOCK.unlock();
        }
    }

    /** Facades that live, of the world of one; of all if it is null. */
    static List<Thread> facades(@Nullable SimulatedThread of) {
        List<Thread> found = new ArrayList<>();
        LOCK.lock();
        try {
            for (Chunk part : byId) {
                for (int i = 0; part != null && i < CHUNK; i++) {
                    SimulatedThread each = part.at[i];
                    if (each != null
                            && each.hasFacade()
                            && (of == null || each.isOfSameWorld(of))) {
                        found.add(each.thread());
                    }
                }
            }
        } finally {
            LOCK.unlock();
        }
        return found;
    }

    /** Threads of that group are made as children of this one, whoever starts them. */
    public static void claim(ThreadGroup group, SimulatedThread parent) {
        LOCK.lock();
        try {
            CLAIMED.put(group, parent);
        } finally {
            LOCK.unlock();
        }
    }

    /** A world has ended: its groups are free and its threads forgotten. */
    public static void forget(SimulatedThread ofWorld) {
        LOCK.lock();
        try {
            CLAIMED.values().removeIf(each -> each.isOfSameWorld(ofWorld));
            for (Chunk part : byId) {
                for (int i = 0; part != null && i < CHUNK; i++) {
                    SimulatedThread each = part.at[i];
                    if (each != null && each.isOfSameWorld(ofWorld)) {
                        part.at[i] = null;
                        part.used--;
                    }
                }
            }
        } finally {
            LOCK.unlock();
        }
    }

    static @Nullable SimulatedThread claimant(Thread thread) {
        return claimant(thread.getThreadGroup());
    }

    /** Who claimed the group, or a group around it; null if nobody did. */
    public static @Nullable SimulatedThread claimant(@Nullable ThreadGroup group) {
        LOCK.lock();
        try {
            for (ThreadGroup g = group; g != null; g = g.getParent()) {
                SimulatedThread parent = CLAIMED.get(g);
                if (parent != null) {
                    return parent;
                }
            }
            return null;
        } finally {
            LOCK.unlock();
        }
    }
}
