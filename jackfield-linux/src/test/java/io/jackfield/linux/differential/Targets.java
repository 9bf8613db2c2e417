package io.jackfield.linux.differential;

import io.jackfield.address.IpAddress;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

/**
 * Addresses to bind, connect and send to. Of TCP sockets of AF_INET6 half are for IPv4 addresses
 * and half for IPv6 ones, see {@link SocketSteps#connect}.
 */
final class Targets {
    private static final IpAddress ANY4 = IpAddress.ANY4;

    private Targets() {}

    private static int port(Draft draft) {
        return draft.ground.port() + draft.random.nextInt(2);
    }

    private static IpAddress own(Draft draft) {
        return draft.once(4) ? draft.ground.other() : draft.ground.address();
    }

    /** An address for a socket of a family to have. */
    static SocketAddress local(Draft draft, int family) {
        int port = draft.once(8) ? 0 : port(draft);
        if (family == Family.AF_UNIX) {
            return unix(port);
        }
        if (family != Family.AF_INET6) {
            return SocketAddress.inet(draft.once(3) ? ANY4 : own(draft), port);
        }
        return switch (draft.random.nextInt(4)) {
            case 0 -> SocketAddress.inet6(IpAddress.LOOPBACK6, port, 0);
            case 1 -> SocketAddress.inet6(own(draft), port, 0);
            default -> SocketAddress.inet6(IpAddress.ANY6, port, 0);
        };
    }

    /** The abstract name that stands for a port; for 0 none, which makes the kernel choose. */
    private static SocketAddress unix(int port) {
        return port == 0
                ? SocketAddress.unixUnnamed()
                : SocketAddress.unixAbstract("program " + port);
    }

    /** The port of an address, or what stands for it. */
    static int portOf(SocketAddress address) {
        if (address.family() != Family.AF_UNIX) {
            return address.port();
        }
        String name = address.path();
        return name.isEmpty() ? 0 : Integer.parseInt(name.substring(name.indexOf(' ') + 1));
    }

    /** Where a socket reaches one that has that address, or does not. */
    static SocketAddress remote(Draft draft, Slot from, int port, boolean isStream) {
        if (from.family == Family.AF_UNIX) {
            return unix(port);
        }
        if (from.family != Family.AF_INET6) {
            return SocketAddress.inet(own(draft), port);
        }
        boolean mapped = isStream ? from.isMapped : draft.random.nextBoolean();
        return SocketAddress.inet6(mapped ? own(draft) : IpAddress.LOOPBACK6, port, 0);
    }

    /** Somewhere, perhaps nowhere, of either family. */
    static SocketAddress wild(Draft draft, Slot from) {
        int port = draft.once(12) ? 0 : port(draft);
        boolean isStream = from.kind != Slot.Kind.DATAGRAM;
        return switch (draft.random.nextInt(16)) {
            case 0 ->
                    isStream || from.family == Family.AF_INET
                            ? SocketAddress.unspecified()
                            : remote(draft, from, port, isStream);
            case 1 -> SocketAddress.ofOctets(new byte[] {(byte) draft.pick(0, 1, 2, 10, 99), 0, 0});
            case 2 ->
                    from.family == Family.AF_INET6 && !isStream
                            ? SocketAddress.inet(own(draft), port)
                            : remote(draft, from, port, isStream);
            case 3 ->
                    from.family == Family.AF_INET
                            ? SocketAddress.inet6(IpAddress.LOOPBACK6, port, 0)
                            : remote(draft, from, port, isStream);
            case 4 ->
                    from.family == Family.AF_INET
                            ? SocketAddress.inet(ANY4, port)
                            : remote(draft, from, port, isStream);
            default -> remote(draft, from, port, isStream);
        };
    }
}
