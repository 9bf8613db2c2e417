package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.file.WaitQueue;
import io.jackfield.ip.route.Route;
import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.MessageFlags;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.tcp.CloseCall;
import io.jackfield.tcp.ListenerUser;
import io.jackfield.tcp.OpenCall;
import io.jackfield.tcp.ReceiveCall;
import io.jackfield.tcp.SendCall;
import io.jackfield.tcp.StatusCall;
import io.jackfield.tcp.TcpConnection;
import io.jackfield.tcp.TcpListener;
import io.jackfield.tcp.TcpUser;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** A socket of SOCK_STREAM: TCP. It is fresh, or a connection's user, or a listener's. */
public final class StreamSocket extends StreamName implements TcpUser, ListenerUser {
    private static final int FRESH =
            Readiness.POLLOUT | Readiness.POLLWRNORM | Readiness.POLLHUP; // LINUX.md 63

    private static final int READABLE = Readiness.POLLIN | Readiness.POLLRDNORM;

    private static final long SECOND = 1_000_000_000;

    private static final SocketAddress NO_ADDRESS = SocketAddress.ofOctets(new byte[0]);

    /** What connect(2) has seen of the connection so far. */
    private Phase phase = Phase.UNCONNECTED;

    private boolean isExiting;

    /** SHUT_RD while there was nothing to shut. */
    private boolean isFreshlyShut;

    private Linger linger = Linger.NONE;

    private enum Phase {
        UNCONNECTED,
        CONNECTING,
        CONNECTED
    }

    StreamSocket(Protocols host, int family, int uid) {
        super(host, family, uid);
    }

    /** The socket of an accepted connection (LINUX.md 23). */
    private StreamSocket(StreamSocket listening, TcpConnection accepted, int uid) {
        super(listening.host(), listening.family(), uid);
        inherit(listening);
        connection = accepted;
        phase = Phase.CONNECTED;
        accepted.user(this);
    }

    @Override
    public int listen(int backlog, long nowNanos) {
        if (connection != null) {
            return Errno.EINVAL.result();
        }
        if (listener != null) {
            return OpenCall.listen(listener, backlog);
        }
        if (binding == null) {
            int result = own(namedAddress, 0); // LINUX.md 6
            if (result < 0) {
                return result;
            }
        }
        TcpListener made = tcp.createListener(this, holdOf(binding), tcpOptions());
        int result = OpenCall.listen(made, backlog);
        if (result == 0) {
            listener = made;
        }
        return result;
    }

    @Override
    public int mayAccept() {
        return listener == null ? Errno.EINVAL.result() : 0;
    }

    @Override
    public @Nullable Socket accept(int acceptingUid, long nowNanos) {
        TcpConnection accepted = listener == null ? null : listener.accept();
        return accepted == null ? null : new StreamSocket(this, accepted, acceptingUid);
    }

    @Override
    public int connect(SocketAddress address, long nowNanos) {
        if (address.length() < SocketAddress.FAMILY_ONLY) {
            return Errno.EINVAL.result();
        }
        if (address.family() == Family.AF_UNSPEC) {
            disconnect(nowNanos);
            return 0;
        }
        return switch (phase) {
            case CONNECTED -> Errno.EISCONN.result();
            case CONNECTING -> {
                int result = connected(nowNanos);
                yield result == Errno.EINPROGRESS.result() ? Errno.EALREADY.result() : result;
            }
            case UNCONNECTED -> {
                if (listener != null) {
                    yield Errno.EISCONN.result(); // LINUX.md 62
                }
                int wrong = wrongToConnect(address);
                yield wrong < 0 ? wrong : open(address, nowNanos);
            }
        };
    }

    private int wrongToConnect(SocketAddress address) {
        int wrong = wrongDestination(address, false);
        if (wrong < 0) {
            return wrong;
        }
        IpAddress remote = meant(address);
        if (isNamedOtherwise(remote)) {
            return Errno.EAFNOSUPPORT.result();
        }
        IpAddress local = localAddress();
        boolean isOnlyV6 = isV6() && (is(V6_ONLY) || (!local.isAny() && !local.isV4()));
        boolean refuses = remote.isV4() && isOnlyV6;
        return refuses || remote.isMulticast() ? Errno.ENETUNREACH.result() : 0;
    }

    private int open(SocketAddress address, long nowNanos) {
        IpAddress remote = meant(address);
        int port = address.port();
        if (address.scopeId() != 0 && remote.isLinkLocal()) {
            ownOptions().boundIndex = address.scopeId();
            nameChanged();
        }
        int index = options().boundIndex;
        IpAddress named = binding != null ? binding.address() : namedAddress;
        IpAddress source = named;
        if (named.isAny()) {
            source = remote.isV4() ? IpAddress.ANY4 : IpAddress.ANY6;
        }
        Route route = host().ip().route(remote, source, index);
        if (route == null) {
            return Errno.ENETUNREACH.result();
        }
        IpAddress local = route.source();
        Binding<TcpListener> hold = binding;
        if (hold == null) {
            hold = newBinding(local);
            int result =
                    tcp.ports()
                            .bindForConnect(
                                    hold,
                                    remote,
                                    port,
                                    portRange(),
                                    p -> tcp.mayConnect(local, p, remote, port, nowNanos));
            if (result < 0) {
                return result;
            }
        } else {
            hold.address(local);
        }
        return open(hold, local, remote, port, nowNanos);
    }

    private int open(
            Binding<TcpListener> hold, IpAddress local, IpAddress remote, int port, long nowNanos) {
        TcpConnection opening = tcp.create(this, tcpOptions());
        int result = OpenCall.connect(opening, hold, local, remote, port, nowNanos);
        if (result == 0) {
            connection = opening;
            isFreshlyShut = false;
            phase = Phase.CONNECTING;
        }
        if (result == 0 ? !is(PORT_NAMED) : hold != binding) {
            tcp.ports().release(hold); // from now on the port is the connection's alone
            binding = null;
        } else if (result < 0) {
            hold.address(namedAddress);
        }
        return result == 0 ? Errno.EINPROGRESS.result() : result;
    }

    /** LINUX.md 60 to 62: an end is reported once, and then the socket is as before connect. */
    @Override
    public int connected(long nowNanos) {
        TcpConnection opening = connection;
        if (opening == null) {
            return Errno.ECONNABORTED.result();
        }
        switch (opening.state()) {
            case SYN_SENT, SYN_RECEIVED -> {
                return Errno.EINPROGRESS.result();
            }
            case CLOSED -> {
                int error = StatusCall.takeSocketError(opening);
                forgetConnection(nowNanos);
                return error != 0 ? -error : Errno.ECONNABORTED.result();
            }
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK -> {
                phase = Phase.CONNECTED;
                return 0;
            }
            case LISTEN, TIME_WAIT -> throw new AssertionError("no connection");
        }
        throw new AssertionError();
    }

    /** AF_UNSPEC. */
    private void disconnect(long nowNanos) {
        if (listener != null) {
            stopListening(nowNanos);
        }
        if (connection != null) {
            CloseCall.begin(connection, true, nowNanos);
            forgetConnection(nowNanos);
        }
        wakeAll(readiness());
    }

    private void forgetConnection(long nowNanos) {
        assert connection != null : "there was one";
        CloseCall.orphan(connection, nowNanos);
        lastPort = (char) connection.localPort();
        connection = null;
        phase = Phase.UNCONNECTED;
        if (!is(ADDRESS_NAMED)) {
            namedAddress = any();
        }
        if (binding != null) {
            binding.address(namedAddress);
        }
    }

    @Override
    public int shutdown(int how, long nowNanos) {
        if (listener != null) {
            if (how != Family.SHUT_WR) {
                stopListening(nowNanos); // LINUX.md 20
                wakeAll(readiness() | Readiness.POLLHUP | Readiness.POLLIN);
            }
            return 0;
        }
        if (connection != null) {
            return CloseCall.shutdown(connection, how, nowNanos);
        }
        isFreshlyShut |= how != Family.SHUT_WR; // Linux refuses, and yet reading is over
        wakeAll(readiness());
        return Errno.ENOTCONN.result();
    }

    private void stopListening(long nowNanos) {
        assert listener != null : "it listens";
        CloseCall.close(listener, nowNanos);
        listener = null;
        if (!is(PORT_NAMED) && binding != null) {
            tcp.ports().release(binding);
            binding = null;
        }
    }

    @Override
    public int send(ByteBuffer data, int flags, @Nullable SocketAddress to, long nowNanos) {
        if ((flags & (MessageFlags.MSG_FASTOPEN | MessageFlags.MSG_DONTROUTE)) != 0) {
            return Errno.EOPNOTSUPP.result();
        }
        return connection == null
                ? Errno.EPIPE.result()
                : SendCall.send(connection, data, flags, nowNanos);
    }

    @Override
    public int receive(
            ByteBuffer to, int flags, @Nullable SocketAddressBuffer from, long nowNanos) {
        if (from != null) {
            from.set(NO_ADDRESS);
        }
        if (connection != null) {
            return ReceiveCall.receive(connection, to, flags, nowNanos);
        }
        return isFreshlyShut ? 0 : Errno.ENOTCONN.result();
    }

    @Override
    public boolean isByteStream() {
        return true;
    }

    @Override
    public int readiness() {
        if (connection != null) {
            int ready = StatusCall.readiness(connection);
            boolean isTooLittle =
                    StatusCall.unread(connection) < receiveLowWater()
                            && (ready & (Readiness.POLLRDHUP | Readiness.POLLHUP)) == 0;
            return isTooLittle ? ready & ~READABLE : ready;
        }
        if (listener != null) {
            return listener.waiting() > 0 ? READABLE : 0;
        }
        return isFreshlyShut ? FRESH | READABLE | Readiness.POLLRDHUP : FRESH;
    }

    @Override
    public void notify(TcpConnection of, int readiness) {
        int events = readiness;
        events |= (readiness & Readiness.POLLIN) != 0 ? Readiness.POLLRDNORM : 0;
        events |= (readiness & Readiness.POLLOUT) != 0 ? Readiness.POLLWRNORM : 0;
        if ((readiness & (Readiness.POLLHUP | Readiness.POLLERR)) != 0) {
            wakeAll(events);
        } else {
            wake(events);
        }
        if (linger.queue() != null && !CloseCall.isUnfinished(of)) {
            linger.queue().wakeAll(events);
        }
    }

    @Override
    public void acceptable(TcpListener of) {
        wake(READABLE);
    }

    @Override
    public void forgoLinger() {
        isExiting = true;
    }

    @Override
    public Linger linger() {
        return linger;
    }

    @Override
    protected void released(long nowNanos) {
        if (listener != null) {
            CloseCall.close(listener, nowNanos);
            listener = null;
        }
        TcpConnection closing = connection;
        if (closing != null) {
            int seconds = options().lingerSeconds;
            CloseCall.begin(closing, seconds == 0, nowNanos);
            if (seconds > 0 && !isExiting && CloseCall.isUnfinished(closing)) {
                long deadline = Deadline.after(nowNanos, seconds * SECOND);
                linger = new Linger(new WaitQueue(), deadline);
            } else {
                CloseCall.orphan(closing, nowNanos);
            }
        }
        if (binding != null) {
            tcp.ports().release(binding);
            binding = null;
        }
    }

    @Override
    public void lingered(long nowNanos) {
        linger = Linger.NONE;
        if (connection != null) {
            CloseCall.orphan(connection, nowNanos);
        }
    }
}
