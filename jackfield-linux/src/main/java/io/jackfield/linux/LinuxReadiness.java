package io.jackfield.linux;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The calls that wait for descriptors: poll, select and epoll. */
abstract class LinuxReadiness extends LinuxFiles implements Syscalls {
    private static final int POLLFD = 8;
    private static final int TIMESPEC = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** struct epoll_event is packed on x86-64 alone. */
    private static final boolean IS_PACKED = Call.architecture().equals("amd64");

    private static final int EPOLL_EVENT = IS_PACKED ? 12 : 16;
    private static final int EPOLL_DATA = IS_PACKED ? 4 : 8;

    LinuxReadiness(LinuxProcess process) {
        super(process);
    }

    static MemorySegment timespec(Arena arena, long nanos) {
        MemorySegment time = arena.allocate(TIMESPEC, Long.BYTES);
        time.set(ValueLayout.JAVA_LONG, 0, nanos / NANOS_PER_SECOND);
        time.set(ValueLayout.JAVA_LONG, Long.BYTES, nanos % NANOS_PER_SECOND);
        return time;
    }

    static long nanos(MemorySegment timespec) {
        return timespec.get(ValueLayout.JAVA_LONG, 0) * NANOS_PER_SECOND
                + timespec.get(ValueLayout.JAVA_LONG, Long.BYTES);
    }

    @Override
    public final int poll(PollFd[] fds, int timeoutMillis) {
        return ppoll(fds, timeoutMillis < 0 ? -1 : timeoutMillis * NANOS_PER_MILLI);
    }

    @Override
    public final int ppoll(PollFd[] fds, long timeoutNanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment array =
                    arena.allocate(Math.max(1, (long) fds.length * POLLFD), Integer.BYTES);
            for (int i = 0; i < fds.length; i++) {
                array.set(ValueLayout.JAVA_INT, (long) i * POLLFD, fds[i].fd);
                array.set(ValueLayout.JAVA_SHORT, (long) i * POLLFD + 4, (short) fds[i].events);
            }
            long time = timeoutNanos < 0 ? 0 : timespec(arena, timeoutNanos).address();
            int ready = call(Call.PPOLL, array.address(), fds.length, time, 0);
            if (ready >= 0) {
                for (int i = 0; i < fds.length; i++) {
                    long at = (long) i * POLLFD + 6;
                    fds[i].revents = array.get(ValueLayout.JAVA_SHORT, at) & 0xffff;
                }
            }
            return ready;
        }
    }

    @Override
    public final int select(
            int nfds,
            @Nullable FdSet read,
            @Nullable FdSet write,
            @Nullable FdSet except,
            long @Nullable [] timeoutNanos) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] bits = {
                bits(arena, nfds, read), bits(arena, nfds, write), bits(arena, nfds, except)
            };
            MemorySegment time =
                    timeoutNanos == null ? MemorySegment.NULL : timespec(arena, timeoutNanos[0]);
            int ready =
                    call(
                            Call.PSELECT6,
                            nfds,
                            bits[0].address(),
                            bits[1].address(),
                            bits[2].address(),
                            time.address(),
                            0);
            if (ready >= 0) {
                set(read, bits[0], nfds);
                set(write, bits[1], nfds);
                set(except, bits[2], nfds);
            }
            if (timeoutNanos != null) {
                timeoutNanos[0] = nanos(time);
            }
            return ready;
        }
    }

    private static MemorySegment bits(Arena arena, int nfds, @Nullable FdSet set) {
        if (set == null) {
            return MemorySegment.NULL;
        }
        MemorySegment bits =
                arena.allocate(Math.max(1, (nfds + Long.SIZE - 1) / Long.SIZE) * 8L, Long.BYTES);
        for (int fd = set.next(0); fd >= 0 && fd < nfds; fd = set.next(fd + 1)) {
            long word = (long) (fd / Long.SIZE) * Long.BYTES;
            bits.set(ValueLayout.JAVA_LONG, word, bits.get(ValueLayout.JAVA_LONG, word) | 1L << fd);
        }
        return bits;
    }

    private static void set(@Nullable FdSet set, MemorySegment bits, int nfds) {
        if (set == null) {
            return;
        }
        for (int fd = 0; fd < nfds; fd++) {
            long word = (long) (fd / Long.SIZE) * Long.BYTES;
            if ((bits.get(ValueLayout.JAVA_LONG, word) >>> fd & 1) != 0) {
                set.set(fd);
            } else {
                set.clear(fd);
            }
        }
    }

    @Override
    public final int epollCreate1(int flags) {
        return call(Call.EPOLL_CREATE1, flags);
    }

    @Override
    public final int epollCtl(int epfd, int op, int fd, @Nullable EpollEvent event) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = MemorySegment.NULL;
            if (event != null) {
                one = arena.allocate(EPOLL_EVENT, Long.BYTES);
                one.set(ValueLayout.JAVA_INT, 0, event.events);
                one.set(ValueLayout.JAVA_LONG_UNALIGNED, EPOLL_DATA, event.data);
            }
            return call(Call.EPOLL_CTL, epfd, op, fd, one.address());
        }
    }

    @Override
    public final int epollWait(int epfd, EpollEvent[] events, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment array =
                    arena.allocate(Math.max(1, (long) events.length * EPOLL_EVENT), Long.BYTES);
            int ready =
                    call(
                            Call.EPOLL_PWAIT,
                            epfd,
                            array.address(),
                            events.length,
                            timeoutMillis,
                            0,
                            0);
            for (int i = 0; i < ready; i++) {
                long at = (long) i * EPOLL_EVENT;
                events[i].events = array.get(ValueLayout.JAVA_INT_UNALIGNED, at);
                events[i].data = array.get(ValueLayout.JAVA_LONG_UNALIGNED, at + EPOLL_DATA);
            }
            return ready;
        }
    }
}
