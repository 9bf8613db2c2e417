package io.jackfield.unix;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Readiness;

import java.util.ArrayDeque;

/** shutdown(2) and close(2). */
public final class CloseCall {
    private CloseCall() {}

    /** shutdown(2), which an unconnected socket takes too; 0. */
    public static int shutdown(UnixEndpoint endpoint, int how) {
        boolean receives = how != Family.SHUT_WR;
        boolean sends = how != Family.SHUT_RD;
        endpoint.shut |= receives ? UnixEndpoint.RECEIVE_SHUT : 0;
        endpoint.shut |= sends ? UnixEndpoint.SEND_SHUT : 0;
        endpoint.tellAll();
        UnixEndpoint peer = endpoint.peer;
        if (peer != null && endpoint.isConnecting()) {
            peer.shut |= receives ? UnixEndpoint.SEND_SHUT : 0;
            peer.shut |= sends ? UnixEndpoint.RECEIVE_SHUT : 0;
            peer.tellAll();
        }
        return 0;
    }

    /** The last descriptor is closed. */
    public static void close(UnixEndpoint endpoint) {
        release(endpoint, false);
        endpoint.unix.collect(); // only here, as on Linux: who is nobody's may live until then
    }

    /** LINUX.md 102, 104. */
    private static void release(UnixEndpoint endpoint, boolean wasWaiting) {
        Unix unix = endpoint.unix;
        unix.names.release(endpoint);
        endpoint.leaveNode();
        endpoint.isReleased = true;
        endpoint.user = null;
        endpoint.shut = UnixEndpoint.BOTH_SHUT;
        endpoint.state = UnixEndpoint.State.UNCONNECTED;
        endpoint.urgent = null;
        UnixEndpoint peer = endpoint.peer;
        endpoint.peer = null;
        endpoint.wakeAllSenders();
        if (peer != null && endpoint.isConnecting()) {
            peer.shut = UnixEndpoint.BOTH_SHUT;
            if (wasWaiting || hasUnread(endpoint)) {
                peer.error = Errno.ECONNRESET.number();
            }
            peer.tellAll();
        }
        endpoint.forgetPeer();
        purge(endpoint);
        ArrayDeque<UnixEndpoint> arrivals = endpoint.arrivals;
        endpoint.arrivals = null;
        if (arrivals != null) {
            arrivals.forEach(arrival -> release(arrival, true));
        }
    }

    /** Whether anything waits but the place of an urgent octet, or one empty record. */
    private static boolean hasUnread(UnixEndpoint endpoint) {
        UnixMessage first = endpoint.queue.first();
        return first != null && (first.length() > 0 || first.next != null);
    }

    private static void purge(UnixEndpoint endpoint) {
        UnixMessage message = endpoint.queue.first();
        while (message != null) {
            ReceiveCall.discard(endpoint, message);
            message = endpoint.queue.first();
        }
    }

    /** A datagram socket has lost its peer: what waits is lost, and who is connected is told. */
    static void disconnected(UnixEndpoint endpoint, UnixEndpoint before) {
        if (endpoint.queue.isEmpty()) {
            return;
        }
        purge(endpoint);
        endpoint.wakeAllSenders();
        if (!before.isReleased && before.peer == endpoint) {
            before.error = Errno.ECONNRESET.number();
            before.tell(Readiness.POLLERR);
        }
    }
}
