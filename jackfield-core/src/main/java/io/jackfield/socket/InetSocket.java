package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.RouteKind;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Setting;
import io.jackfield.port.PortRange;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/** A socket of AF_INET or AF_INET6: how it is named, and the flags that decide about names. */
abstract class InetSocket extends Socket {
    static final int REUSE_ADDRESS = 1;
    static final int REUSE_PORT = 1 << 1;
    static final int V6_ONLY = 1 << 2;

    /** IP_FREEBIND: an address need not be this host's. */
    static final int FREE_BIND = 1 << 3;

    /** IP_BIND_ADDRESS_NO_PORT: bind with port 0 leaves the choice to connect (LINUX.md 58). */
    static final int NO_PORT = 1 << 4;

    /** The program named the local address. */
    static final int ADDRESS_NAMED = 1 << 5;

    /** The program named the local port. */
    static final int PORT_NAMED = 1 << 6;

    /** IP_TRANSPARENT: packets may come from an address that is not this host's. */
    static final int TRANSPARENT = 1 << 7;

    private SocketOptions options = SocketOptions.DEFAULT;
    private byte flags;

    InetSocket(Protocols host, int family, int type, int protocol, int uid) {
        super(host, family, type, protocol, uid);
        flag(V6_ONLY, family == Family.AF_INET6 && host.settings().isOn(Setting.BINDV6ONLY));
    }

    final SocketOptions options() {
        return options;
    }

    /** The options, this socket's own from now on. */
    final SocketOptions ownOptions() {
        if (options == SocketOptions.DEFAULT) {
            options = options.copy();
        }
        return options;
    }

    /** Takes over what an accepted socket has from its listener (LINUX.md 23). */
    final void inherit(InetSocket listener) {
        options =
                listener.options == SocketOptions.DEFAULT
                        ? SocketOptions.DEFAULT
                        : listener.options.copy();
        flags = listener.flags;
    }

    final boolean is(int flag) {
        return (flags & flag) != 0;
    }

    final void flag(int flag, boolean on) {
        flags = (byte) (on ? flags | flag : flags & ~flag);
    }

    final boolean isV6() {
        return family() == Family.AF_INET6;
    }

    final IpAddress any() {
        return isV6() ? IpAddress.ANY6 : IpAddress.ANY4;
    }

    final PortRange portRange() {
        return new PortRange(
                host().settings().get(Setting.IP_LOCAL_PORT_RANGE_LOW),
                host().settings().get(Setting.IP_LOCAL_PORT_RANGE_HIGH));
    }

    /** The local address, any while there is none. */
    abstract IpAddress localAddress();

    abstract int localPort();

    /** The peer's address; null while there is no peer. */
    abstract @Nullable IpAddress remoteAddress();

    abstract int remotePort();

    @Override
    public final int name(SocketAddressBuffer name) {
        name.set(shown(localAddress(), localPort()));
        return 0;
    }

    @Override
    public final int peerName(SocketAddressBuffer name) {
        IpAddress remote = remoteAddress();
        if (remote == null || remotePort() == 0) { // Linux looks at the port
            return Errno.ENOTCONN.result();
        }
        name.set(shown(remote, remotePort()));
        return 0;
    }

    /** An endpoint as this socket shows it: AF_INET6 shows IPv4 as mapped. */
    final SocketAddress shown(IpAddress address, int port) {
        return isV6() && address.isLinkLocal() && !address.isV4()
                ? SocketAddress.inet6(address, port, options.boundIndex)
                : SocketAddress.shown(family(), address, port);
    }

    @Override
    public final int bind(SocketAddress address, boolean isPrivileged, long nowNanos) {
        int wrong = isV6() ? wrongForBind6(address) : wrongForBind4(address);
        if (wrong < 0) {
            return wrong;
        }
        boolean unspecified = address.family() == Family.AF_UNSPEC;
        IpAddress local = unspecified ? IpAddress.ANY4 : address.address();
        int port = address.port();
        if (port != 0
                && port < host().settings().get(Setting.IP_UNPRIVILEGED_PORT_START)
                && !isPrivileged) {
            return Errno.EACCES.result();
        }
        if (isNamed()) {
            return Errno.EINVAL.result();
        }
        if (!local.isV4() && local.isLinkLocal() && address.scopeId() != 0) {
            ownOptions().boundIndex = address.scopeId();
        }
        boolean choosesLater = port == 0 && is(NO_PORT);
        int result = choosesLater ? keepAddress(local) : own(local, port);
        if (result == 0) {
            if (isV6() && !local.isV4() && !local.isAny()) {
                changeName(
                        V6_ONLY,
                        true); // as Linux says of a socket that is bound to an IPv6 address
            }
            flag(ADDRESS_NAMED, !local.isAny() || local.isV4() != any().isV4());
            flag(PORT_NAMED, port != 0);
        }
        return result;
    }

    private int wrongForBind4(SocketAddress address) {
        if (address.length() < SocketAddress.SOCKADDR_IN) {
            return Errno.EINVAL.result();
        }
        int family = address.family();
        if (family != Family.AF_INET) {
            boolean any = family == Family.AF_UNSPEC && isZero(address, 4, 8);
            return any ? 0 : Errno.EAFNOSUPPORT.result();
        }
        return mayOwn(address.address()) ? 0 : Errno.EADDRNOTAVAIL.result();
    }

    private int wrongForBind6(SocketAddress address) {
        if (address.length() < SocketAddress.SOCKADDR_IN6 - Integer.BYTES) {
            return Errno.EINVAL.result();
        }
        if (address.family() != Family.AF_INET6) {
            return Errno.EAFNOSUPPORT.result();
        }
        IpAddress local = address.address();
        if (local.isV4() && is(V6_ONLY)) {
            return Errno.EINVAL.result();
        }
        if (!local.isV4() && local.isMulticast() && isByteStream()) {
            return Errno.EINVAL.result();
        }
        if (!local.isV4() && local.isLinkLocal()) {
            int scope = address.scopeId() != 0 ? address.scopeId() : options.boundIndex;
            if (scope == 0) {
                return Errno.EINVAL.result();
            }
            if (nic(scope) == null) {
                return Errno.ENODEV.result();
            }
        }
        return mayOwn(local) ? 0 : Errno.EADDRNOTAVAIL.result();
    }

    private static boolean isZero(SocketAddress address, int from, int to) {
        byte[] octets = address.octets();
        for (int i = from; i < to; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return true;
    }

    final boolean mayOwn(IpAddress local) {
        if (local.isAny()
                || is(FREE_BIND | TRANSPARENT)
                || host().settings().isOn(Setting.IP_NONLOCAL_BIND)) {
            return true;
        }
        return switch (host().ip().kind(local)) {
            case LOCAL, MULTICAST, BROADCAST -> true;
            case UNICAST -> false;
        };
    }

    /** Whether packets may leave from an address that the socket is bound to: else ENETUNREACH. */
    final boolean maySendFrom(IpAddress local) {
        return local.isAny()
                || !local.isV4() // Linux looks at IPv4 addresses alone
                || is(TRANSPARENT)
                || host().ip().kind(local) != RouteKind.UNICAST;
    }

    final @Nullable NetworkInterface nic(int index) {
        return host().ip().routes().nic(index);
    }

    /** Whether the socket has a port or a connection, so that bind may not name it. */
    abstract boolean isNamed();

    /** Whether it is too late for IPV6_V6ONLY. */
    boolean hasNumber() {
        return isNamed();
    }

    /** Whether the options of IPv4 are this socket's too. */
    boolean hasIpv4Level() {
        return true;
    }

    /** Owns a local address and port, chosen if it is 0; 0 or -errno. */
    abstract int own(IpAddress local, int port);

    /** Has the local address, and no port yet; 0. */
    abstract int keepAddress(IpAddress local);

    /** What is wrong with an address to connect or to send to, or 0. */
    final int wrongDestination(SocketAddress address, boolean takesV4) {
        int family = address.family();
        if (!isV6() || (takesV4 && family == Family.AF_INET)) {
            if (address.length() < SocketAddress.SOCKADDR_IN) {
                return Errno.EINVAL.result();
            }
            return family == Family.AF_INET ? 0 : Errno.EAFNOSUPPORT.result();
        }
        if (address.length() < SocketAddress.SOCKADDR_IN6 - Integer.BYTES) {
            return Errno.EINVAL.result();
        }
        if (family != Family.AF_INET6) {
            return Errno.EAFNOSUPPORT.result();
        }
        IpAddress remote = address.address();
        boolean needsScope = !remote.isV4() && remote.isLinkLocal();
        return needsScope && address.scopeId() == 0 && options.boundIndex == 0
                ? Errno.EINVAL.result()
                : 0;
    }

    /** True if the socket has an IPv4 name, and the address is of the other family. */
    final boolean isNamedOtherwise(IpAddress remote) {
        return isV6() && localAddress().isV4() && !remote.isV4();
    }

    /** The address that a program means: of any, this host itself. */
    final IpAddress meant(SocketAddress address) {
        IpAddress remote = address.address();
        if (!remote.isAny()) {
            return remote;
        }
        IpAddress local = localAddress();
        if (remote.isV4() && local.isV4() && !local.isAny()) {
            return local; // Linux: to nobody in particular means to oneself
        }
        return remote.isV4() || local.isV4() ? IpAddress.LOOPBACK4 : IpAddress.LOOPBACK6;
    }

    /** Sets a flag that others who want the port look at. */
    final void changeName(int flag, boolean on) {
        flag(flag, on);
        nameChanged();
    }

    /** A flag or the interface has changed that others who want the port look at. */
    abstract void nameChanged();

    abstract int receiveBuffer();

    abstract void receiveBuffer(int octets);

    abstract int sendBuffer();

    abstract void sendBuffer(int octets);

    /** The hop limit of either family's packets; -1 for the host's. */
    abstract int hopLimit(boolean v4);

    abstract void hopLimit(boolean v4, int hops);

    abstract int trafficClass(boolean v4);

    abstract void trafficClass(boolean v4, int octet);

    /** SO_MAX_PACING_RATE in octets per second, all ones for no limit; 0 where there is none. */
    long maxPacingRate() {
        return 0;
    }

    int maxPacingRate(long octetsPerSecond) {
        return Errno.ENOPROTOOPT.result();
    }

    /** SO_ERROR: the pending error, which is taken by that. */
    abstract int takeError();

    /** SO_ACCEPTCONN. */
    boolean isListening() {
        return false;
    }

    /** A switch of SOL_SOCKET that only one type of socket has; 0 or -ENOPROTOOPT. */
    abstract int ownOption(int name, boolean on);

    abstract int readOwnOption(int name);

    /** An option of SOL_IP or SOL_IPV6 that only one type of socket has. */
    abstract int ownIpOption(boolean v4, int name, ByteBuffer value);

    abstract int readOwnIpOption(boolean v4, int name, ByteBuffer room);

    /** An option of the protocol's own level. */
    abstract int protocolOption(int level, int name, ByteBuffer value, long nowNanos);

    abstract int readProtocolOption(int level, int name, ByteBuffer room, long nowNanos);

    @Override
    public final int option(
            int level, int name, ByteBuffer value, boolean isPrivileged, long nowNanos) {
        return switch (level) {
            case Option.SOL_SOCKET -> SocketLevel.set(this, name, value, isPrivileged);
            case Option.SOL_IP ->
                    hasIpv4Level()
                            ? IpLevel.set4(this, name, value, isPrivileged)
                            : Errno.ENOPROTOOPT.result();
            case Option.SOL_IPV6 -> IpLevel.set6(this, name, value, isPrivileged);
            default -> protocolOption(level, name, value, nowNanos);
        };
    }

    @Override
    public final int readOption(int level, int name, ByteBuffer value, long nowNanos) {
        return switch (level) {
            case Option.SOL_SOCKET -> SocketLevel.read(this, name, value);
            case Option.SOL_IP ->
                    hasIpv4Level() ? IpLevel.read4(this, name, value) : Errno.ENOPROTOOPT.result();
            case Option.SOL_IPV6 -> isV6() ? IpLevel.read6(this, name, value) : unknownLevel();
            default -> readProtocolOption(level, name, value, nowNanos);
        };
    }

    /** With what getsockopt refuses a level that this socket does not have. */
    final int unknownLevel() {
        return (isV6() ? Errno.ENOPROTOOPT : Errno.EOPNOTSUPP).result();
    }

    @Override
    public final long receiveTimeoutNanos() {
        return options.receiveTimeoutNanos;
    }

    @Override
    public final long sendTimeoutNanos() {
        return options.sendTimeoutNanos;
    }

    @Override
    public final int receiveLowWater() {
        return options.receiveLowWater;
    }
}
