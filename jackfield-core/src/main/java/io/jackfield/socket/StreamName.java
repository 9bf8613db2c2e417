package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.observe.TcpState;
import io.jackfield.port.Binding;
import io.jackfield.posix.SocketAddressBuffer;
import io.jackfield.tcp.Tcp;
import io.jackfield.tcp.TcpConnection;
import io.jackfield.tcp.TcpListener;

import org.jspecify.annotations.Nullable;

/** The names of a stream socket: its own hold on a port, or its connection's. */
abstract class StreamName extends StreamOptions {
    @Nullable TcpConnection connection;
    @Nullable TcpListener listener;

    /** This socket's own hold on a port; a connection has another one. */
    @Nullable Binding<TcpListener> binding;

    /** The address that the program named. */
    IpAddress namedAddress;

    /** A bind has failed since the connection ended: Linux shows no address any more. */
    private boolean isAddressReset;

    /** The port of a connection that came to nothing: shown, though it is owned no more. */
    char lastPort;

    StreamName(Protocols host, int family, int uid) {
        super(host, family, uid);
        this.namedAddress = any();
    }

    final Tcp tcp() {
        return host().tcp();
    }

    /** The connection; null while there is none. */
    @Override
    public final @Nullable TcpConnection connection() {
        return connection;
    }

    /** The listener; null while it does not listen. */
    @Override
    public final @Nullable TcpListener listener() {
        return listener;
    }

    @Override
    final IpAddress localAddress() {
        if (connection != null && !isOnlyRemembered(connection)) {
            return isAddressReset ? any() : connection.local();
        }
        return binding != null ? binding.address() : namedAddress;
    }

    /** A connection that has ended gives way to a name that the socket has got since. */
    private boolean isOnlyRemembered(TcpConnection ended) {
        return binding != null && ended.state() == TcpState.CLOSED;
    }

    @Override
    final int localPort() {
        if (connection != null && !isOnlyRemembered(connection)) {
            return connection.localPort();
        }
        return binding != null ? binding.port() : lastPort;
    }

    @Override
    final @Nullable IpAddress remoteAddress() {
        if (connection == null) {
            return null;
        }
        TcpState state = connection.state();
        return state == TcpState.CLOSED || state == TcpState.SYN_SENT ? null : connection.remote();
    }

    @Override
    final int remotePort() {
        return connection == null ? 0 : connection.remotePort();
    }

    /** LINUX.md 21: the name is there even if the connection is not any more. */
    @Override
    public final void acceptedFrom(SocketAddressBuffer peer) {
        assert connection != null : "accepted";
        peer.set(shown(connection.remote(), connection.remotePort()));
    }

    @Override
    final boolean isNamed() {
        return binding != null || (connection != null && connection.state() != TcpState.CLOSED);
    }

    @Override
    final int own(IpAddress local, int port) {
        Binding<TcpListener> wanted = newBinding(local);
        int result =
                port != 0
                        ? tcp().ports().bind(wanted, port)
                        : tcp().ports().bindEphemeral(wanted, portRange());
        if (result == 0) {
            binding = wanted;
            namedAddress = local;
        }
        isAddressReset = result < 0;
        return result;
    }

    final Binding<TcpListener> newBinding(IpAddress local) {
        Binding<TcpListener> made = new Binding<>(local, uid());
        setFlags(made);
        return made;
    }

    private void setFlags(Binding<TcpListener> of) {
        of.reuseAddress(is(REUSE_ADDRESS));
        of.reusePort(is(REUSE_PORT));
        of.v6Only(is(V6_ONLY));
        of.v6Socket(isV6());
        of.boundIndex(options().boundIndex);
    }

    @Override
    final int keepAddress(IpAddress local) {
        namedAddress = local;
        return 0;
    }

    /** A connection that shares its hold with others of its listener gets one of its own. */
    @Override
    final void nameChanged() {
        if (binding != null) {
            setFlags(binding);
        } else if (connection != null) {
            Binding<TcpListener> shared = connection.disown();
            if (shared != null) {
                Binding<TcpListener> own = tcp().ports().own(shared);
                setFlags(own);
                connection.own(own);
            }
        }
    }

    /** A connection begins, whose address counts. */
    final void begins(TcpConnection opening) {
        connection = opening;
        isAddressReset = false;
    }

    static Binding<TcpListener> holdOf(@Nullable Binding<TcpListener> binding) {
        if (binding == null) {
            throw new AssertionError("the socket has a port");
        }
        return binding;
    }
}
