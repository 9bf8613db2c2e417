package io.jackfield.linux;

import io.jackfield.posix.Errno;
import io.jackfield.posix.FileCalls;
import io.jackfield.posix.FileControl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/** The calls for any descriptor. */
abstract class LinuxFiles implements FileCalls {
    private static final int IOVEC = 16;
    private static final int AT_FDCWD = -100;

    final LinuxProcess process;

    LinuxFiles(LinuxProcess process) {
        this.process = process;
    }

    final int call(Call number, long a, long b, long c, long d, long e, long f) {
        KernelThread mine = process.here();
        process.kernel().called();
        int result = (int) mine.call(number, a, b, c, d, e, f);
        if (result == Errno.EINTR.result() && process.status() >= 0) {
            throw new ExitedError(process.status());
        }
        return result;
    }

    final int call(Call number, long a, long b, long c, long d) {
        return call(number, a, b, c, d, 0, 0);
    }

    final int call(Call number, long a, long b, long c) {
        return call(number, a, b, c, 0, 0, 0);
    }

    final int call(Call number, long a) {
        return call(number, a, 0, 0, 0, 0, 0);
    }

    /** Room for what a buffer has left, with that in it. */
    static MemorySegment copyOf(Arena arena, ByteBuffer data) {
        MemorySegment room = arena.allocate(Math.max(1, data.remaining()));
        MemorySegment.copy(MemorySegment.ofBuffer(data), 0, room, 0, data.remaining());
        return room;
    }

    /** Puts octets into a buffer, whose position advances. */
    static void fill(ByteBuffer data, MemorySegment from, int octets) {
        int most = Math.min(octets, data.remaining());
        MemorySegment.copy(from, 0, MemorySegment.ofBuffer(data), 0, most);
        data.position(data.position() + most);
    }

    static void sent(ByteBuffer data, int octets) {
        if (octets > 0) {
            data.position(data.position() + octets);
        }
    }

    /** An array of struct iovec for the buffers, with what they have left in it. */
    static MemorySegment vectors(Arena arena, ByteBuffer[] data, MemorySegment[] rooms) {
        MemorySegment array = arena.allocate(Math.max(1, (long) data.length * IOVEC), Long.BYTES);
        for (int i = 0; i < data.length; i++) {
            rooms[i] = copyOf(arena, data[i]);
            array.set(ValueLayout.JAVA_LONG, (long) i * IOVEC, rooms[i].address());
            array.set(ValueLayout.JAVA_LONG, (long) i * IOVEC + Long.BYTES, data[i].remaining());
        }
        return array;
    }

    static void spreadRead(ByteBuffer[] data, MemorySegment[] rooms, int octets) {
        int left = octets;
        for (int i = 0; i < data.length && left > 0; i++) {
            int some = Math.min(left, data[i].remaining());
            fill(data[i], rooms[i], some);
            left -= some;
        }
    }

    static void spreadSent(ByteBuffer[] data, int octets) {
        int left = octets;
        for (int i = 0; i < data.length && left > 0; i++) {
            int some = Math.min(left, data[i].remaining());
            sent(data[i], some);
            left -= some;
        }
    }

    @Override
    public int close(int fd) {
        return call(Call.CLOSE, fd);
    }

    @Override
    public int read(int fd, ByteBuffer data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = copyOf(arena, data);
            int got = call(Call.READ, fd, room.address(), data.remaining());
            fill(data, room, Math.max(0, got));
            return got;
        }
    }

    @Override
    public int write(int fd, ByteBuffer data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = copyOf(arena, data);
            int written = call(Call.WRITE, fd, room.address(), data.remaining());
            sent(data, written);
            return written;
        }
    }

    @Override
    public int readv(int fd, ByteBuffer[] data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] rooms = new MemorySegment[data.length];
            MemorySegment vectors = vectors(arena, data, rooms);
            int got = call(Call.READV, fd, vectors.address(), data.length);
            spreadRead(data, rooms, got);
            return got;
        }
    }

    @Override
    public int writev(int fd, ByteBuffer[] data) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vectors = vectors(arena, data, new MemorySegment[data.length]);
            int written = call(Call.WRITEV, fd, vectors.address(), data.length);
            spreadSent(data, written);
            return written;
        }
    }

    @Override
    public int dup(int fd) {
        return call(Call.DUP, fd);
    }

    /** As the C library does it on machines that have no dup2 of their own. */
    @Override
    public int dup2(int fd, int to) {
        if (fd == to) {
            int flags = fcntl(fd, FileControl.F_GETFD, 0);
            return flags < 0 ? flags : to;
        }
        return dup3(fd, to, 0);
    }

    @Override
    public int dup3(int fd, int to, int flags) {
        return call(Call.DUP3, fd, to, flags);
    }

    @Override
    public int fcntl(int fd, int command, int argument) {
        return call(Call.FCNTL, fd, command, argument);
    }

    @Override
    public int ioctl(int fd, int request, int[] argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
            value.set(ValueLayout.JAVA_INT, 0, argument[0]);
            int answer = call(Call.IOCTL, fd, request & 0xffff_ffffL, value.address());
            argument[0] = value.get(ValueLayout.JAVA_INT, 0);
            return answer;
        }
    }

    @Override
    public int unlink(String path) {
        try (Arena arena = Arena.ofConfined()) {
            return call(Call.UNLINKAT, AT_FDCWD, arena.allocateFrom(path).address(), 0);
        }
    }

    @Override
    public int chmod(String path, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            return call(Call.FCHMODAT, AT_FDCWD, arena.allocateFrom(path).address(), mode);
        }
    }

    @Override
    public int pipe2(int[] fds, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(ValueLayout.JAVA_INT, 2);
            return filled(fds, pair, call(Call.PIPE2, pair.address(), flags, 0));
        }
    }

    /** Hands two descriptors over, if there are any. */
    static int filled(int[] fds, MemorySegment pair, int answer) {
        if (answer == 0) {
            fds[0] = pair.getAtIndex(ValueLayout.JAVA_INT, 0);
            fds[1] = pair.getAtIndex(ValueLayout.JAVA_INT, 1);
        }
        return answer;
    }

    @Override
    public int eventfd(int initial, int flags) {
        return call(Call.EVENTFD2, initial, flags, 0);
    }
}
