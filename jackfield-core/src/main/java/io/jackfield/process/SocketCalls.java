package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.socket.DatagramSocket;
import io.jackfield.socket.Socket;
import io.jackfield.socket.Sockets;
import io.jackfield.socket.UnixSocket;
import io.jackfield.unix.ConnectCall;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The calls that make, name, connect and set sockets. */
final class SocketCalls {
    private static final int FLAGS = Family.SOCK_NONBLOCK | Family.SOCK_CLOEXEC;

    private static final int ACCEPTABLE =
            Readiness.POLLIN | Readiness.POLLRDNORM | Readiness.POLLHUP | Readiness.POLLERR;

    private final Process process;
    private final DescriptorTable table;
    private final DescriptorCalls descriptors;
    private final UnixCalls unix;

    SocketCalls(Process process, DescriptorCalls descriptors, UnixCalls unix) {
        this.unix = unix;
        this.process = process;
        this.table = process.table();
        this.descriptors = descriptors;
    }

    /** The socket of a descriptor; null if it is none: then {@link #notSocket} says why. */
    @Nullable Socket socketOf(int fd) {
        return table.get(fd) instanceof Socket socket ? socket : null;
    }

    int notSocket(int fd) {
        return (table.get(fd) == null ? Errno.EBADF : Errno.ENOTSOCK).result();
    }

    /**
     * recvfrom(2) of a datagram that waits for receivers, without the host's lock; -EAGAIN where
     * only a call under the lock can tell. A descriptor that is closed meanwhile was open when this
     * call looked.
     */
    int receiveReady(int fd, ByteBuffer data, @Nullable SocketAddressBuffer from) {
        process.kernel().requireTurn();
        return !process.isEnded() && table.get(fd) instanceof DatagramSocket socket
                ? socket.receiveReady(data, from)
                : Errno.EAGAIN.result();
    }

    int socket(int family, int type, int protocol) {
        if ((type & ~(FLAGS | Family.SOCK_TYPE_MASK)) != 0) {
            return Errno.EINVAL.result();
        }
        int kind = type & Family.SOCK_TYPE_MASK;
        int uid = process.uid();
        int refused = Sockets.refuses(family, kind, protocol, uid);
        if (refused == 0) {
            refused = Sockets.refusesPing(family, kind, protocol, uid, process.kernel().settings());
        }
        if (refused < 0) {
            return refused;
        }
        int full = process.mayOpen();
        int fd = full < 0 ? full : table.reserve(0);
        if (fd >= 0) {
            Socket socket = Sockets.create(process.kernel(), family, kind, protocol, uid);
            descriptors.install(fd, socket, FileControl.O_RDWR, type & FLAGS);
        }
        return fd;
    }

    /** socketpair(2): the numbers come first, then the sockets, as on Linux. */
    int socketpair(int family, int type, int protocol, int[] fds) {
        if ((type & ~(FLAGS | Family.SOCK_TYPE_MASK)) != 0) {
            return Errno.EINVAL.result();
        }
        int first = table.reserve(0);
        int second = first < 0 ? first : table.reserve(0);
        int result = second < 0 ? second : process.mayOpen();
        int kind = type & Family.SOCK_TYPE_MASK;
        if (result == 0) {
            result = Sockets.refuses(family, kind, protocol, process.uid());
        }
        if (result == 0 && family != Family.AF_UNIX) {
            result = Errno.EOPNOTSUPP.result();
        }
        if (result < 0) {
            unreserve(first);
            unreserve(second);
            return result;
        }
        UnixSocket a = unix(kind);
        UnixSocket b = unix(kind);
        ConnectCall.pair(a.endpoint(), b.endpoint(), process.credentials());
        descriptors.install(first, a, FileControl.O_RDWR, type & FLAGS);
        descriptors.install(second, b, FileControl.O_RDWR, type & FLAGS);
        fds[0] = first;
        fds[1] = second;
        return 0;
    }

    private void unreserve(int fd) {
        if (fd >= 0) {
            table.unreserve(fd);
        }
    }

    private UnixSocket unix(int type) {
        return (UnixSocket)
                Sockets.create(process.kernel(), Family.AF_UNIX, type, 0, process.uid());
    }

    int bind(int fd, SocketAddress address, long nowNanos) {
        Socket socket = socketOf(fd);
        return socket == null
                ? notSocket(fd)
                : socket.bind(address, process.credentials(), nowNanos);
    }

    int listen(int fd, int backlog, long nowNanos) {
        Socket socket = socketOf(fd);
        return socket == null
                ? notSocket(fd)
                : socket.listen(backlog, process.credentials(), nowNanos);
    }

    /** accept4(2): the number is taken before anybody waits, so EMFILE comes at once. */
    int accept4(int fd, @Nullable SocketAddressBuffer peer, int flags, long nowNanos) {
        if ((flags & ~FLAGS) != 0 && table.get(fd) != null) {
            return Errno.EINVAL.result();
        }
        Socket listener = socketOf(fd);
        if (listener == null) {
            return notSocket(fd);
        }
        int newFd = table.reserve(0);
        if (newFd < 0) {
            return newFd;
        }
        int result = process.mayOpen();
        listener.retain();
        try {
            result = result < 0 ? result : accept(listener, newFd, peer, flags, nowNanos);
        } finally {
            if (table.isReserved(newFd)) {
                table.unreserve(newFd);
            }
            process.letGo(listener);
        }
        return result;
    }

    private int accept(
            Socket listener,
            int newFd,
            @Nullable SocketAddressBuffer peer,
            int flags,
            long nowNanos) {
        long deadline = TransferCalls.deadline(nowNanos, listener.receiveTimeoutNanos());
        for (; ; ) {
            int refused = listener.mayAccept();
            if (refused < 0) {
                return refused;
            }
            Socket accepted = listener.accept(process.uid(), process.kernel().nowNanos());
            if (accepted != null) {
                descriptors.install(newFd, accepted, FileControl.O_RDWR, flags);
                if (peer != null) {
                    accepted.acceptedFrom(peer);
                }
                return newFd;
            }
            if (listener.isNonBlocking()) {
                return Errno.EAGAIN.result();
            }
            int slept =
                    process.blocking()
                            .sleepInTurn(listener.waiters(), ACCEPTABLE, deadline, "accept");
            if (slept < 0) {
                return slept == Errno.ETIMEDOUT.result() ? Errno.EAGAIN.result() : slept;
            }
        }
    }

    int connect(int fd, SocketAddress address, long nowNanos) {
        Socket socket = socketOf(fd);
        if (socket == null) {
            return notSocket(fd);
        }
        if (socket instanceof UnixSocket unix) {
            return this.unix.connect(unix, address, nowNanos);
        }
        int begun = socket.connect(address, nowNanos);
        boolean isUnderWay =
                begun == Errno.EINPROGRESS.result() || begun == Errno.EALREADY.result();
        if (!isUnderWay || socket.isNonBlocking()) {
            return begun;
        }
        long deadline = TransferCalls.deadline(nowNanos, socket.sendTimeoutNanos());
        socket.retain();
        try {
            for (; ; ) {
                int slept = process.blocking().sleepOn(socket.waiters(), ~0, deadline, "connect");
                int result = socket.connected(process.kernel().nowNanos());
                if (result != Errno.EINPROGRESS.result()) {
                    return result;
                }
                if (slept < 0) {
                    return slept == Errno.ETIMEDOUT.result() ? begun : slept; // LINUX.md 25
                }
            }
        } finally {
            process.letGo(socket);
        }
    }

    int shutdown(int fd, int how, long nowNanos) {
        Socket socket = socketOf(fd);
        if (socket == null) {
            return notSocket(fd);
        }
        return how < Family.SHUT_RD || how > Family.SHUT_RDWR
                ? Errno.EINVAL.result()
                : socket.shutdown(how, nowNanos);
    }

    int getsockname(int fd, SocketAddressBuffer name) {
        Socket socket = socketOf(fd);
        return socket == null ? notSocket(fd) : socket.name(name);
    }

    int getpeername(int fd, SocketAddressBuffer name) {
        Socket socket = socketOf(fd);
        return socket == null ? notSocket(fd) : socket.peerName(name);
    }

    int setsockopt(int fd, int level, int name, ByteBuffer value, long nowNanos) {
        Socket socket = socketOf(fd);
        return socket == null
                ? notSocket(fd)
                : socket.option(level, name, value, process.isPrivileged(), nowNanos);
    }

    int getsockopt(int fd, int level, int name, ByteBuffer value, long nowNanos) {
        Socket socket = socketOf(fd);
        return socket == null ? notSocket(fd) : socket.readOption(level, name, value, nowNanos);
    }

    /** The file of a descriptor, for whoever looks at it from beside the calls. */
    @Nullable OpenFile fileOf(int fd) {
        return table.get(fd);
    }
}
