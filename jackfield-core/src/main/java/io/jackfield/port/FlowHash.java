package io.jackfield.port;

import io.jackfield.address.IpAddress;

/** The keyed hash of a four-tuple: a peer who does not know the key cannot choose its value. */
final class FlowHash {
    private FlowHash() {}

    static long of(long key, IpAddress local, IpAddress remote, int ports) {
        long mixed = stir(key ^ ports ^ remote.lo()) + remote.hi();
        mixed = stir(mixed ^ local.lo()) + local.hi();
        return stir(mixed ^ key >>> 17);
    }

    /** Fold, multiply, fold: every bit of the input reaches every bit of the upper half. */
    private static long stir(long value) {
        long product = (value ^ value >>> 32) * 0xd6e8_feb8_6659_fd93L;
        return product ^ product >>> 29;
    }
}
