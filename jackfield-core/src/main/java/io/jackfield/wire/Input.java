package io.jackfield.wire;

import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The octets that a codec reads at the moment, and how a payload gets from there into a packet: by
 * reference where they are a slab's, else by copy. One per codec, filled again for each packet.
 */
final class Input {
    private static final byte[] NOTHING = {};

    final AddressCache addresses = new AddressCache();
    private final @Nullable SlabPool pool;
    private @Nullable Slab slab;
    byte[] octets = NOTHING;

    Input(@Nullable SlabPool pool) {
        this.pool = pool;
    }

    void read(byte[] from) {
        octets = from;
        slab = null;
    }

    void read(Slab from) {
        octets = from.octets;
        slab = from;
    }

    /** Forgets the octets, so that nothing is kept alive between packets. */
    void done() {
        octets = NOTHING;
        slab = null;
    }

    /** Makes {@code length} octets the packet's payload. */
    void attach(Packet packet, int at, int length) {
        if (length == 0) {
            return;
        }
        if (slab != null) {
            packet.append(slab, at, length);
            return;
        }
        Slab copy;
        if (pool != null && length <= Slab.LARGE) {
            copy = pool.allocate(length);
            System.arraycopy(octets, at, copy.octets, 0, length);
        } else {
            copy = Slab.of(Arrays.copyOfRange(octets, at, at + length));
        }
        packet.append(copy, 0, length);
        copy.release();
    }
}
