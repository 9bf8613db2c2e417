package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.socket.Socket;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The transfers with several buffers: readv, writev, sendmsg, recvmsg. */
final class MessageCalls {
    /** Linux's UIO_MAXIOV. */
    private static final int MOST_BUFFERS = 1024;

    private static final int ACCESS_MODE = 3;

    private final Process process;
    private final TransferCalls transfers;

    MessageCalls(Process process, TransferCalls transfers) {
        this.process = process;
        this.transfers = transfers;
    }

    int readv(int fd, ByteBuffer[] data, long nowNanos) {
        OpenFile file = process.table().get(fd);
        if (file == null) {
            return Errno.EBADF.result();
        }
        if (data.length > MOST_BUFFERS) {
            return Errno.EINVAL.result();
        }
        ByteBuffer whole = ByteBuffer.allocate(remaining(data));
        int count = transfers.read(fd, whole, nowNanos);
        scatter(whole.flip(), data);
        return count;
    }

    int writev(int fd, ByteBuffer[] data, long nowNanos) {
        if (process.table().get(fd) == null) {
            return Errno.EBADF.result();
        }
        if (data.length > MOST_BUFFERS) {
            return Errno.EINVAL.result();
        }
        int count = transfers.write(fd, gather(data), nowNanos);
        advance(data, count);
        return count;
    }

    /** sendfile(2): there are no regular files, and from sockets Linux sends into pipes only. */
    int sendfile(int out, int in, boolean hasOffset, long count, long nowNanos) {
        OpenFile from = process.table().get(in);
        if (from == null || isFor(from, FileControl.O_WRONLY)) {
            return Errno.EBADF.result();
        }
        if (hasOffset) {
            return Errno.ESPIPE.result();
        }
        OpenFile to = process.table().get(out);
        if (to == null || isFor(to, FileControl.O_RDONLY)) {
            return Errno.EBADF.result();
        }
        if (!(from instanceof Socket socket) || !Pipe.isWritingEnd(to)) {
            return Errno.EINVAL.result();
        }
        boolean mayWait = !to.isNonBlocking();
        if (!mayWait && (to.readiness() & Readiness.POLLOUT) == 0) {
            return Errno.EAGAIN.result();
        }
        int most = mayWait ? Pipe.CAPACITY : Pipe.ATOMIC; // so much has room now
        ByteBuffer octets = ByteBuffer.allocate((int) Math.min(count, most));
        if (!octets.hasRemaining()) {
            return 0;
        }
        int received = transfers.receive(socket, octets, 0, null, nowNanos);
        return received <= 0
                ? received
                : transfers.write(out, octets.flip(), process.kernel().nowNanos());
    }

    private static boolean isFor(OpenFile file, int mode) {
        return (file.statusFlags() & ACCESS_MODE) == mode;
    }

    int send(Socket socket, Message message, int flags, long nowNanos) {
        if (message.buffers.length > MOST_BUFFERS) {
            return Errno.EMSGSIZE.result();
        }
        ByteBuffer control = message.control;
        if (control != null && !control.hasRemaining()) {
            control = null;
        }
        int most = process.kernel().settings().get(Setting.OPTMEM_MAX);
        if (control != null && control.remaining() >= most) {
            return Errno.ENOBUFS.result();
        }
        ByteBuffer whole = gather(message.buffers);
        int count = transfers.send(socket, whole, flags, message.to, control, nowNanos);
        advance(message.buffers, count);
        return count;
    }

    int receive(Socket socket, Message message, int flags, long nowNanos) {
        if (message.buffers.length > MOST_BUFFERS) {
            return Errno.EMSGSIZE.result();
        }
        if ((flags & MessageFlags.MSG_ERRQUEUE) != 0 && socket.hasErrorQueue()) {
            ByteBuffer payload = ByteBuffer.allocate(remaining(message.buffers));
            int count = socket.receiveError(payload, message);
            scatter(payload.flip(), message.buffers);
            return count;
        }
        message.flags = flags & MessageFlags.MSG_CMSG_CLOEXEC;
        boolean tellsLength = (flags & MessageFlags.MSG_TRUNC) != 0;
        int asked = socket.isByteStream() ? flags : flags | MessageFlags.MSG_TRUNC;
        ByteBuffer whole = ByteBuffer.allocate(remaining(message.buffers));
        int count = transfers.receive(socket, whole, asked, message.from, message, nowNanos);
        scatter(whole.flip(), message.buffers);
        if (count < 0) {
            return count;
        }
        boolean isCut = !socket.isByteStream() && count > whole.limit();
        message.flags |= isCut ? MessageFlags.MSG_TRUNC : 0;
        if (count > 0 && socket.isByteStream()) {
            message.flags |= flags & MessageFlags.MSG_OOB;
        }
        socket.callHasReceived(message);
        return isCut && !tellsLength ? whole.limit() : count;
    }

    /** sendmmsg(2). */
    int sendAll(Socket socket, Message[] messages, int flags, long nowNanos) {
        int most = Math.min(messages.length, MOST_BUFFERS);
        socket.retain();
        try {
            for (int i = 0; i < most; i++) {
                int wanted = remaining(messages[i].buffers);
                int count = send(socket, messages[i], flags, process.kernel().nowNanos());
                if (count < 0) {
                    return i > 0 ? i : count;
                }
                messages[i].length = count;
                if (count < wanted) {
                    return i + 1; // there was no room for all of it
                }
            }
            return most;
        } finally {
            process.letGo(socket);
        }
    }

    /** recvmmsg(2). */
    int receiveAll(
            Socket socket,
            Message[] messages,
            int flags,
            long @Nullable [] timeoutNanos,
            long nowNanos) {
        if (timeoutNanos != null && timeoutNanos[0] < 0) {
            return Errno.EINVAL.result();
        }
        boolean ofErrors = (flags & MessageFlags.MSG_ERRQUEUE) != 0;
        int error = ofErrors ? 0 : socket.takeSocketError();
        if (error != 0) {
            return -error;
        }
        long deadline = timeoutNanos == null ? 0 : Deadline.after(nowNanos, timeoutNanos[0]);
        int asked = flags & ~MessageFlags.MSG_WAITFORONE;
        int received = 0;
        socket.retain();
        try {
            while (received < messages.length) {
                Message message = messages[received];
                int count = receive(socket, message, asked, process.kernel().nowNanos());
                if (count < 0) {
                    return received > 0 ? laterError(socket, count, received) : count;
                }
                message.length = count;
                received++;
                if ((flags & MessageFlags.MSG_WAITFORONE) != 0) {
                    asked |= MessageFlags.MSG_DONTWAIT;
                }
                if (timeoutNanos != null) {
                    timeoutNanos[0] = Math.max(0, deadline - process.kernel().nowNanos());
                }
                boolean isOver = timeoutNanos != null && timeoutNanos[0] == 0;
                if (isOver || (message.flags & MessageFlags.MSG_OOB) != 0) {
                    break;
                }
            }
            return received;
        } finally {
            process.letGo(socket);
        }
    }

    private static int laterError(Socket socket, int result, int received) {
        if (result != Errno.EAGAIN.result()) {
            socket.leaveError(-result);
        }
        return received;
    }

    private static int remaining(ByteBuffer[] buffers) {
        long remaining = 0;
        for (ByteBuffer buffer : buffers) {
            remaining += buffer.remaining();
        }
        return (int) Math.min(remaining, 0x7fff_f000); // Linux's MAX_RW_COUNT
    }

    /** The octets of all buffers in one; of a single buffer, itself. */
    private static ByteBuffer gather(ByteBuffer[] buffers) {
        if (buffers.length == 1) {
            return buffers[0].duplicate();
        }
        ByteBuffer whole = ByteBuffer.allocate(remaining(buffers));
        for (ByteBuffer buffer : buffers) {
            whole.put(buffer.duplicate());
        }
        return whole.flip();
    }

    private static void scatter(ByteBuffer whole, ByteBuffer[] buffers) {
        int left = whole.remaining();
        int at = whole.position();
        for (ByteBuffer buffer : buffers) {
            int here = Math.min(left, buffer.remaining());
            buffer.put(whole.slice(at, here));
            at += here;
            left -= here;
        }
    }

    private static void advance(ByteBuffer[] buffers, int count) {
        int left = Math.max(count, 0);
        for (ByteBuffer buffer : buffers) {
            int here = Math.min(left, buffer.remaining());
            buffer.position(buffer.position() + here);
            left -= here;
        }
    }
}
