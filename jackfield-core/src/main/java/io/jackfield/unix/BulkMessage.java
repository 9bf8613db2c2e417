package io.jackfield.unix;

import io.jackfield.buffer.Slab;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * A message of many octets of a stream that are copied without the host's lock: lent to a sender
 * before it waits in a queue, or taken off by a receiver.
 */
public final class BulkMessage {
    private final UnixMessage message;
    private final UnixEndpoint receiver;

    private BulkMessage(UnixMessage message, UnixEndpoint receiver) {
        this.message = message;
        this.receiver = receiver;
    }

    public int length() {
        return message.length();
    }

    /** Lends room to a sender; null where a send under the lock has to tell, or is enough. */
    public static @Nullable BulkMessage lend(UnixEndpoint from, int wanted, Ancillary with) {
        int size = Math.min(wanted, TrueSize.chunk(from.sendBuffer));
        UnixEndpoint to = from.peer;
        boolean isPlain =
                from.type() == Family.SOCK_STREAM
                        && size >= Slab.BULK
                        && to != null
                        && with.rights() == null;
        if (!isPlain || to == null || from.error != 0 || from.mayAllocate() < 0) {
            return null;
        }
        int trueSize = TrueSize.ofChunk(size);
        from.allocate(trueSize);
        Payload payload = from.unix.payloads.reserve(size);
        return new BulkMessage(new UnixMessage(from, payload, size, trueSize), to);
    }

    /** Copies as many octets as were lent. */
    public void fill(ByteBuffer from) {
        message.fill(from);
    }

    /** Sends what was filled: octets, or -EPIPE if the peer takes nothing any more. */
    public int send(Ancillary with) {
        if (receiver.isReleased || receiver.isReceiveShut()) {
            free();
            return Errno.EPIPE.result();
        }
        int size = message.length();
        SendCall.deliver(message, receiver, with);
        return size;
    }

    /**
     * Takes the first message off, if it has many octets that all fit, and nothing else; null where
     * a receive under the lock has to look.
     */
    public static @Nullable BulkMessage take(UnixEndpoint at, int room, Delivery delivery) {
        UnixMessage first = at.queue.first();
        boolean isPlain =
                first != null
                        && first.length() >= Slab.BULK
                        && first.length() <= room
                        && first.rights == null
                        && !at.passesCredentials();
        if (!isPlain || first == null) {
            return null;
        }
        delivery.sender(first.sender);
        at.received(first.length());
        at.unread -= first.length();
        at.queue.remove(first);
        return new BulkMessage(first, at);
    }

    /** Copies all octets to the receiver. */
    public void moveTo(ByteBuffer to) {
        message.copy(0, to, message.length());
    }

    /** It is not needed any more. */
    public void free() {
        message.sender.free(message);
    }
}
