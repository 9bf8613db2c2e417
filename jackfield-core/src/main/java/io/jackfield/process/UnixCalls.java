package io.jackfield.process;

import io.jackfield.file.WaitQueue;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.socket.UnixSocket;
import io.jackfield.unix.Ancillary;
import io.jackfield.unix.BulkMessage;
import io.jackfield.unix.ConnectCall;
import io.jackfield.unix.Delivery;
import io.jackfield.unix.ReceiveCall;
import io.jackfield.unix.SendCall;
import io.jackfield.unix.UnixEndpoint;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** The calls on sockets of AF_UNIX that sleep, or carry more than octets. */
final class UnixCalls {
    private static final int AGAIN = Errno.EAGAIN.result();
    private static final int TIMED_OUT = Errno.ETIMEDOUT.result();
    private static final int READABLE = Readiness.POLLIN | Readiness.POLLERR;
    private static final int WRITABLE = Readiness.POLLOUT | Readiness.POLLHUP | Readiness.POLLERR;

    /** Flags that change nothing about where octets go. */
    private static final int PLAIN =
            MessageFlags.MSG_DONTWAIT | MessageFlags.MSG_NOSIGNAL | MessageFlags.MSG_WAITALL;

    private static final SocketAddress NO_NAME = SocketAddress.ofOctets(new byte[0]);

    private final Process process;
    private final UnixControl control;

    UnixCalls(Process process) {
        this.process = process;
        this.control = new UnixControl(process);
    }

    /** connect(2), which sleeps while the listener's queue is full (LINUX.md 100). */
    int connect(UnixSocket socket, SocketAddress address, long nowNanos) {
        UnixEndpoint endpoint = socket.endpoint();
        long deadline = TransferCalls.deadline(nowNanos, socket.sendTimeoutNanos());
        socket.retain();
        try {
            for (; ; ) {
                int result = ConnectCall.connect(endpoint, address, process.credentials());
                WaitQueue queue =
                        result != AGAIN || socket.isNonBlocking()
                                ? null
                                : ConnectCall.waitsAt(endpoint, address, process.uid());
                if (queue == null) {
                    return result;
                }
                int slept = process.blocking().sleepInTurn(queue, ~0, deadline, "connect");
                if (slept == TIMED_OUT) {
                    return ConnectCall.connect(endpoint, address, process.credentials());
                }
                if (slept < 0) {
                    return slept;
                }
            }
        } finally {
            process.letGo(socket);
        }
    }

    /** send(2), sendmsg(2) and their kin. */
    int send(
            UnixSocket socket,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            @Nullable ByteBuffer messages,
            long nowNanos) {
        int wrong = SendCall.maySend(socket.endpoint());
        wrong = wrong == 0 && messages != null ? control.read(messages) : wrong;
        if (wrong < 0) {
            return wrong;
        }
        Ancillary with = control.take();
        socket.retain();
        try {
            return sendAll(socket, data, flags, to, with, nowNanos);
        } finally {
            process.blocking().takeInterrupt();
            process.kernel().unix().giveUp(with.rights());
            process.letGo(socket);
        }
    }

    private int sendAll(
            UnixSocket socket,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            Ancillary with,
            long nowNanos) {
        UnixEndpoint endpoint = socket.endpoint();
        boolean sleeps = !socket.isNonBlocking() && (flags & MessageFlags.MSG_DONTWAIT) == 0;
        long deadline = TransferCalls.deadline(nowNanos, socket.sendTimeoutNanos());
        int sent = 0;
        for (; ; ) {
            int count = send(endpoint, data, flags, to, with);
            if (count >= 0) {
                sent += count;
                if (!data.hasRemaining() || !socket.isByteStream()) {
                    return sent;
                }
                long now = process.kernel().nowNanos(); // each message may wait so long
                deadline = TransferCalls.deadline(now, socket.sendTimeoutNanos());
                continue;
            }
            if (count != AGAIN || !sleeps) {
                return sent > 0 ? sent : count;
            }
            WaitQueue full = SendCall.waitsAt(endpoint, to, process.uid());
            int slept =
                    full == null
                            ? process.blocking()
                                    .sleepOn(socket.waiters(), WRITABLE, deadline, "send")
                            : process.blocking().sleepInTurn(full, ~0, deadline, "send");
            if (slept < 0) {
                return sent > 0 ? sent : slept == TIMED_OUT ? AGAIN : slept;
            }
        }
    }

    /** What fits now; many octets are copied without the host's lock. */
    private int send(
            UnixEndpoint endpoint,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            Ancillary with) {
        boolean isPlain = to == null && (flags & ~PLAIN) == 0;
        BulkMessage bulk = isPlain ? BulkMessage.lend(endpoint, data.remaining(), with) : null;
        if (bulk == null) {
            return SendCall.send(endpoint, data, flags, to, with);
        }
        int start = data.position();
        boolean isFilled = false;
        process.blocking().beginCopy();
        try {
            try {
                bulk.fill(data);
            } finally {
                process.blocking().endCopy();
            }
            isFilled = true;
        } finally {
            if (!isFilled) {
                bulk.free();
            }
        }
        int sent = bulk.send(with);
        if (sent < 0) {
            data.position(start);
        }
        return sent;
    }

    /** Octets of a message that has many, copied without the host's lock; 0 if there is none. */
    private int receiveBulk(UnixEndpoint endpoint, ByteBuffer to, int flags, Delivery delivery) {
        BulkMessage bulk =
                (flags & ~PLAIN) == 0 && !to.isReadOnly()
                        ? BulkMessage.take(endpoint, to.remaining(), delivery)
                        : null;
        if (bulk == null) {
            return 0;
        }
        int octets = bulk.length();
        process.blocking().beginCopy();
        try {
            bulk.moveTo(to);
        } finally {
            try {
                process.blocking().endCopy();
            } finally {
                bulk.free();
            }
        }
        return octets;
    }

    /**
     * recv(2), recvmsg(2) and their kin.
     *
     * @param message whose control messages and flags are filled in; null if nobody asks
     */
    int receive(
            UnixSocket socket,
            ByteBuffer to,
            int flags,
            @Nullable SocketAddressBuffer from,
            @Nullable Message message,
            long nowNanos) {
        Delivery delivery = new Delivery();
        socket.retain();
        try {
            int count =
                    socket.isByteStream()
                            ? receiveStream(socket, to, flags, delivery, nowNanos)
                            : receiveDatagram(socket, to, flags, delivery, nowNanos);
            if (count >= 0 && from != null) {
                SocketAddress name = delivery.name();
                from.set(name == null ? NO_NAME : name);
            }
            if (count >= 0 && message != null) {
                control.deliver(socket.endpoint(), delivery, message, flags);
            }
            return count;
        } finally {
            process.blocking().takeInterrupt();
            process.kernel().unix().giveUp(delivery.takeRights());
            process.letGo(socket);
        }
    }

    private int receiveDatagram(
            UnixSocket socket, ByteBuffer to, int flags, Delivery delivery, long nowNanos) {
        UnixEndpoint endpoint = socket.endpoint();
        boolean isPacket = endpoint.type() == Family.SOCK_SEQPACKET;
        boolean sleeps = !socket.isNonBlocking() && (flags & MessageFlags.MSG_DONTWAIT) == 0;
        long deadline = TransferCalls.deadline(nowNanos, socket.receiveTimeoutNanos());
        for (; ; ) {
            int count = ReceiveCall.datagram(endpoint, to, flags, delivery);
            if (count != AGAIN) {
                return count;
            }
            if (endpoint.isReceiveShut() && (sleeps || isPacket)) {
                return 0; // a datagram socket tells only who would sleep
            }
            if (!sleeps) {
                return AGAIN;
            }
            int slept =
                    process.blocking().sleepInTurn(socket.waiters(), READABLE, deadline, "recv");
            if (slept < 0) {
                return slept == TIMED_OUT ? AGAIN : slept;
            }
        }
    }

    private int receiveStream(
            UnixSocket socket, ByteBuffer to, int flags, Delivery delivery, long nowNanos) {
        UnixEndpoint endpoint = socket.endpoint();
        int refused = ReceiveCall.mayReceive(endpoint);
        if (refused < 0) {
            return refused;
        }
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return ReceiveCall.urgent(endpoint, to, flags, delivery);
        }
        boolean sleeps = !socket.isNonBlocking() && (flags & MessageFlags.MSG_DONTWAIT) == 0;
        long deadline = TransferCalls.deadline(nowNanos, socket.receiveTimeoutNanos());
        int target = TransferCalls.target(socket, flags, to.remaining());
        int received = 0;
        for (; ; ) {
            int bulk = receiveBulk(endpoint, to, flags, delivery);
            received += bulk;
            if (bulk > 0) {
                if (to.hasRemaining()) {
                    continue;
                }
                return received;
            }
            received += ReceiveCall.stream(endpoint, to, flags, received == 0, delivery);
            if (delivery.isOver() || received >= target) {
                return received;
            }
            int error = endpoint.takeError();
            if (error != 0 || endpoint.isReceiveShut()) {
                return received > 0 ? received : -error;
            }
            int slept =
                    sleeps
                            ? process.blocking()
                                    .sleepOn(socket.waiters(), READABLE, deadline, "recv")
                            : AGAIN;
            if (slept < 0) {
                return received > 0 ? received : slept == TIMED_OUT ? AGAIN : slept;
            }
        }
    }
}
