package io.jackfield.tcp.send;

import io.jackfield.buffer.Slab;

import org.jspecify.annotations.Nullable;

/** A stretch of queued octets inside one slab; an entry of a {@link SendQueue}. */
final class SendSlice {
    @Nullable Slab slab;
    int offset;
    int length;
    boolean isOpen; // the slab is the queue's own and may be filled further
    @Nullable SendSlice next;

    Slab slab() {
        Slab held = slab;
        assert held != null : "a recycled slice is still in use";
        return held;
    }

    /** Octets that still fit behind the slice. */
    int room() {
        return isOpen ? slab().capacity() - offset - length : 0;
    }
}
