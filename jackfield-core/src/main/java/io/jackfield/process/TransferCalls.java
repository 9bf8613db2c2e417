package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.socket.Socket;
import io.jackfield.socket.UnixSocket;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The calls that move octets; the ones that sleep until there are some, or room for some. */
final class TransferCalls {
    private static final int READABLE =
            Readiness.POLLIN
                    | Readiness.POLLRDNORM
                    | Readiness.POLLHUP
                    | Readiness.POLLERR
                    | Readiness.POLLRDHUP;
    private static final int WRITABLE =
            Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLHUP | Readiness.POLLERR;

    /** No more octets will come. */
    private static final int ENDED = Readiness.POLLRDHUP | Readiness.POLLHUP | Readiness.POLLERR;

    private static final SocketAddress NOBODY = SocketAddress.ofOctets(new byte[0]);

    private static final int AGAIN = Errno.EAGAIN.result();

    private final Process process;
    private final UnixCalls unix;
    private final BulkTransfers bulk;

    TransferCalls(Process process, UnixCalls unix) {
        this.process = process;
        this.unix = unix;
        this.bulk = new BulkTransfers(process);
    }

    int read(int fd, ByteBuffer to, long nowNanos) {
        OpenFile file = process.table().get(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        if (file instanceof Socket socket) {
            return to.hasRemaining() ? receive(socket, to, 0, null, nowNanos) : 0;
        }
        file.retain();
        try {
            for (; ; ) {
                int count = file.read(to, process.kernel().nowNanos());
                if (count != AGAIN || file.isNonBlocking()) {
                    return count;
                }
                int slept = sleep(file, READABLE, false, Deadline.NEVER, "read");
                if (slept < 0) {
                    return slept;
                }
            }
        } finally {
            process.letGo(file);
        }
    }

    int write(int fd, ByteBuffer from, long nowNanos) {
        OpenFile file = process.table().get(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        if (file instanceof Socket socket) {
            return send(socket, from, 0, null, nowNanos);
        }
        file.retain();
        try {
            int written = 0;
            for (; ; ) {
                int count = file.write(from, process.kernel().nowNanos());
                if (count > 0) {
                    written += count;
                    if (!file.isByteStream() || !from.hasRemaining()) {
                        return written;
                    }
                    continue;
                }
                if (count != AGAIN || file.isNonBlocking()) {
                    return written > 0 ? written : count;
                }
                int slept = sleep(file, WRITABLE, false, Deadline.NEVER, "write");
                if (slept < 0) {
                    return written > 0 ? written : slept;
                }
            }
        } finally {
            process.letGo(file);
        }
    }

    /** A socket's receive, sleeping as flags, O_NONBLOCK and SO_RCVTIMEO say. */
    int receive(
            Socket socket,
            ByteBuffer to,
            int flags,
            @Nullable SocketAddressBuffer from,
            long nowNanos) {
        return receive(socket, to, flags, from, null, nowNanos);
    }

    /** As above; of recvmsg(2), whose control messages and flags are filled in. */
    int receive(
            Socket socket,
            ByteBuffer to,
            int flags,
            @Nullable SocketAddressBuffer from,
            @Nullable Message message,
            long nowNanos) {
        if (socket instanceof UnixSocket local) {
            return unix.receive(local, to, flags, from, message, nowNanos);
        }
        if ((flags & MessageFlags.MSG_OOB) != 0 && socket.isByteStream()) {
            return socket.receive(to, flags, from, nowNanos); // which never waits
        }
        if ((flags & MessageFlags.MSG_ERRQUEUE) != 0) {
            Message error = new Message();
            error.from = from;
            return socket.receiveError(to, error);
        }
        return receiveInternet(socket, to, flags, from, message, nowNanos);
    }

    private int receiveInternet(
            Socket socket,
            ByteBuffer to,
            int flags,
            @Nullable SocketAddressBuffer from,
            @Nullable Message message,
            long nowNanos) {
        boolean sleeps = !socket.isNonBlocking() && (flags & MessageFlags.MSG_DONTWAIT) == 0;
        long deadline = deadline(nowNanos, socket.receiveTimeoutNanos());
        int wanted = to.remaining();
        int target = target(socket, flags, wanted);
        boolean peeks = (flags & MessageFlags.MSG_PEEK) != 0;
        int start = to.position();
        int received = 0;
        socket.retain();
        try {
            for (; ; ) {
                if (received > 0 && !peeks && mayEnd(socket)) {
                    return received;
                }
                int count = bulk.receive(socket, to, flags, from, message);
                if (count >= 0 && !socket.isByteStream()) {
                    return count;
                }
                received = count <= 0 ? received : peeks ? count : received + count;
                if (received >= target || count == 0 || (count < 0 && count != AGAIN)) {
                    return received > 0 ? received : count;
                }
                if (count > 0 && !peeks && (socket.hasUnread() || socket.isAtMark())) {
                    continue;
                }
                if (!sleeps || (count > 0 && (socket.readiness() & ENDED) != 0)) {
                    return received > 0 ? received : AGAIN;
                }
                if (socket.hasEnded()) {
                    return end(from);
                }
                int slept = sleep(socket, READABLE, socket.receivesInTurn(), deadline, "recv");
                if (wanted == 0 && socket.isByteStream()) {
                    return 0; // Linux: whatever woke it
                }
                if (slept < 0) {
                    return received > 0 ? received : orAgain(slept);
                }
                if (peeks) {
                    to.position(start);
                }
            }
        } finally {
            endReceive(socket, peeks ? received : 0);
        }
    }

    private void endReceive(Socket socket, int peeked) {
        bulk.end();
        if (peeked > 0) {
            socket.callHasPeeked(peeked);
        }
        process.letGo(socket);
    }

    private static int end(@Nullable SocketAddressBuffer from) {
        if (from != null) {
            from.set(NOBODY);
        }
        return 0;
    }

    /** There is a mark, or the end, whose error is for the next call (Linux). */
    private static boolean mayEnd(Socket socket) {
        return socket.isAtMark() || (!socket.hasUnread() && (socket.readiness() & ENDED) != 0);
    }

    static int target(Socket socket, int flags, int wanted) {
        int target =
                (flags & MessageFlags.MSG_WAITALL) != 0
                        ? wanted
                        : Math.min(socket.receiveLowWater(), wanted);
        return Math.max(target, 1);
    }

    /** A socket's send, sleeping as flags, O_NONBLOCK and SO_SNDTIMEO say. */
    int send(Socket socket, ByteBuffer data, int flags, @Nullable SocketAddress to, long nowNanos) {
        return send(socket, data, flags, to, null, nowNanos);
    }

    /** As above, with control messages. */
    int send(
            Socket socket,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer control,
            long nowNanos) {
        if (socket instanceof UnixSocket local) {
            return unix.send(local, data, flags, to, control, nowNanos);
        }
        boolean sleeps = !socket.isNonBlocking() && (flags & MessageFlags.MSG_DONTWAIT) == 0;
        long deadline = deadline(nowNanos, socket.sendTimeoutNanos());
        int sent = 0;
        boolean hasTurn = false;
        socket.retain();
        try {
            for (; ; ) {
                int waited = hasTurn ? 0 : bulk.awaitTurn(socket);
                if (waited < 0) {
                    return sent > 0 ? sent : waited;
                }
                hasTurn = hasTurn || bulk.takeTurn(socket, data, flags);
                int count = bulk.send(socket, data, flags, to, control);
                if (count >= 0) {
                    sent += count;
                    if (!socket.isByteStream() || !data.hasRemaining()) {
                        return sent;
                    }
                    if (count > 0) {
                        continue;
                    }
                } else if (count != AGAIN) {
                    return sent > 0 ? sent : count;
                }
                if (!sleeps || !socket.isByteStream()) {
                    return sent > 0 ? sent : AGAIN; // a datagram never waits: LINUX.md 56
                }
                hasTurn = bulk.endTurn(socket, hasTurn);
                int slept = sleep(socket, WRITABLE, false, deadline, "send");
                if (slept < 0) {
                    return sent > 0 ? sent : orAgain(slept);
                }
            }
        } finally {
            if ((flags & MessageFlags.MSG_ZEROCOPY) != 0) {
                socket.callHasSent(flags, sent);
            }
            bulk.endTurn(socket, hasTurn);
            bulk.end();
            process.letGo(socket);
        }
    }

    static long deadline(long nowNanos, long timeoutNanos) {
        return timeoutNanos == 0 ? Deadline.NEVER : Deadline.after(nowNanos, timeoutNanos);
    }

    /** SO_RCVTIMEO and SO_SNDTIMEO report their end as EAGAIN. */
    private static int orAgain(int slept) {
        return slept == Errno.ETIMEDOUT.result() ? AGAIN : slept;
    }

    private int sleep(OpenFile file, int events, boolean inTurn, long deadlineNanos, String call) {
        Blocking blocking = process.blocking();
        return inTurn
                ? blocking.sleepInTurn(file.waiters(), events, deadlineNanos, call)
                : blocking.sleepOn(file.waiters(), events, deadlineNanos, call);
    }
}
