package io.jackfield.icmp;

import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.IcmpError.Kind;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

/**
 * What types and codes mean, both ways: which error number a socket sees (LINUX.md 1.5), and which
 * type and code tell of a trouble.
 */
final class ErrorTable {
    /** Type and code in one number. */
    private static final int CODE_BITS = 8;

    /** What a code says to a socket. */
    private record Meaning(Errno errno, boolean isFatal) {}

    private static final Meaning[] UNREACHABLE_V4 = {
        new Meaning(Errno.ENETUNREACH, false), // net
        new Meaning(Errno.EHOSTUNREACH, false), // host
        new Meaning(Errno.ENOPROTOOPT, true), // protocol
        new Meaning(Errno.ECONNREFUSED, true), // port
        new Meaning(Errno.EMSGSIZE, false), // fragmentation needed
        new Meaning(Errno.EOPNOTSUPP, false), // source route failed
        new Meaning(Errno.ENETUNREACH, true), // net unknown
        new Meaning(Errno.EHOSTDOWN, true), // host unknown
        new Meaning(Errno.ENONET, true), // source host isolated
        new Meaning(Errno.ENETUNREACH, true), // net prohibited
        new Meaning(Errno.EHOSTUNREACH, true), // host prohibited
        new Meaning(Errno.ENETUNREACH, false), // net for this type of service
        new Meaning(Errno.EHOSTUNREACH, false), // host for this type of service
        new Meaning(Errno.EHOSTUNREACH, true), // communication prohibited
        new Meaning(Errno.EHOSTUNREACH, true), // precedence violation
        new Meaning(Errno.EHOSTUNREACH, true), // precedence cutoff
    };

    private static final Meaning[] UNREACHABLE_V6 = {
        new Meaning(Errno.ENETUNREACH, false), // no route
        new Meaning(Errno.EACCES, true), // communication prohibited
        new Meaning(Errno.EHOSTUNREACH, false), // beyond the scope of the source
        new Meaning(Errno.EHOSTUNREACH, false), // address
        new Meaning(Errno.ECONNREFUSED, true), // port
        new Meaning(Errno.EACCES, true), // source address failed a policy
        new Meaning(Errno.EACCES, true), // route rejects
    };

    private static final Meaning EXPIRED = new Meaning(Errno.EHOSTUNREACH, false);
    private static final Meaning TOO_BIG = new Meaning(Errno.EMSGSIZE, false);
    private static final Meaning BAD_PARAMETER = new Meaning(Errno.EPROTO, true);

    private ErrorTable() {}

    /** What a received error says; null if it is no error that anybody acts on. */
    static @Nullable IcmpError read(IcmpMessage message) {
        return message.isV4() ? readV4(message) : readV6(message);
    }

    private static @Nullable IcmpError readV4(IcmpMessage message) {
        int code = message.code();
        return switch (message.type()) {
            case IcmpType.DESTINATION_UNREACHABLE -> {
                if (code >= UNREACHABLE_V4.length) {
                    yield null;
                }
                yield code == IcmpType.FRAGMENTATION_NEEDED
                        ? error(message, Kind.PACKET_TOO_BIG, TOO_BIG, message.rest() & 0xffff)
                        : error(message, Kind.UNREACHABLE, UNREACHABLE_V4[code], 0);
            }
            case IcmpType.TIME_EXCEEDED -> error(message, Kind.TIME_EXCEEDED, EXPIRED, 0);
            case IcmpType.PARAMETER_PROBLEM ->
                    error(message, Kind.PARAMETER_PROBLEM, BAD_PARAMETER, 0);
            default -> null;
        };
    }

    private static @Nullable IcmpError readV6(IcmpMessage message) {
        int code = message.code();
        return switch (message.type()) {
            case IcmpType.V6_DESTINATION_UNREACHABLE ->
                    code < UNREACHABLE_V6.length
                            ? error(message, Kind.UNREACHABLE, UNREACHABLE_V6[code], 0)
                            : null;
            case IcmpType.V6_PACKET_TOO_BIG -> {
                int mtu = message.rest() < 0 ? Integer.MAX_VALUE : message.rest();
                yield error(message, Kind.PACKET_TOO_BIG, TOO_BIG, mtu);
            }
            case IcmpType.V6_TIME_EXCEEDED -> error(message, Kind.TIME_EXCEEDED, EXPIRED, 0);
            case IcmpType.V6_PARAMETER_PROBLEM ->
                    error(message, Kind.PARAMETER_PROBLEM, BAD_PARAMETER, 0);
            default -> null;
        };
    }

    private static IcmpError error(IcmpMessage message, Kind kind, Meaning meaning, int mtu) {
        return new IcmpError(
                kind,
                message.type(),
                message.code(),
                mtu,
                meaning.errno.number(),
                meaning.isFatal,
                message.source());
    }

    /** The type that tells of a trouble. */
    static int type(Trouble trouble, boolean v4) {
        return typeAndCode(trouble, v4) >>> CODE_BITS;
    }

    /** The code that tells of a trouble. */
    static int code(Trouble trouble, boolean v4) {
        return typeAndCode(trouble, v4) & (1 << CODE_BITS) - 1;
    }

    private static int typeAndCode(Trouble trouble, boolean v4) {
        return v4 ? v4(trouble) : v6(trouble);
    }

    private static int v4(Trouble trouble) {
        return switch (trouble) {
            case NET_UNREACHABLE, BEYOND_SCOPE -> of(IcmpType.DESTINATION_UNREACHABLE, 0);
            case HOST_UNREACHABLE -> of(IcmpType.DESTINATION_UNREACHABLE, 1);
            case PROTOCOL_UNREACHABLE -> of(IcmpType.DESTINATION_UNREACHABLE, 2);
            case PORT_UNREACHABLE -> of(IcmpType.DESTINATION_UNREACHABLE, 3);
            case PACKET_TOO_BIG ->
                    of(IcmpType.DESTINATION_UNREACHABLE, IcmpType.FRAGMENTATION_NEEDED);
            case ADMINISTRATIVELY_PROHIBITED -> of(IcmpType.DESTINATION_UNREACHABLE, 13);
            case HOP_LIMIT_EXCEEDED -> of(IcmpType.TIME_EXCEEDED, 0);
            case REASSEMBLY_TIME_EXCEEDED -> of(IcmpType.TIME_EXCEEDED, 1);
            case PARAMETER_PROBLEM, INCOMPLETE_HEADER_CHAIN -> of(IcmpType.PARAMETER_PROBLEM, 0);
        };
    }

    private static int v6(Trouble trouble) {
        return switch (trouble) {
            case NET_UNREACHABLE -> of(IcmpType.V6_DESTINATION_UNREACHABLE, 0);
            case ADMINISTRATIVELY_PROHIBITED -> of(IcmpType.V6_DESTINATION_UNREACHABLE, 1);
            case BEYOND_SCOPE -> of(IcmpType.V6_DESTINATION_UNREACHABLE, 2);
            case HOST_UNREACHABLE -> of(IcmpType.V6_DESTINATION_UNREACHABLE, 3);
            case PORT_UNREACHABLE -> of(IcmpType.V6_DESTINATION_UNREACHABLE, 4);
            case PACKET_TOO_BIG -> of(IcmpType.V6_PACKET_TOO_BIG, 0);
            case HOP_LIMIT_EXCEEDED -> of(IcmpType.V6_TIME_EXCEEDED, 0);
            case REASSEMBLY_TIME_EXCEEDED -> of(IcmpType.V6_TIME_EXCEEDED, 1);
            case PARAMETER_PROBLEM -> of(IcmpType.V6_PARAMETER_PROBLEM, 0);
            case PROTOCOL_UNREACHABLE -> of(IcmpType.V6_PARAMETER_PROBLEM, 1);
            case INCOMPLETE_HEADER_CHAIN -> of(IcmpType.V6_PARAMETER_PROBLEM, 3); // RFC 7112 §5
        };
    }

    private static int of(int type, int code) {
        return type << CODE_BITS | code;
    }

    /** Octets 4 to 7 of the error: the MTU, or the pointer. */
    static int rest(Trouble trouble, boolean v4, int info) {
        return switch (trouble) {
            case PACKET_TOO_BIG -> v4 ? Math.min(info, 0xffff) : info;
            case PARAMETER_PROBLEM -> v4 ? info << 24 : info;
            case PROTOCOL_UNREACHABLE -> v4 ? 0 : info;
            case NET_UNREACHABLE,
                    HOST_UNREACHABLE,
                    PORT_UNREACHABLE,
                    ADMINISTRATIVELY_PROHIBITED,
                    BEYOND_SCOPE,
                    HOP_LIMIT_EXCEEDED,
                    REASSEMBLY_TIME_EXCEEDED,
                    INCOMPLETE_HEADER_CHAIN ->
                    0;
        };
    }
}
