package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The descriptors of one process: numbers and the descriptions they refer to. A number can be
 * reserved before there is a description, as accept does while it sleeps.
 */
final class DescriptorTable {
    private @Nullable OpenFile[] files = new @Nullable OpenFile[64];
    private final BitSet used = new BitSet();
    private final BitSet closeOnExec = new BitSet();

    /** RLIMIT_NOFILE: numbers are below it. */
    private int limit;

    DescriptorTable(int limit) {
        this.limit = limit;
    }

    /** The description of a descriptor; null if it is not open. */
    @Nullable OpenFile get(int fd) {
        return fd >= 0 && fd < files.length ? files[fd] : null;
    }

    /** Reserves the lowest free number that is not below {@code from}; -EMFILE if there is none. */
    int reserve(int from) {
        int fd = used.nextClearBit(from);
        if (fd >= limit) {
            return Errno.EMFILE.result();
        }
        used.set(fd);
        return fd;
    }

    /** Gives a reserved number back. */
    void unreserve(int fd) {
        assert used.get(fd) && get(fd) == null : "reserved and not installed";
        used.clear(fd);
    }

    /** Lets a reserved number refer to a description, whose reference it takes over. */
    void install(int fd, OpenFile file, boolean closesOnExec) {
        assert used.get(fd) && get(fd) == null : "reserved and not installed";
        put(fd, file);
        closeOnExec.set(fd, closesOnExec);
    }

    /** Takes a number out; its reference goes to the caller. Null if it was not open. */
    @Nullable OpenFile remove(int fd) {
        OpenFile file = get(fd);
        if (file != null) {
            files[fd] = null;
            used.clear(fd);
            closeOnExec.clear(fd);
        }
        return file;
    }

    boolean isReserved(int fd) {
        return used.get(fd) && get(fd) == null;
    }

    void use(int fd) {
        used.set(fd);
    }

    boolean isCloseOnExec(int fd) {
        return closeOnExec.get(fd);
    }

    void closeOnExec(int fd, boolean on) {
        closeOnExec.set(fd, on);
    }

    /** Numbers there is room for now; select looks at none beyond (LINUX.md 98). */
    int capacity() {
        return files.length;
    }

    int limit() {
        return limit;
    }

    void limit(int descriptors) {
        limit = descriptors;
    }

    /** The lowest open descriptor not below {@code from}; -1 if there is none. */
    int next(int from) {
        int fd = used.nextSetBit(from);
        while (fd >= 0 && get(fd) == null) {
            fd = used.nextSetBit(fd + 1);
        }
        return fd;
    }

    /** Open descriptors. */
    int size() {
        int size = 0;
        for (int fd = next(0); fd >= 0; fd = next(fd + 1)) {
            size++;
        }
        return size;
    }

    /** What fork gives the child: the same numbers, each with a reference of its own. */
    DescriptorTable copy() {
        DescriptorTable copy = new DescriptorTable(limit);
        for (int fd = next(0); fd >= 0; fd = next(fd + 1)) {
            OpenFile file = get(fd);
            assert file != null : "next answers open descriptors";
            file.retain();
            copy.used.set(fd);
            copy.install(fd, file, isCloseOnExec(fd));
        }
        return copy;
    }

    private void put(int fd, OpenFile file) {
        if (fd >= files.length) {
            files = Arrays.copyOf(files, Math.max(fd + 1, files.length * 2));
        }
        files[fd] = file;
    }
}
