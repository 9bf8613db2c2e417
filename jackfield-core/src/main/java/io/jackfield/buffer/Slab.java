package io.jackfield.buffer;

import org.jspecify.annotations.Nullable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A block of octets shared by reference between a send queue, the packets in flight and a receive
 * queue. Each holder retains it once and releases it once; the last release gives it back to its
 * pool, from whatever thread and host that happens on.
 */
public final class Slab {
    /** The small class: a packet of an Ethernet link, a short write. */
    public static final int SMALL = 2 << 10;

    /** The large class: a super-segment, a bulk write. */
    public static final int LARGE = 64 << 10;

    /** From so many octets on a copy goes to large slabs, and without the host's lock. */
    public static final int BULK = 16 << 10;

    private static final VarHandle REFERENCES;

    static {
        try {
            REFERENCES = MethodHandles.lookup().findVarHandle(Slab.class, "references", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public final byte[] octets;

    private final @Nullable SlabPool pool;
    private volatile int references = 1;

    // Links of the pool's lists; written only by whoever owns the slab alone.
    @Nullable Slab next;
    int depth;

    Slab(byte[] octets, @Nullable SlabPool pool) {
        this.octets = octets;
        this.pool = pool;
    }

    /** A slab over octets that no pool owns, for a packet built outside every host. */
    public static Slab of(byte[] octets) {
        return new Slab(octets, null);
    }

    public int capacity() {
        return octets.length;
    }

    public void retain() {
        int before = (int) REFERENCES.getAndAdd(this, 1);
        assert before > 0 : "slab retained after its last release";
    }

    public void release() {
        int before = (int) REFERENCES.getAndAdd(this, -1);
        assert before > 0 : "slab released twice";
        if (before == 1 && pool != null) {
            pool.giveBack(this);
        }
    }

    /** How many holders there are; exact only while no other thread holds the slab. */
    public int references() {
        return references;
    }

    void reissue() {
        assert references == 0;
        next = null;
        REFERENCES.set(this, 1);
    }
}
