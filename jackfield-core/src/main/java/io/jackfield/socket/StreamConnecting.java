package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.port.Binding;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddress;
import io.jackfield.tcp.CloseCall;
import io.jackfield.tcp.OpenCall;
import io.jackfield.tcp.StatusCall;
import io.jackfield.tcp.TcpConnection;
import io.jackfield.tcp.TcpListener;
import io.jackfield.tcp.TcpUser;

import org.jspecify.annotations.Nullable;

/** How a stream socket gets a connection and loses it again: connect(2) in all its states. */
abstract class StreamConnecting extends StreamName implements TcpUser {
    private static final byte RECEIVE_SHUT = 1;
    private static final byte SEND_SHUT = 2;

    /** What connect(2) has seen of the connection so far. */
    private Phase phase = Phase.UNCONNECTED;

    /** What was shut while there was nothing to shut; the connection that comes after has it. */
    private byte shut;

    private enum Phase {
        UNCONNECTED,
        CONNECTING,
        CONNECTED,
        /** Shut down before it came to anything: only AF_UNSPEC gets out of this. */
        DISCONNECTING
    }

    final boolean isReceiveShut() {
        return (shut & RECEIVE_SHUT) != 0;
    }

    final boolean isSendShut() {
        return (shut & SEND_SHUT) != 0;
    }

    /** shutdown(2) of what is not connected: it counts for the connection that comes after. */
    final void shutBefore(int how) {
        shut |= how == Family.SHUT_WR ? 0 : RECEIVE_SHUT;
        shut |= how == Family.SHUT_RD ? 0 : SEND_SHUT;
    }

    StreamConnecting(Protocols host, int family, int uid) {
        super(host, family, uid);
    }

    final void isAccepted() {
        phase = Phase.CONNECTED;
    }

    /** A shutdown before connect was asked again: what connect will answer then. */
    final void settle(TcpConnection c) {
        if (phase == Phase.CONNECTING) {
            phase = isEstablished(c) ? Phase.CONNECTED : Phase.DISCONNECTING;
        }
    }

    @Override
    public final int connect(SocketAddress address, long nowNanos) {
        if (address.length() < SocketAddress.FAMILY_ONLY) {
            return Errno.EINVAL.result();
        }
        if (address.family() == Family.AF_UNSPEC) {
            disconnect(nowNanos);
            return 0;
        }
        return switch (phase) {
            case CONNECTED -> Errno.EISCONN.result();
            case DISCONNECTING -> Errno.EINVAL.result();
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
        boolean isTooFar = route != null && options().isDirect && !isDirect(route);
        if (route == null || isTooFar || !maySendFrom(named)) {
            return Errno.ENETUNREACH.result();
        }
        IpAddress local = route.source();
        remote = route.destination(); // an object that connections to the same host share
        Binding<TcpListener> hold = binding;
        if (hold == null) {
            hold = portFor(local, remote, port, nowNanos);
            if (hold == null) {
                return Errno.EADDRNOTAVAIL.result();
            }
        } else {
            hold.address(local);
        }
        return open(hold, local, remote, port, nowNanos);
    }

    /** SO_DONTROUTE, which IPv6 does not look at. */
    private static boolean isDirect(Route route) {
        return route.gateway() == null || !route.destination().isV4();
    }

    private @Nullable Binding<TcpListener> portFor(
            IpAddress local, IpAddress remote, int port, long nowNanos) {
        return tcp().ports()
                .bindForConnect(
                        newBinding(local),
                        remote,
                        port,
                        portRange(),
                        p -> tcp().mayConnect(local, p, remote, port, nowNanos));
    }

    private int open(
            Binding<TcpListener> hold, IpAddress local, IpAddress remote, int port, long nowNanos) {
        TcpConnection opening = tcp().create(this, tcpOptions());
        if (isSendShut()) {
            CloseCall.shutBefore(opening);
        }
        int result = OpenCall.connect(opening, hold, local, remote, port, nowNanos);
        if (result == 0) {
            begins(opening);
            pendingError = 0;
            phase = Phase.CONNECTING;
        }
        if (result == 0 ? !is(PORT_NAMED) : hold != binding) {
            tcp().ports().release(hold); // from now on the port is the connection's alone
            binding = null;
        } else if (result < 0) {
            hold.address(namedAddress);
        }
        return result == 0 ? Errno.EINPROGRESS.result() : result;
    }

    /** LINUX.md 60 to 62: an end is reported once, and then the socket is as before connect. */
    @Override
    public final int connected(long nowNanos) {
        TcpConnection opening = connection;
        if (opening == null) {
            int error = takePendingError(); // of who dissolved it while this one waited
            return error != 0 ? -error : Errno.ECONNABORTED.result();
        }
        switch (opening.state()) {
            case SYN_SENT, SYN_RECEIVED -> {
                return Errno.EINPROGRESS.result();
            }
            case CLOSED -> {
                int error = StatusCall.takeSocketError(opening);
                forgetConnection(nowNanos);
                wakeAll(Readiness.POLLERR | readiness());
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

    private static boolean isEstablished(TcpConnection c) {
        return switch (c.state()) {
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT, CLOSING, LAST_ACK -> true;
            case CLOSED, SYN_SENT, SYN_RECEIVED, LISTEN, TIME_WAIT -> false;
        };
    }

    /** AF_UNSPEC. */
    final void disconnect(long nowNanos) {
        if (listener != null) {
            stopListening(nowNanos);
        }
        if (connection != null) {
            pendingError = (short) leftBehind(connection);
            CloseCall.begin(connection, true, nowNanos);
            forgetConnection(nowNanos);
        }
        shut = 0;
        wakeAll(Readiness.POLLERR | readiness());
    }

    /** The error of a connection that is dissolved: its own, or that it was reset just now. */
    private static int leftBehind(TcpConnection c) {
        int error = StatusCall.takeSocketError(c);
        return switch (c.state()) {
            case CLOSED, CLOSING, LAST_ACK -> error;
            case SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT ->
                    Errno.ECONNRESET.number();
            case LISTEN, TIME_WAIT -> throw new AssertionError("no connection");
        };
    }

    private void forgetConnection(long nowNanos) {
        assert connection != null : "there was one";
        CloseCall.orphan(connection, nowNanos);
        lastPort = (char) connection.localPort();
        connection = null;
        phase = Phase.UNCONNECTED;
        shut = 0;
        if (!is(ADDRESS_NAMED)) {
            namedAddress = any();
        }
        if (binding != null) {
            binding.address(namedAddress);
        }
    }

    /** The listener is one no more (LINUX.md 20). */
    final void stopListening(long nowNanos) {
        assert listener != null : "it listens";
        CloseCall.close(listener, nowNanos);
        listener = null;
        shut = 0;
        if (!is(PORT_NAMED) && binding != null) {
            lastPort = (char) binding.port();
            tcp().ports().release(binding);
            binding = null;
        }
    }
}
