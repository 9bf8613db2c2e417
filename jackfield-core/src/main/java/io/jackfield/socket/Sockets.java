package io.jackfield.socket;

import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;

/** Which sockets there are, and how the others are refused. */
public final class Sockets {
    /** The highest number of a socket type that Linux knows. */
    private static final int MOST_TYPE = 10;

    /** Linux's NPROTO: families from here on are refused before anything else is looked at. */
    private static final int FAMILIES = 46;

    /** Linux's IPPROTO_MAX, beyond that of MPTCP. */
    private static final int PROTOCOLS = 263;

    private Sockets() {}

    /** 0 if such a socket can be made, or the errno with which Linux refuses it. */
    public static int refuses(int family, int type, int protocol, int uid) {
        if (family < 0 || family >= FAMILIES) {
            return Errno.EAFNOSUPPORT.result();
        }
        if (type > MOST_TYPE) {
            return Errno.EINVAL.result();
        }
        if (family == Family.AF_UNIX) {
            return refusesUnix(type, protocol);
        }
        if (family != Family.AF_INET && family != Family.AF_INET6) {
            return Errno.EAFNOSUPPORT.result();
        }
        if (protocol < 0 || protocol >= PROTOCOLS) {
            return Errno.EINVAL.result();
        }
        return switch (type) {
            case Family.SOCK_STREAM -> only(Family.IPPROTO_TCP, protocol);
            case Family.SOCK_DGRAM ->
                    isPing(family, protocol) ? 0 : only(Family.IPPROTO_UDP, protocol);
            case Family.SOCK_RAW ->
                    protocol == 0
                            ? Errno.EPROTONOSUPPORT.result()
                            : uid == 0 ? 0 : Errno.EPERM.result();
            default -> Errno.ESOCKTNOSUPPORT.result();
        };
    }

    private static int refusesUnix(int type, int protocol) {
        if (protocol != 0 && protocol != Family.AF_UNIX) {
            return Errno.EPROTONOSUPPORT.result();
        }
        return switch (type) {
            case Family.SOCK_STREAM, Family.SOCK_DGRAM, Family.SOCK_RAW, Family.SOCK_SEQPACKET -> 0;
            default -> Errno.ESOCKTNOSUPPORT.result();
        };
    }

    private static boolean isPing(int family, int protocol) {
        return protocol
                == (family == Family.AF_INET6 ? Family.IPPROTO_ICMPV6 : Family.IPPROTO_ICMP);
    }

    /** Whether the user's group may have a ping socket (ping_group_range): 0 or -EACCES. */
    public static int refusesPing(int family, int type, int protocol, int uid, Settings settings) {
        boolean mayPing =
                uid >= settings.get(Setting.PING_GROUP_RANGE_LOW)
                        && uid <= settings.get(Setting.PING_GROUP_RANGE_HIGH);
        boolean isPing =
                type == Family.SOCK_DGRAM
                        && (family == Family.AF_INET || family == Family.AF_INET6)
                        && isPing(family, protocol);
        return isPing && !mayPing ? Errno.EACCES.result() : 0;
    }

    private static int only(int supported, int protocol) {
        return protocol == 0 || protocol == supported ? 0 : Errno.EPROTONOSUPPORT.result();
    }

    /** Makes a socket that is not {@linkplain #refuses refused}. */
    public static Socket create(Protocols host, int family, int type, int protocol, int uid) {
        if (family == Family.AF_UNIX) {
            int kind = type == Family.SOCK_RAW ? Family.SOCK_DGRAM : type; // as Linux has it
            return new UnixSocket(host, host.unix().create(kind), uid);
        }
        return switch (type) {
            case Family.SOCK_STREAM -> new StreamSocket(host, family, uid);
            case Family.SOCK_DGRAM ->
                    isPing(family, protocol)
                            ? new PingSocket(host, family, protocol, uid)
                            : new DatagramSocket(host, family, uid);
            case Family.SOCK_RAW -> new RawSocket(host, family, protocol, uid);
            default -> throw new IllegalArgumentException("socket type " + type);
        };
    }
}
