package io.jackfield.tcp.send;

import io.jackfield.buffer.Slab;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * A stretch of a slab lent to a writer, who fills it without the host's lock. Lent and taken back
 * under the lock, at most one at a time of one send queue.
 */
public final class Loan {
    @Nullable Slab slab;
    int offset;
    int length;

    Slab slab() {
        Slab held = slab;
        assert held != null : "taken back already";
        return held;
    }

    void lend(Slab from, int at, int octets) {
        slab = from;
        offset = at;
        length = octets;
    }

    /** It will not be filled, or what it holds is not wanted any more. */
    public void giveBack() {
        slab().release();
        slab = null;
    }

    public int length() {
        return length;
    }

    /** Copies as many octets as were lent from the user. */
    public void fill(ByteBuffer from) {
        from.get(slab().octets, offset, length);
    }
}
