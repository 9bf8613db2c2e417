package io.jackfield.unix;

import io.jackfield.file.WaitQueue;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** send(2) and its kin: what fits into the sender's buffer is put into the receiver's queue. */
public final class SendCall {
    /** What Linux takes off SO_SNDBUF for a datagram's overhead. */
    private static final int DATAGRAM_OVERHEAD = 32;

    private SendCall() {}

    /**
     * Sends as many octets as there is room for, the position of the buffer advances; or -errno.
     * -EAGAIN: the caller may wait at {@link #waitsAt}.
     *
     * @param to null or without octets for the peer
     */
    public static int send(
            UnixEndpoint from,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            Ancillary with) {
        SocketAddress named = to == null || to.length() == 0 ? null : to;
        if (from.type() == Family.SOCK_STREAM) {
            return sendStream(from, data, flags, named != null, with);
        }
        boolean isPacket = from.type() == Family.SOCK_SEQPACKET;
        return sendDatagram(from, data, flags, isPacket ? null : named, with);
    }

    /** What a send answers before it looks at what it was given: 0 or -errno. */
    public static int maySend(UnixEndpoint from) {
        if (from.type() != Family.SOCK_SEQPACKET) {
            return 0;
        }
        int error = from.takeError();
        return error != 0 ? -error : from.isConnected() ? 0 : Errno.ENOTCONN.result();
    }

    private static int sendStream(
            UnixEndpoint from, ByteBuffer data, int flags, boolean isNamed, Ancillary with) {
        boolean isUrgent = (flags & MessageFlags.MSG_OOB) != 0;
        if (isUrgent && !data.hasRemaining()) {
            return Errno.EOPNOTSUPP.result();
        }
        if (isNamed) {
            return (from.isConnected() ? Errno.EISCONN : Errno.EOPNOTSUPP).result();
        }
        UnixEndpoint to = from.peer;
        if (to == null) {
            return Errno.ENOTCONN.result();
        }
        if ((from.shut & UnixEndpoint.SEND_SHUT) != 0) {
            return Errno.EPIPE.result();
        }
        int sent = 0;
        while (data.hasRemaining()) {
            boolean isLast = isUrgent && data.remaining() == 1;
            int before = isUrgent && !isLast ? 1 : 0;
            int size = Math.min(data.remaining() - before, TrueSize.chunk(from.sendBuffer));
            int result = sendChunk(from, to, data, size, isLast, with);
            if (result < 0) {
                return sent > 0 ? sent : result;
            }
            sent += size;
        }
        return sent;
    }

    private static int sendChunk(
            UnixEndpoint from,
            UnixEndpoint to,
            ByteBuffer data,
            int size,
            boolean isUrgent,
            Ancillary with) {
        int refused = from.mayAllocate();
        refused = refused == 0 ? mayPass(from, with) : refused;
        if (refused < 0) {
            return refused;
        }
        if (to.isReleased || to.isReceiveShut()) {
            return Errno.EPIPE.result();
        }
        if (with.rights() != null && !to.passesRights()) {
            return Errno.EPERM.result();
        }
        UnixMessage message = message(from, data, size, TrueSize.ofChunk(size));
        if (isUrgent) {
            to.urgent = message;
        }
        deliver(message, to, with);
        return size;
    }

    /** Puts a message of a stream into the receiver's queue. */
    static void deliver(UnixMessage message, UnixEndpoint to, Ancillary with) {
        enclose(message, message.sender, to, with);
        to.unread += message.length();
        to.queue.add(message);
        to.tell(UnixEndpoint.READABLE);
    }

    private static int sendDatagram(
            UnixEndpoint from,
            ByteBuffer data,
            int flags,
            @Nullable SocketAddress to,
            Ancillary with) {
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        int refused = to == null ? 0 : Names.validate(to);
        if (refused == 0 && from.passesCredentials()) {
            refused = from.unix.names.autobind(from);
        }
        if (refused == 0 && data.remaining() > from.sendBuffer - DATAGRAM_OVERHEAD) {
            refused = Errno.EMSGSIZE.result();
        }
        refused = refused == 0 ? from.mayAllocate() : refused;
        refused = refused == 0 ? mayPass(from, with) : refused;
        if (refused < 0) {
            return refused;
        }
        int uid = with.sender.uid();
        UnixEndpoint other = to == null ? from.peer : from.unix.find(to, from.type(), uid);
        if (other != null) {
            refused = mayDeliver(from, other, with);
        } else if (to == null) {
            refused = Errno.ENOTCONN.result();
        } else {
            refused = from.unix.names.whyNobody(to, from.type(), uid);
        }
        if (other == null || refused < 0) {
            if (refused != Errno.EAGAIN.result()) {
                from.freeUnsent();
            }
            return refused;
        }
        int size = data.remaining();
        UnixMessage message = message(from, data, size, TrueSize.ofDatagram(size));
        enclose(message, from, other, with);
        other.queue.add(message);
        other.tell(UnixEndpoint.READABLE);
        return size;
    }

    /**
     * Where whoever was answered -EAGAIN sleeps until the receiver's queue has room; null if it is
     * the sender's own buffer that has none.
     */
    public static @Nullable WaitQueue waitsAt(
            UnixEndpoint from, @Nullable SocketAddress to, int uid) {
        if (!from.hasRoom()) {
            return null;
        }
        UnixEndpoint other =
                to != null && from.type() == Family.SOCK_DGRAM && to.length() > 0
                        ? from.unix.find(to, from.type(), uid)
                        : from.peer;
        return other == null ? null : other.senders();
    }

    private static int mayDeliver(UnixEndpoint from, UnixEndpoint other, Ancillary with) {
        if (!maySend(from, other)) {
            return Errno.EPERM.result();
        }
        if (other.isReleased) {
            return peerIsGone(from, other);
        }
        if (other.isReceiveShut()) {
            return Errno.EPIPE.result();
        }
        if (with.rights() != null && !other.passesRights()) {
            return Errno.EPERM.result();
        }
        if (other != from && other.peer != from && other.isFull()) { // LINUX.md 103
            if (from.peer == other) {
                from.waitForPeer(other);
            }
            return Errno.EAGAIN.result();
        }
        return 0;
    }

    /** A peer that was closed is a peer no more, and what it had sent is lost. */
    private static int peerIsGone(UnixEndpoint from, UnixEndpoint other) {
        if (from.type() == Family.SOCK_SEQPACKET) {
            return Errno.EPIPE.result();
        }
        from.peer = null;
        from.state = UnixEndpoint.State.UNCONNECTED;
        if (from.forgetPeer()) {
            from.tell(UnixEndpoint.WRITABLE);
        }
        CloseCall.disconnected(from, other);
        return Errno.ECONNREFUSED.result();
    }

    /** Whoever is connected takes datagrams from its peer only. */
    static boolean maySend(UnixEndpoint from, UnixEndpoint to) {
        return to.peer == null || to.peer == from;
    }

    /** Whether the files may go: 0 or -ETOOMANYREFS. */
    private static int mayPass(UnixEndpoint from, Ancillary with) {
        Rights rights = with.rights();
        return rights == null ? 0 : from.unix.flight.mayDepart(rights, with.fileLimit);
    }

    private static UnixMessage message(UnixEndpoint from, ByteBuffer data, int size, int trueSize) {
        Payload payload = from.unix.payloads.copy(data, size);
        from.allocate(trueSize);
        return new UnixMessage(from, payload, size, trueSize);
    }

    /** Credentials go along if stated, or if either end asks for them, or might yet. */
    private static void enclose(
            UnixMessage message, UnixEndpoint from, UnixEndpoint to, Ancillary with) {
        Credentials stated = with.stated();
        boolean isAsked = from.passesCredentials() || to.passesCredentials() || to.user == null;
        message.credentials = stated != null || !isAsked ? stated : with.sender;
        Rights rights = with.takeRights();
        if (rights != null) {
            message.rights = rights;
            from.unix.flight.depart(rights, to);
        }
    }
}
