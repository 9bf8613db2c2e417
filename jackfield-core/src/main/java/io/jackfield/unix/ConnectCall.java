package io.jackfield.unix;

import io.jackfield.file.WaitQueue;
import io.jackfield.posix.Credentials;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/** bind, listen, connect, accept, socketpair: how endpoints find each other. */
public final class ConnectCall {
    private static final int AGAIN = Errno.EAGAIN.result();

    private ConnectCall() {}

    /** bind(2) for a user. */
    public static int bind(UnixEndpoint endpoint, SocketAddress address, int uid) {
        return endpoint.unix.names.bind(endpoint, address, uid);
    }

    /** socketpair(2): connects two new endpoints of one process. */
    public static void pair(UnixEndpoint a, UnixEndpoint b, Credentials process) {
        join(a, b);
        a.peerCredentials = process;
        b.peerCredentials = process;
    }

    private static void join(UnixEndpoint a, UnixEndpoint b) {
        a.peer = b;
        b.peer = a;
        a.state = UnixEndpoint.State.CONNECTED;
        b.state = UnixEndpoint.State.CONNECTED;
    }

    /** listen(2); whoever connects is told that this process is the peer. */
    public static int listen(UnixEndpoint endpoint, int backlog, Credentials process) {
        if (!endpoint.isConnecting()) {
            return Errno.EOPNOTSUPP.result();
        }
        if (endpoint.name() == null || endpoint.isConnected()) {
            return Errno.EINVAL.result();
        }
        int most = endpoint.unix.mostWaiting();
        int granted = Integer.compareUnsigned(backlog, most) > 0 ? most : backlog;
        if (granted > endpoint.backlog) {
            endpoint.wakeAllSenders();
        }
        endpoint.backlog = granted;
        endpoint.state = UnixEndpoint.State.LISTENING;
        endpoint.peerCredentials = process;
        if (endpoint.arrivals == null) {
            endpoint.arrivals = new ArrayDeque<>(2);
        }
        return 0;
    }

    /** accept(2): who has waited longest; null if nobody waits. */
    public static @Nullable UnixEndpoint accept(UnixEndpoint listener) {
        UnixEndpoint accepted = listener.arrivals == null ? null : listener.arrivals.poll();
        if (accepted != null) {
            accepted.listener = null;
            listener.wakeSenders();
        }
        return accepted;
    }

    /**
     * connect(2) of a process; -EAGAIN if the listener's queue is full, and then the caller may
     * wait at {@link #waitsAt}.
     */
    public static int connect(UnixEndpoint from, SocketAddress to, Credentials process) {
        return from.isConnecting()
                ? connectStream(from, to, process)
                : connectDatagrams(from, to, process);
    }

    private static int connectStream(UnixEndpoint from, SocketAddress to, Credentials process) {
        int refused = prepare(from, to);
        if (refused < 0) {
            return refused;
        }
        Unix unix = from.unix;
        UnixEndpoint listener = unix.find(to, from.type(), process.uid());
        if (listener == null) {
            return unix.names.whyNobody(to, from.type(), process.uid());
        }
        ArrayDeque<UnixEndpoint> arrivals = listener.arrivals;
        if (!listener.isListening() || arrivals == null || listener.isReceiveShut()) {
            return Errno.ECONNREFUSED.result();
        }
        if (listener.isFull()) {
            return AGAIN; // LINUX.md 100; even if it is connected already
        }
        if (from.state != UnixEndpoint.State.UNCONNECTED) {
            return (from.isConnected() ? Errno.EISCONN : Errno.EINVAL).result();
        }
        UnixEndpoint arrival = unix.create(from.type());
        join(from, arrival);
        arrival.namedAs(listener);
        arrival.listener = listener;
        arrival.peerCredentials = process;
        from.peerCredentials = listener.peerCredentials;
        arrivals.add(arrival);
        listener.tell(UnixEndpoint.READABLE);
        return 0;
    }

    /** Whoever is to be told to whom it is connected gets a name, too. */
    private static int prepare(UnixEndpoint from, SocketAddress to) {
        int invalid = Names.validate(to);
        return invalid < 0 || !from.passesCredentials() ? invalid : from.unix.names.autobind(from);
    }

    private static int connectDatagrams(UnixEndpoint from, SocketAddress to, Credentials process) {
        if (to.length() < SocketAddress.FAMILY_ONLY) {
            return Errno.EINVAL.result();
        }
        if (to.family() == Family.AF_UNSPEC) {
            peer(from, null);
            return 0;
        }
        int refused = prepare(from, to);
        if (refused < 0) {
            return refused;
        }
        UnixEndpoint other = from.unix.find(to, from.type(), process.uid());
        if (other == null) {
            return from.unix.names.whyNobody(to, from.type(), process.uid());
        }
        if (!SendCall.maySend(from, other)) {
            return Errno.EPERM.result();
        }
        from.state = UnixEndpoint.State.CONNECTED;
        other.state = UnixEndpoint.State.CONNECTED;
        peer(from, other);
        return 0;
    }

    /** Changes the peer of a datagram socket; null leaves it without one. */
    private static void peer(UnixEndpoint from, @Nullable UnixEndpoint other) {
        UnixEndpoint before = from.peer;
        from.peer = other;
        if (before == null || before == other) {
            return;
        }
        if (other == null) {
            from.state = UnixEndpoint.State.UNCONNECTED;
        }
        if (from.forgetPeer()) {
            from.tell(UnixEndpoint.WRITABLE);
        }
        CloseCall.disconnected(from, before);
        if (before.peer == null) {
            before.state = UnixEndpoint.State.UNCONNECTED;
        }
    }

    /** Where those sleep until there is room whom a full listener has answered -EAGAIN. */
    public static @Nullable WaitQueue waitsAt(UnixEndpoint from, SocketAddress to, int uid) {
        UnixEndpoint listener = from.unix.find(to, from.type(), uid);
        return listener == null ? null : listener.senders();
    }
}
