package io.jackfield.unix;

import io.jackfield.posix.Errno;
import io.jackfield.posix.MessageFlags;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * MSG_OOB of a stream (Linux's CONFIG_AF_UNIX_OOB): the last octet of such a send is urgent, until
 * the next one is. Ordinary receives stop before it and then pass over it, unless SO_OOBINLINE.
 */
final class OutOfBand {
    private OutOfBand() {}

    /** recv with MSG_OOB: 1 or -EINVAL. */
    static int receive(UnixEndpoint at, ByteBuffer to, boolean peeks, Delivery delivery) {
        UnixMessage urgent = at.urgent;
        if (urgent == null || at.isUrgentInline()) {
            return Errno.EINVAL.result();
        }
        UnixMessage before = urgent.previous;
        if (!peeks && before != null && before.length() == 0) {
            ReceiveCall.discard(at, before);
        }
        urgent.copy(0, to, Math.min(1, to.remaining()));
        if (!peeks) {
            at.urgent = null;
            at.unread--;
            urgent.consume(1); // and stays, to mark the place
        }
        delivery.flags |= MessageFlags.MSG_OOB;
        return 1;
    }

    /**
     * The message that an ordinary receive may take now; null if it stops here.
     *
     * @param hasSome something has been received already
     */
    static @Nullable UnixMessage pass(
            UnixEndpoint at, UnixMessage first, boolean peeks, boolean hasSome) {
        UnixMessage message = first;
        if (message.length() == 0) { // an urgent octet that was received
            if (hasSome && (at.urgent == null || message == at.urgent)) {
                return null;
            }
            UnixMessage next = message.next;
            if (!peeks) {
                ReceiveCall.discard(at, message);
            }
            if (next == null) {
                return null;
            }
            message = next;
        }
        if (message != at.urgent) {
            return message;
        }
        if (hasSome) {
            return null;
        }
        if (at.isUrgentInline()) {
            at.urgent = peeks ? message : null;
            return message;
        }
        UnixMessage next = message.next;
        if (!peeks) {
            at.urgent = null;
            ReceiveCall.discard(at, message); // Linux 6.18 goes on counting it for SIOCINQ
        }
        return next;
    }

    /** SIOCATMARK: whether what comes next is the urgent octet, or comes after it. */
    static boolean isAtMark(UnixEndpoint at) {
        UnixMessage first = at.queue.first();
        if (first == null) {
            return at.isListening() && at.waiting() > 0; // for Linux a message without octets
        }
        boolean isTaken = first.length() == 0;
        return first == at.urgent || (isTaken && (at.urgent == null || first.next == at.urgent));
    }
}
