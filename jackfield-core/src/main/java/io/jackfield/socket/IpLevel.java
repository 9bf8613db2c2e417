package io.jackfield.socket;

import io.jackfield.address.IpAddress;
import io.jackfield.ip.route.Route;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;

import java.nio.ByteBuffer;

/** The options of SOL_IP and SOL_IPV6 that streams and datagrams share. */
final class IpLevel {
    private static final int ECN_BITS = 3;

    /** Linux's MRT_BASE and MRT_MAX, MRT6_BASE and MRT6_MAX. */
    private static final int FIRST_OF_ROUTER = 200;

    private static final int LAST_OF_ROUTER = 212;

    private IpLevel() {}

    /** Options of a multicast router, which only a raw socket is. */
    private static boolean isOfRouter(int name) {
        return name >= FIRST_OF_ROUTER && name <= LAST_OF_ROUTER;
    }

    static int set4(InetSocket socket, int name, ByteBuffer value, boolean isPrivileged) {
        if (isOfRouter(name)) {
            return Errno.EOPNOTSUPP.result();
        }
        if (!value.hasRemaining()) {
            return Errno.EINVAL.result();
        }
        int number = OptionValue.getIntOrOctet(value);
        switch (name) {
            case Option.IP_TTL -> {
                if (number != -1 && (number < 1 || number > 255)) {
                    return Errno.EINVAL.result();
                }
                socket.hopLimit(true, number);
            }
            case Option.IP_TOS -> socket.trafficClass(true, octet(socket, number, true));
            case Option.IP_FREEBIND -> socket.flag(InetSocket.FREE_BIND, number != 0);
            case Option.IP_TRANSPARENT -> {
                return transparent(socket, number != 0, isPrivileged);
            }
            case Option.IP_BIND_ADDRESS_NO_PORT -> socket.flag(InetSocket.NO_PORT, number != 0);
            default -> {
                return socket.ownIpOption(true, name, value);
            }
        }
        return 0;
    }

    static int set6(InetSocket socket, int name, ByteBuffer value, boolean isPrivileged) {
        if (socket.family() != Family.AF_INET6) {
            return Errno.ENOPROTOOPT.result();
        }
        if (isOfRouter(name)) {
            return Errno.EOPNOTSUPP.result();
        }
        boolean takesStruct = name == Option.IPV6_JOIN_GROUP || name == Option.IPV6_LEAVE_GROUP;
        if (takesStruct) {
            return socket.ownIpOption(false, name, value);
        }
        if (!OptionValue.hasInt(value)) {
            return Errno.EINVAL.result();
        }
        int number = OptionValue.getInt(value);
        switch (name) {
            case Option.IPV6_V6ONLY -> {
                if (socket.hasNumber()) {
                    return Errno.EINVAL.result();
                }
                socket.flag(InetSocket.V6_ONLY, number != 0);
            }
            case Option.IPV6_TRANSPARENT -> {
                return transparent(socket, number != 0, isPrivileged);
            }
            case Option.IPV6_FREEBIND -> socket.flag(InetSocket.FREE_BIND, number != 0);
            case Option.IPV6_UNICAST_HOPS -> {
                if (number < -1 || number > 255) {
                    return Errno.EINVAL.result();
                }
                socket.hopLimit(false, number);
            }
            case Option.IPV6_TCLASS -> {
                if (number < -1 || number > 255) {
                    return Errno.EINVAL.result();
                }
                socket.trafficClass(false, octet(socket, Math.max(number, 0), false));
            }
            default -> {
                return socket.ownIpOption(false, name, value);
            }
        }
        return 0;
    }

    private static int transparent(InetSocket socket, boolean on, boolean isPrivileged) {
        if (on && !isPrivileged) {
            return Errno.EPERM.result();
        }
        socket.flag(InetSocket.TRANSPARENT, on);
        return 0;
    }

    /** A stream keeps the two bits of ECN for itself. */
    private static int octet(InetSocket socket, int number, boolean v4) {
        return socket.isByteStream()
                ? (number & 0xff & ~ECN_BITS) | (socket.trafficClass(v4) & ECN_BITS)
                : number & 0xff;
    }

    static int read4(InetSocket socket, int name, ByteBuffer room) {
        if (isOfRouter(name)) {
            return Errno.EOPNOTSUPP.result();
        }
        switch (name) {
            case Option.IP_TTL -> {
                return OptionValue.putInt(room, hops(socket, true, Setting.IP_DEFAULT_TTL));
            }
            case Option.IP_TOS -> {
                return OptionValue.putInt(room, socket.trafficClass(true));
            }
            case Option.IP_FREEBIND -> {
                return OptionValue.putInt(room, socket.is(InetSocket.FREE_BIND) ? 1 : 0);
            }
            case Option.IP_TRANSPARENT -> {
                return OptionValue.putInt(room, socket.is(InetSocket.TRANSPARENT) ? 1 : 0);
            }
            case Option.IP_PROTOCOL -> {
                return OptionValue.putInt(room, socket.localPort()); // Linux: a raw socket's is it
            }
            case Option.IP_BIND_ADDRESS_NO_PORT -> {
                return OptionValue.putInt(room, socket.is(InetSocket.NO_PORT) ? 1 : 0);
            }
            case Option.IP_MTU -> {
                return mtu(socket, room);
            }
            default -> {
                return socket.readOwnIpOption(true, name, room);
            }
        }
    }

    static int read6(InetSocket socket, int name, ByteBuffer room) {
        if (isOfRouter(name)) {
            return Errno.EOPNOTSUPP.result();
        }
        switch (name) {
            case Option.IPV6_V6ONLY -> {
                return OptionValue.putInt(room, socket.is(InetSocket.V6_ONLY) ? 1 : 0);
            }
            case Option.IPV6_TRANSPARENT -> {
                return OptionValue.putInt(room, socket.is(InetSocket.TRANSPARENT) ? 1 : 0);
            }
            case Option.IPV6_FREEBIND -> {
                return OptionValue.putInt(room, socket.is(InetSocket.FREE_BIND) ? 1 : 0);
            }
            case Option.IPV6_UNICAST_HOPS -> {
                return OptionValue.putInt(room, hops(socket, false, Setting.IPV6_HOP_LIMIT));
            }
            case Option.IPV6_TCLASS -> {
                return OptionValue.putInt(room, socket.trafficClass(false));
            }
            case Option.IPV6_MTU -> {
                return mtu(socket, room);
            }
            default -> {
                return socket.readOwnIpOption(false, name, room);
            }
        }
    }

    private static int hops(InetSocket socket, boolean v4, Setting standard) {
        int set = socket.hopLimit(v4);
        return set >= 0 ? set : socket.host().settings().get(standard);
    }

    private static int mtu(InetSocket socket, ByteBuffer room) {
        IpAddress remote = socket.remoteAddress();
        if (remote == null) {
            return Errno.ENOTCONN.result();
        }
        Route route =
                socket.host()
                        .ip()
                        .route(remote, socket.localAddress(), socket.options().boundIndex);
        return route == null ? Errno.ENOTCONN.result() : OptionValue.putInt(room, route.mtu());
    }
}
