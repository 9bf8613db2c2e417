package io.jackfield.unix;

import io.jackfield.buffer.Slab;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The octets of a message: from a place in one slab on, and then whole slabs, by reference. */
final class Payload {
    static final Payload NONE = new Payload(null, 0, null);

    private final @Nullable Slab first;
    private final int at;
    private final Slab @Nullable [] more;

    Payload(@Nullable Slab first, int at, Slab @Nullable [] more) {
        this.first = first;
        this.at = at;
        this.more = more;
    }

    /** Copies octets from an offset on; position and limit of the buffer do not say how many. */
    void copy(int offset, ByteBuffer to, int length) {
        int left = length;
        int skip = offset;
        int slab = 0;
        while (left > 0) {
            Slab from = slab(slab);
            int start = slab == 0 ? at : 0;
            int here = from.capacity() - start;
            if (skip < here) {
                int some = Math.min(left, here - skip);
                to.put(from.octets, start + skip, some);
                left -= some;
                skip = 0;
            } else {
                skip -= here;
            }
            slab++;
        }
    }

    /** Copies so many octets from the buffer, whose position advances. */
    void fill(ByteBuffer from, int length) {
        int left = length;
        for (int number = 0; left > 0; number++) {
            Slab to = slab(number);
            int start = number == 0 ? at : 0;
            int some = Math.min(left, to.capacity() - start);
            from.get(to.octets, start, some);
            left -= some;
        }
    }

    private Slab slab(int number) {
        Slab slab = number == 0 ? first : more == null ? null : more[number - 1];
        if (slab == null) {
            throw new IndexOutOfBoundsException(number);
        }
        return slab;
    }

    void release() {
        if (first != null) {
            first.release();
        }
        if (more != null) {
            for (Slab slab : more) {
                slab.release();
            }
        }
    }
}
