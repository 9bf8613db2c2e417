package io.jackfield.linux;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Message;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/** The system calls of one process, made by the kernel. */
final class LinuxCalls extends LinuxReadiness {
    private static final int CLOCK_REALTIME = 0;
    private static final int TIMESPEC = 16;
    private static final int WNOHANG = 1;

    LinuxCalls(LinuxProcess process) {
        super(process);
    }

    private static MemorySegment copyOf(Arena arena, SocketAddress address) {
        MemorySegment octets = arena.allocate(Math.max(1, address.length()), Long.BYTES);
        octets.copyFrom(MemorySegment.ofArray(address.octets()));
        return octets;
    }

    /** Room for an address that a call fills in, and its length. */
    record Name(@Nullable SocketAddressBuffer buffer, MemorySegment octets, MemorySegment length) {
        static Name in(Arena arena, @Nullable SocketAddressBuffer buffer) {
            if (buffer == null) {
                return new Name(null, MemorySegment.NULL, MemorySegment.NULL);
            }
            MemorySegment octets = arena.allocate(SocketAddress.SOCKADDR_STORAGE, Long.BYTES);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
            length.set(ValueLayout.JAVA_INT, 0, buffer.room());
            return new Name(buffer, octets, length);
        }

        void filled() {
            if (buffer != null) {
                fill(buffer, octets, length.get(ValueLayout.JAVA_INT, 0));
            }
        }

        /** What did not fit is not known: zeros stand for it. */
        static void fill(SocketAddressBuffer buffer, MemorySegment octets, int length) {
            int whole = Math.min(Math.max(0, length), SocketAddress.SOCKADDR_STORAGE);
            buffer.set(
                    SocketAddress.ofOctets(
                            octets.asSlice(0, whole).toArray(ValueLayout.JAVA_BYTE)));
        }
    }

    @Override
    public int socket(int family, int type, int protocol) {
        return call(Call.SOCKET, family, type, protocol);
    }

    @Override
    public int socketpair(int family, int type, int protocol, int[] fds) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(ValueLayout.JAVA_INT, 2);
            int answer = call(Call.SOCKETPAIR, family, type, protocol, pair.address());
            return filled(fds, pair, answer);
        }
    }

    @Override
    public int bind(int fd, SocketAddress address) {
        try (Arena arena = Arena.ofConfined()) {
            return call(Call.BIND, fd, copyOf(arena, address).address(), address.length());
        }
    }

    @Override
    public int listen(int fd, int backlog) {
        return call(Call.LISTEN, fd, backlog, 0);
    }

    @Override
    public int accept4(int fd, @Nullable SocketAddressBuffer peer, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            Name name = Name.in(arena, peer);
            long length = name.length.address();
            int accepted = call(Call.ACCEPT4, fd, name.octets.address(), length, flags);
            if (accepted >= 0) {
                name.filled();
            }
            return accepted;
        }
    }

    @Override
    public int connect(int fd, SocketAddress address) {
        try (Arena arena = Arena.ofConfined()) {
            return call(Call.CONNECT, fd, copyOf(arena, address).address(), address.length());
        }
    }

    @Override
    public int shutdown(int fd, int how) {
        return call(Call.SHUTDOWN, fd, how, 0);
    }

    @Override
    public int getsockname(int fd, SocketAddressBuffer buffer) {
        return name(Call.GETSOCKNAME, fd, buffer);
    }

    @Override
    public int getpeername(int fd, SocketAddressBuffer buffer) {
        return name(Call.GETPEERNAME, fd, buffer);
    }

    private int name(Call number, int fd, SocketAddressBuffer buffer) {
        try (Arena arena = Arena.ofConfined()) {
            Name name = Name.in(arena, buffer);
            int answer = call(number, fd, name.octets.address(), name.length.address());
            if (answer == 0) {
                name.filled();
            }
            return answer;
        }
    }

    @Override
    public int sendto(int fd, ByteBuffer data, int flags, @Nullable SocketAddress to) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = copyOf(arena, data);
            long where = to == null ? 0 : copyOf(arena, to).address();
            int length = to == null ? 0 : to.length();
            int size = data.remaining();
            int sent = call(Call.SENDTO, fd, room.address(), size, flags, where, length);
            sent(data, sent);
            return sent;
        }
    }

    @Override
    public int recvfrom(int fd, ByteBuffer data, int flags, @Nullable SocketAddressBuffer from) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = copyOf(arena, data);
            Name name = Name.in(arena, from);
            int got =
                    call(
                            Call.RECVFROM,
                            fd,
                            room.address(),
                            data.remaining(),
                            flags,
                            name.octets.address(),
                            name.length.address());
            if (got >= 0) {
                fill(data, room, got); // with MSG_TRUNC it may be more than there was room for
                name.filled();
            }
            return got;
        }
    }

    @Override
    public int sendmsg(int fd, Message message, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MessageVector vector = MessageVector.sending(arena, message);
            int sent = call(Call.SENDMSG, fd, vector.address(), flags);
            spreadSent(message.buffers, sent);
            return sent;
        }
    }

    @Override
    public int recvmsg(int fd, Message message, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MessageVector vector = MessageVector.receiving(arena, message);
            int got = call(Call.RECVMSG, fd, vector.address(), flags);
            if (got >= 0) {
                vector.received(0, got);
            }
            return got;
        }
    }

    @Override
    public int sendmmsg(int fd, Message[] messages, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MessageVector vector = MessageVector.sending(arena, messages);
            int sent = call(Call.SENDMMSG, fd, vector.address(), messages.length, flags, 0, 0);
            vector.sent(sent);
            return sent;
        }
    }

    @Override
    public int recvmmsg(int fd, Message[] messages, int flags, long @Nullable [] timeoutNanos) {
        try (Arena arena = Arena.ofConfined()) {
            MessageVector vector = MessageVector.receiving(arena, messages);
            MemorySegment time =
                    timeoutNanos == null ? MemorySegment.NULL : timespec(arena, timeoutNanos[0]);
            long when = time.address();
            int count = messages.length;
            int got = call(Call.RECVMMSG, fd, vector.address(), count, flags, when, 0);
            vector.received(got);
            if (timeoutNanos != null) {
                timeoutNanos[0] = nanos(time);
            }
            return got;
        }
    }

    @Override
    public int setsockopt(int fd, int level, int name, ByteBuffer value) {
        try (Arena arena = Arena.ofConfined()) {
            long octets = copyOf(arena, value).address();
            return call(Call.SETSOCKOPT, fd, level, name, octets, value.remaining(), 0);
        }
    }

    @Override
    public int getsockopt(int fd, int level, int name, ByteBuffer value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment room = copyOf(arena, value);
            MemorySegment length = arena.allocate(ValueLayout.JAVA_INT);
            length.set(ValueLayout.JAVA_INT, 0, value.remaining());
            int answer =
                    call(Call.GETSOCKOPT, fd, level, name, room.address(), length.address(), 0);
            if (answer == 0) {
                fill(value, room, length.get(ValueLayout.JAVA_INT, 0));
            }
            return answer;
        }
    }

    @Override
    public int getpid() {
        return process.pid();
    }

    @Override
    public int fork(Program child) {
        return process.fork(child);
    }

    @Override
    public int waitpid(int pid, int @Nullable [] status, int options) {
        return (options & ~WNOHANG) != 0
                ? Errno.EINVAL.result()
                : process.wait(pid, status, options == 0);
    }

    @Override
    public void exit(int status) {
        process.exit(status);
    }

    @Override
    public int geteuid() {
        return call(Call.GETEUID, 0);
    }

    @Override
    public int seteuid(int uid) {
        return process.seteuid(uid);
    }

    /** Refused: the limit is the whole JVM's, which needs its descriptors. */
    @Override
    public int setrlimit(int resource, long soft, long hard) {
        return Errno.ENOSYS.result();
    }

    @Override
    public int getrlimit(int resource, long[] limits) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pair = arena.allocate(ValueLayout.JAVA_LONG, 2);
            int answer = call(Call.PRLIMIT64, 0, resource, 0, pair.address());
            if (answer == 0) {
                limits[0] = pair.getAtIndex(ValueLayout.JAVA_LONG, 0);
                limits[1] = pair.getAtIndex(ValueLayout.JAVA_LONG, 1);
            }
            return answer;
        }
    }

    /** Of processes of this kernel by their number only: Linux takes them all for one. */
    @Override
    public int kill(int pid, int signal) {
        return process.kill(pid, signal);
    }

    @Override
    public int sendfile(int out, int in, long @Nullable [] offset, long count) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(ValueLayout.JAVA_LONG);
            if (offset != null) {
                at.set(ValueLayout.JAVA_LONG, 0, offset[0]);
            }
            return call(Call.SENDFILE, out, in, offset == null ? 0 : at.address(), count);
        }
    }

    @Override
    public int nanosleep(long nanos) {
        try (Arena arena = Arena.ofConfined()) {
            return call(Call.NANOSLEEP, timespec(arena, nanos).address());
        }
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long wallNanos() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment time = arena.allocate(TIMESPEC, Long.BYTES);
            call(Call.CLOCK_GETTIME, CLOCK_REALTIME, time.address(), 0);
            return nanos(time);
        }
    }

    @Override
    public void interrupt(Thread thread) {
        process.interrupt(thread);
    }
}
