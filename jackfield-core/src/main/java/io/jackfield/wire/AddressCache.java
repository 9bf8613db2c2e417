package io.jackfield.wire;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

/**
 * The addresses that a wire has seen lately, so that packets of one flow share two objects. One
 * candidate per slot; a newcomer replaces it.
 */
final class AddressCache {
    private static final int SLOTS = 256;

    private final @Nullable IpAddress[] seen = new IpAddress[SLOTS];

    IpAddress v4(byte[] octets, int at) {
        int bits = Octets.get32(octets, at);
        int slot = slot(bits);
        IpAddress candidate = seen[slot];
        if (candidate != null && candidate.isV4() && candidate.v4Bits() == bits) {
            return candidate;
        }
        IpAddress fresh = IpAddress.v4(bits);
        seen[slot] = fresh;
        return fresh;
    }

    IpAddress v6(byte[] octets, int at) {
        long hi = Octets.get64(octets, at);
        long lo = Octets.get64(octets, at + 8);
        int slot = slot(hi ^ Long.rotateLeft(lo, 17));
        IpAddress candidate = seen[slot];
        if (candidate != null && candidate.hi() == hi && candidate.lo() == lo) {
            return candidate;
        }
        IpAddress fresh = IpAddress.v6(hi, lo);
        seen[slot] = fresh;
        return fresh;
    }

    private static int slot(long bits) {
        return (int) (bits * 0x9e37_79b9_7f4a_7c15L >>> 56);
    }
}
