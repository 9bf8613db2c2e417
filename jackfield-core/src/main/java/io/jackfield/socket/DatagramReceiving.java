package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Datagram;
import io.jackfield.posix.Errno;
import io.jackfield.posix.FileControl;
import io.jackfield.posix.Message;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.udp.QueuedError;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** What a datagram socket receives: datagrams, what is told with them, and queued errors. */
abstract class DatagramReceiving extends DatagramOptions {
    /** Who sent the last datagram; receivers without the lock see this one or another. */
    private @Nullable Sender lastSender;

    /** An address and a port as the socket shows them. */
    private record Sender(IpAddress address, int port, SocketAddress shown) {}

    DatagramReceiving(Protocols host, int family, int type, int protocol, int uid) {
        super(host, family, type, protocol, uid);
    }

    @Override
    public final int receive(
            ByteBuffer to, int flags, @Nullable SocketAddressBuffer from, long nowNanos) {
        int error = endpoint.takeError();
        if (error != 0) {
            return -error;
        }
        boolean peeks = (flags & MessageFlags.MSG_PEEK) != 0;
        Datagram datagram = peeks ? endpoint.peek() : endpoint.take();
        return datagram == null
                ? Errno.EAGAIN.result()
                : hand(datagram, to, (flags & MessageFlags.MSG_TRUNC) != 0, from);
    }

    @Override
    public final int receiveMessage(ByteBuffer to, int flags, Message message, long nowNanos) {
        int error = endpoint.takeError();
        if (error != 0) {
            return -error;
        }
        boolean peeks = (flags & MessageFlags.MSG_PEEK) != 0;
        Datagram datagram = peeks ? endpoint.peek() : endpoint.take();
        if (datagram == null) {
            return Errno.EAGAIN.result();
        }
        ReceivedControl.fill(this, message, datagram);
        return hand(datagram, to, (flags & MessageFlags.MSG_TRUNC) != 0, message.from);
    }

    /**
     * recvfrom(2) without the host's lock, of what an earlier receiver left ready; -EAGAIN where
     * only a call under the lock can tell.
     */
    public final int receiveReady(ByteBuffer to, @Nullable SocketAddressBuffer from) {
        Datagram datagram = endpoint.hasError() ? null : endpoint.takeReady();
        return datagram == null ? Errno.EAGAIN.result() : hand(datagram, to, false, from);
    }

    private int hand(
            Datagram datagram,
            ByteBuffer to,
            boolean tellsLength,
            @Nullable SocketAddressBuffer from) {
        try {
            int length = datagram.payloadLength();
            int fits = Math.min(length, to.remaining());
            copy(datagram, to, fits);
            if (from != null) {
                from.set(sender(datagram));
            }
            return tellsLength ? length : fits;
        } finally {
            datagram.release();
        }
    }

    /** Who sent it; one object for who sends again and again. */
    private SocketAddress sender(Datagram datagram) {
        IpAddress address = datagram.source();
        int port = datagram.sourcePort();
        if (address.isLinkLocal()) {
            return shown(address, port); // its scope is the socket's and may change
        }
        Sender known = lastSender;
        if (known == null || known.port != port || !known.address.is(address)) {
            known = new Sender(address, port, shown(address, port));
            lastSender = known;
        }
        return known.shown;
    }

    @Override
    public final int receiveError(ByteBuffer to, Message message) {
        QueuedError error = endpoint.takeQueuedError();
        if (error == null) {
            return Errno.EAGAIN.result();
        }
        int length = error.payload().remaining();
        int fits = Math.min(length, to.remaining());
        to.put(error.payload().slice(0, fits));
        message.flags = MessageFlags.MSG_ERRQUEUE;
        if (fits < length) {
            message.flags |= MessageFlags.MSG_TRUNC;
        }
        if (message.from != null) {
            message.from.set(shown(error.destination(), error.port()));
        }
        ExtendedError.fill(message, error, isV6());
        return fits;
    }

    private static void copy(Datagram datagram, ByteBuffer to, int length) {
        int left = length;
        for (int i = 0; left > 0; i++) {
            int here = Math.min(left, datagram.length(i));
            to.put(datagram.slab(i).octets, datagram.offset(i), here);
            left -= here;
        }
    }

    @Override
    public final int ioctl(int request, int[] argument) {
        switch (request) {
            case FileControl.FIONREAD -> {
                Datagram first = endpoint.peek();
                argument[0] = 0;
                if (first != null) {
                    argument[0] = first.payloadLength();
                    first.release();
                }
                return 0;
            }
            case FileControl.SIOCOUTQ -> {
                argument[0] = 0; // a datagram is the link's as soon as it is sent
                return 0;
            }
            default -> {
                return Errno.ENOTTY.result();
            }
        }
    }
}
