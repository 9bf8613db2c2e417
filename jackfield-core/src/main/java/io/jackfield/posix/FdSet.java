package io.jackfield.posix;

import java.util.BitSet;

/** fd_set of select(2). {@link Syscalls#select} takes any size: FD_SETSIZE is the C library's. */
public final class FdSet {
    /** glibc's limit. */
    public static final int FD_SETSIZE = 1024;

    private final BitSet bits = new BitSet();

    public void set(int fd) {
        bits.set(fd);
    }

    public void clear(int fd) {
        bits.clear(fd);
    }

    public boolean isSet(int fd) {
        return bits.get(fd);
    }

    /** FD_ZERO. */
    public void zero() {
        bits.clear();
    }

    /** The lowest member not below {@code fd}, or −1. */
    public int next(int fd) {
        return bits.nextSetBit(fd);
    }
}
