package io.jackfield.buffer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A host's slabs. One thread at a time allocates (it holds the host's lock); any thread gives back,
 * without a lock.
 */
public final class SlabPool {
    /*
     * Each class has two lists. Returned slabs are pushed on a shared stack; the allocator never
     * pops that stack but takes all of it in one exchange and then owns the chain, so a slab cannot
     * come back under a compare-and-set that still looks at it (the ABA problem needs a second
     * popper). A slab records how deep the stack under it is: that bounds the stack without a shared
     * counter. Counting is exact: issued - given back, where given back = taken over by the
     * allocator + still on the stack + dropped because the pool was full.
     */

    /** Octets of each class that a pool keeps for reuse unless told otherwise. */
    public static final int DEFAULT_KEPT_OCTETS = 16 << 20;

    private final SlabClass small;
    private final SlabClass large;

    public SlabPool() {
        this(DEFAULT_KEPT_OCTETS);
    }

    public SlabPool(int keptOctets) {
        small = new SlabClass(this, Slab.SMALL, keptOctets / Slab.SMALL);
        large = new SlabClass(this, Slab.LARGE, keptOctets / Slab.LARGE);
    }

    /** A slab held once by the caller, of the class that holds the wanted octets best. */
    public Slab allocate(int wanted) {
        return wanted <= Slab.SMALL ? small.allocate() : large.allocate();
    }

    /** Slabs allocated and not yet given back; called by the allocating thread. */
    public int outstanding() {
        return small.outstanding() + large.outstanding();
    }

    /** Octets waiting for reuse; called by the allocating thread. */
    public int keptOctets() {
        return small.kept() * Slab.SMALL + large.kept() * Slab.LARGE;
    }

    void giveBack(Slab slab) {
        (slab.capacity() == Slab.SMALL ? small : large).giveBack(slab);
    }

    /** One of the two sizes. */
    private static final class SlabClass {
        private static final VarHandle RETURNED;
        private static final VarHandle DROPPED;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                RETURNED = lookup.findVarHandle(SlabClass.class, "returned", Slab.class);
                DROPPED = lookup.findVarHandle(SlabClass.class, "dropped", int.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final SlabPool pool;
        private final int size;
        private final int limit;

        // Owned by the allocating thread.
        private @Nullable Slab free;
        private int freeCount;
        private int issued;
        private int takenOver;

        // Shared with every thread that gives back.
        private volatile @Nullable Slab returned;
        private volatile int dropped;

        SlabClass(SlabPool pool, int size, int limit) {
            this.pool = pool;
            this.size = size;
            this.limit = limit;
        }

        Slab allocate() {
            if (free == null && returned != null) {
                takeOver();
            }
            issued++;
            Slab slab = free;
            if (slab == null) {
                return new Slab(new byte[size], pool);
            }
            free = slab.next;
            freeCount--;
            slab.reissue();
            return slab;
        }

        private void takeOver() {
            free = (Slab) RETURNED.getAndSet(this, null);
            for (Slab slab = free; slab != null; slab = slab.next) {
                takenOver++;
                freeCount++;
            }
        }

        void giveBack(Slab slab) {
            Slab top;
            do {
                top = returned;
                int depth = top == null ? 0 : top.depth;
                if (depth >= limit) {
                    DROPPED.getAndAdd(this, 1);
                    return;
                }
                slab.next = top;
                slab.depth = depth + 1;
            } while (!RETURNED.compareAndSet(this, top, slab));
        }

        private int onStack() {
            int count = 0;
            for (Slab slab = returned; slab != null; slab = slab.next) {
                count++;
            }
            return count;
        }

        int kept() {
            return freeCount + onStack();
        }

        int outstanding() {
            return issued - takenOver - dropped - onStack();
        }
    }
}
