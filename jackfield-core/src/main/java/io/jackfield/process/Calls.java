package io.jackfield.process;

import io.jackfield.posix.EpollEvent;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FdSet;
import io.jackfield.posix.Message;
import io.jackfield.posix.PollFd;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.posix.Syscalls;
import io.jackfield.socket.Socket;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The system calls of one process: each takes the host's lock, is done by the class of its kind,
 * and gives the lock back, upon which sleepers wake and packets travel.
 */
public final class Calls extends CallsOnFiles implements Syscalls {
    private final SocketCalls sockets;
    private final PollCalls polls;
    private final SelectCalls selects;
    private final LifeCalls life;

    Calls(Process process) {
        super(process);
        sockets = new SocketCalls(process, descriptors, unix);
        polls = new PollCalls(process, descriptors);
        selects = new SelectCalls(process, polls);
        life = new LifeCalls(process);
    }

    /** The process whose calls these are. */
    public Process process() {
        return process;
    }

    @Override
    public int socket(int family, int type, int protocol) {
        process.enterTimeless();
        try {
            return sockets.socket(family, type, protocol);
        } finally {
            process.leave();
        }
    }

    @Override
    public int socketpair(int family, int type, int protocol, int[] fds) {
        process.enterTimeless();
        try {
            return sockets.socketpair(family, type, protocol, fds);
        } finally {
            process.leave();
        }
    }

    @Override
    public int bind(int fd, SocketAddress address) {
        long nowNanos = process.enter();
        try {
            return sockets.bind(fd, address, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int listen(int fd, int backlog) {
        long nowNanos = process.enter();
        try {
            return sockets.listen(fd, backlog, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int accept4(int fd, @Nullable SocketAddressBuffer peer, int flags) {
        long nowNanos = process.enter();
        try {
            return sockets.accept4(fd, peer, flags, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int connect(int fd, SocketAddress address) {
        long nowNanos = process.enter();
        try {
            return sockets.connect(fd, address, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int shutdown(int fd, int how) {
        long nowNanos = process.enter();
        try {
            return sockets.shutdown(fd, how, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int getsockname(int fd, SocketAddressBuffer name) {
        process.enterTimeless();
        try {
            return sockets.getsockname(fd, name);
        } finally {
            process.leave();
        }
    }

    @Override
    public int getpeername(int fd, SocketAddressBuffer name) {
        process.enterTimeless();
        try {
            return sockets.getpeername(fd, name);
        } finally {
            process.leave();
        }
    }

    @Override
    public int sendto(int fd, ByteBuffer data, int flags, @Nullable SocketAddress to) {
        long nowNanos = process.enter();
        try {
            Socket socket = sockets.socketOf(fd);
            return socket == null
                    ? sockets.notSocket(fd)
                    : transfers.send(socket, data, flags, to, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int sendmsg(int fd, Message message, int flags) {
        long nowNanos = process.enter();
        try {
            Socket socket = sockets.socketOf(fd);
            return socket == null
                    ? sockets.notSocket(fd)
                    : messages.send(socket, message, flags, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int sendmmsg(int fd, Message[] sent, int flags) {
        long nowNanos = process.enter();
        try {
            Socket socket = sockets.socketOf(fd);
            return socket == null
                    ? sockets.notSocket(fd)
                    : messages.sendAll(socket, sent, flags, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int recvfrom(int fd, ByteBuffer data, int flags, @Nullable SocketAddressBuffer from) {
        int ready = flags == 0 ? sockets.receiveReady(fd, data, from) : Errno.EAGAIN.result();
        if (ready != Errno.EAGAIN.result()) {
            return ready;
        }
        long nowNanos = process.enter();
        try {
            Socket socket = sockets.socketOf(fd);
            return socket == null
                    ? sockets.notSocket(fd)
                    : transfers.receive(socket, data, flags, from, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int recvmsg(int fd, Message message, int flags) {
        long nowNanos = process.enter();
        try {
            Socket socket = sockets.socketOf(fd);
            return socket == null
                    ? sockets.notSocket(fd)
                    : messages.receive(socket, message, flags, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int recvmmsg(int fd, Message[] rooms, int flags, long @Nullable [] timeoutNanos) {
        long nowNanos = process.enter();
        try {
            Socket socket = sockets.socketOf(fd);
            return socket == null
                    ? sockets.notSocket(fd)
                    : messages.receiveAll(socket, rooms, flags, timeoutNanos, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int setsockopt(int fd, int level, int name, ByteBuffer value) {
        long nowNanos = process.enter();
        try {
            return sockets.setsockopt(fd, level, name, value, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int getsockopt(int fd, int level, int name, ByteBuffer value) {
        long nowNanos = process.enter();
        try {
            return sockets.getsockopt(fd, level, name, value, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int poll(PollFd[] fds, int timeoutMillis) {
        return ppoll(fds, timeoutMillis * 1_000_000L);
    }

    @Override
    public int ppoll(PollFd[] fds, long timeoutNanos) {
        long nowNanos = process.enter();
        try {
            return polls.poll(fds, timeoutNanos, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int select(
            int nfds,
            @Nullable FdSet read,
            @Nullable FdSet write,
            @Nullable FdSet except,
            long @Nullable [] timeoutNanos) {
        long nowNanos = process.enter();
        try {
            return selects.select(nfds, read, write, except, timeoutNanos, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public int epollCreate1(int flags) {
        process.enter();
        try {
            return polls.epollCreate1(flags);
        } finally {
            process.leave();
        }
    }

    @Override
    public int epollCtl(int epfd, int op, int fd, @Nullable EpollEvent event) {
        process.enter();
        try {
            return polls.epollCtl(epfd, op, fd, event);
        } finally {
            process.leave();
        }
    }

    @Override
    public int epollWait(int epfd, EpollEvent[] events, int timeoutMillis) {
        long nowNanos = process.enter();
        try {
            return polls.epollWait(epfd, events, timeoutMillis, nowNanos);
        } finally {
            process.leave();
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
        process.enter();
        try {
            return life.waitpid(pid, status, options);
        } finally {
            process.leave();
        }
    }

    @Override
    public void exit(int status) {
        process.exit(status);
    }

    @Override
    public int geteuid() {
        return process.uid();
    }

    @Override
    public int seteuid(int uid) {
        process.enter();
        try {
            return life.seteuid(uid);
        } finally {
            process.leave();
        }
    }

    @Override
    public int setrlimit(int resource, long soft, long hard) {
        process.enter();
        try {
            return life.setrlimit(resource, soft, hard);
        } finally {
            process.leave();
        }
    }

    @Override
    public int getrlimit(int resource, long[] limits) {
        process.enter();
        try {
            return life.getrlimit(resource, limits);
        } finally {
            process.leave();
        }
    }

    @Override
    public int kill(int pid, int signal) {
        int result;
        process.enter();
        try {
            result = life.kill(pid, signal);
        } finally {
            process.leave();
        }
        process.throwIfEnded();
        return result;
    }

    @Override
    public int nanosleep(long nanos) {
        long nowNanos = process.enter();
        try {
            return life.nanosleep(nanos, nowNanos);
        } finally {
            process.leave();
        }
    }

    @Override
    public long nanoTime() {
        return process.kernel().scheduler().nowNanos();
    }

    @Override
    public long wallNanos() {
        return process.kernel().wallNanos();
    }

    @Override
    public void interrupt(Thread thread) {
        process.enter();
        try {
            process.blocking().interrupt(thread);
        } finally {
            process.leave();
        }
    }
}
