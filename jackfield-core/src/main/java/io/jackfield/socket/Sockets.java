package io.jackfield.socket;

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
            case Family.SOCK_DGRAM -> only(Family.IPPROTO_UDP, protocol);
            case Family.SOCK_RAW ->
                    uid == 0 ? Errno.EPROTONOSUPPORT.result() : Errno.EPERM.result();
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

    private static int only(int supported, int protocol) {
        return protocol == 0 || protocol == supported ? 0 : Errno.EPROTONOSUPPORT.result();
    }

    /** Makes a socket that is not {@linkplain #refuses refused}. */
    public static Socket create(Protocols host, int family, int type, int uid) {
        if (family == Family.AF_UNIX) {
            int kind = type == Family.SOCK_RAW ? Family.SOCK_DGRAM : type; // as Linux has it
            return new UnixSocket(host, host.unix().create(kind), uid);
        }
        return switch (type) {
            case Family.SOCK_STREAM -> new StreamSocket(host, family, uid);
            case Family.SOCK_DGRAM -> new DatagramSocket(host, family, uid);
            default -> throw new IllegalArgumentException("socket type " + type);
        };
    }
}
