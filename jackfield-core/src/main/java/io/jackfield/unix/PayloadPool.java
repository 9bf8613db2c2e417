package io.jackfield.unix;

import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * Where the octets of messages are kept: one behind the other in slabs that several messages share,
 * small slabs for what is short, so that a message that waits long keeps little more than itself.
 */
final class PayloadPool {
    private final SlabPool slabs;
    private final Filling small = new Filling();
    private final Filling large = new Filling();

    /** Payloads that were not given back. */
    private int held;

    PayloadPool(SlabPool slabs) {
        this.slabs = slabs;
    }

    /** The slab that is being filled, and up to where. */
    private static final class Filling {
        @Nullable Slab slab;
        int end;

        void release() {
            if (slab != null) {
                slab.release();
                slab = null;
            }
        }
    }

    /** Copies octets from the buffer, whose position advances. */
    Payload copy(ByteBuffer from, int length) {
        Payload payload = reserve(length);
        payload.fill(from, length);
        return payload;
    }

    /** Room for octets, which whoever has it may fill without the host's lock. */
    Payload reserve(int length) {
        if (length == 0) {
            return Payload.NONE;
        }
        boolean isBulk = length >= Slab.BULK;
        Filling filling = isBulk ? large : small;
        int capacity = isBulk ? Slab.LARGE : Slab.SMALL;
        Slab first = filling.slab;
        if (first == null || filling.end == capacity) {
            first = next(filling, capacity);
        } else {
            first.retain();
        }
        int at = filling.end;
        int head = Math.min(length, capacity - at);
        filling.end = at + head;
        int left = length - head;
        Slab @Nullable [] more = left == 0 ? null : new Slab[(left + capacity - 1) / capacity];
        for (int i = 0; more != null && i < more.length; i++) {
            more[i] = next(filling, capacity);
            filling.end = Math.min(left, capacity);
            left -= filling.end;
        }
        held++;
        return new Payload(first, at, more);
    }

    /** A new slab, held by the caller too. */
    private Slab next(Filling filling, int capacity) {
        filling.release();
        Slab slab = slabs.allocate(capacity);
        slab.retain();
        filling.slab = slab;
        filling.end = 0;
        return slab;
    }

    /** A payload is not needed any more. */
    void release(Payload payload) {
        if (payload == Payload.NONE) {
            return;
        }
        payload.release();
        if (--held == 0) {
            small.release();
            large.release();
        }
    }
}
