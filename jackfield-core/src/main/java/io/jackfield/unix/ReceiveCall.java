package io.jackfield.unix;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.Objects;

/** recv(2) and its kin: what waits is taken off the queue, or looked at. */
public final class ReceiveCall {
    private ReceiveCall() {}

    /** What a receive of a stream answers before it looks at the queue: 0 or -errno. */
    public static int mayReceive(UnixEndpoint at) {
        return at.isConnected() ? 0 : Errno.EINVAL.result();
    }

    /**
     * Receives of a stream what waits and may be received with what the same call has received
     * already: octets, 0 for none. When {@link Delivery#isOver}, the call ends.
     *
     * @param isFirst nothing has been received yet
     */
    public static int stream(
            UnixEndpoint at, ByteBuffer to, int flags, boolean isFirst, Delivery delivery) {
        boolean peeks = (flags & MessageFlags.MSG_PEEK) != 0;
        int skip = peeks ? Math.max(at.peekOffset(), 0) : 0;
        int copied = 0;
        UnixMessage message = at.queue.first();
        while (message != null) {
            boolean hasSome = copied > 0 || !isFirst;
            message = OutOfBand.pass(at, message, peeks, hasSome);
            if (message == null) {
                delivery.isOver = hasSome;
                return copied;
            }
            while (message != null && skip >= message.length()) {
                skip -= message.length();
                message = message.next;
            }
            if (message == null) {
                return copied;
            }
            if (isFromAnother(at, message, delivery)) {
                delivery.isOver = true;
                return copied;
            }
            delivery.sender(message.sender);
            int octets = Math.min(message.length() - skip, to.remaining());
            message.copy(skip, to, octets);
            copied += octets;
            UnixMessage next = peeks ? message.next : null;
            boolean ends =
                    peeks
                            ? isPeekedLast(at, message, octets, delivery)
                            : isTakenLast(at, message, octets, delivery);
            if (ends || !(peeks || to.hasRemaining())) { // Linux peeks on into no room
                delivery.isOver = true;
                return copied;
            }
            skip = 0;
            message = peeks ? next : at.queue.first();
            delivery.isOver = peeks && message == null; // a peek does not wait for more
        }
        return copied;
    }

    /** What different processes sent is not received together, if it is told who did. */
    private static boolean isFromAnother(UnixEndpoint at, UnixMessage message, Delivery delivery) {
        if (delivery.hasCredentials) {
            return !Objects.equals(message.credentials, delivery.credentials);
        }
        if (at.passesCredentials()) {
            delivery.hasCredentials = true;
            delivery.credentials = message.credentials;
        }
        return false;
    }

    /**
     * Takes octets; whether nothing may be received after them: files came along, or more stays.
     */
    private static boolean isTakenLast(
            UnixEndpoint at, UnixMessage message, int octets, Delivery delivery) {
        message.consume(octets);
        at.received(octets);
        at.unread -= octets;
        boolean hadRights = message.rights != null;
        takeRights(at, message, delivery);
        if (message.length() > 0) {
            return true;
        }
        discard(at, message);
        return hadRights;
    }

    private static boolean isPeekedLast(
            UnixEndpoint at, UnixMessage message, int octets, Delivery delivery) {
        at.peeked(octets);
        copyRights(message, delivery);
        return message.rights != null;
    }

    private static void takeRights(UnixEndpoint at, UnixMessage message, Delivery delivery) {
        Rights rights = message.rights;
        if (rights != null) {
            message.rights = null;
            delivery.rights = rights;
            at.unix.flight.arrive(rights);
        }
    }

    private static void copyRights(UnixMessage message, Delivery delivery) {
        Rights rights = message.rights;
        if (rights != null) {
            delivery.rights = rights.copy();
        }
    }

    /** Takes a message off the queue, whose octets have been received or are lost. */
    static void discard(UnixEndpoint at, UnixMessage message) {
        at.queue.remove(message);
        message.sender.free(message);
        Rights lost = message.rights;
        if (lost != null) {
            message.rights = null;
            at.unix.flight.arrive(lost);
            at.unix.flight.giveUp(lost);
        }
    }

    /** recv with MSG_OOB of a stream: 1 or -errno. */
    public static int urgent(UnixEndpoint at, ByteBuffer to, int flags, Delivery delivery) {
        return at.isConnected()
                ? OutOfBand.receive(at, to, (flags & MessageFlags.MSG_PEEK) != 0, delivery)
                : Errno.EINVAL.result();
    }

    /** Receives a datagram or a packet: its octets, or with MSG_TRUNC all it had; or -errno. */
    public static int datagram(UnixEndpoint at, ByteBuffer to, int flags, Delivery delivery) {
        boolean isPacket = at.type() == Family.SOCK_SEQPACKET;
        if (isPacket && !at.isConnected()) {
            return Errno.ENOTCONN.result();
        }
        if ((flags & MessageFlags.MSG_OOB) != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        if (at.error != 0) {
            return -at.takeError();
        }
        boolean peeks = (flags & MessageFlags.MSG_PEEK) != 0;
        int[] skip = {peeks ? at.peekOffset() : -1};
        UnixMessage message = peeks ? peek(at, skip) : at.queue.first();
        if (message == null) {
            return Errno.EAGAIN.result();
        }
        at.wakeSenders();
        delivery.sender(message.sender);
        int from = Math.max(skip[0], 0);
        int whole = message.length() - from;
        int octets = Math.min(whole, to.remaining());
        message.copy(from, to, octets);
        delivery.flags |= octets < whole ? MessageFlags.MSG_TRUNC : 0;
        delivery.credentials = message.credentials;
        if (peeks) {
            at.peeked(octets);
            copyRights(message, delivery);
        } else {
            at.received(message.length());
            takeRights(at, message, delivery);
            discard(at, message);
        }
        return (flags & MessageFlags.MSG_TRUNC) != 0 ? whole : octets;
    }

    /** The message at SO_PEEK_OFF; an empty one counts as looked at once it was. */
    private static @Nullable UnixMessage peek(UnixEndpoint at, int[] offset) {
        UnixMessage message = at.queue.first();
        while (message != null
                && offset[0] >= message.length()
                && offset[0] >= 0
                && (offset[0] > 0 || message.isPeeked)) {
            offset[0] -= message.length();
            message = message.next;
        }
        if (message != null && message.length() == 0) {
            message.isPeeked = true;
        }
        return message;
    }
}
