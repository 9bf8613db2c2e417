package io.jackfield.port;

import io.jackfield.address.IpAddress;

/**
 * May two sockets own one port? The matrix of LINUX.md 1.3 as a function of both addresses, both
 * sockets' flags, what the owner of the port is doing, and the users.
 */
enum BindRule {
    TCP {
        @Override
        boolean forbids(Binding<?> wanted, Binding<?> owner, boolean chosen) {
            if (chosen) {
                return true; // LINUX.md 56: a chosen port has no owner at this address
            }
            if (wanted.isReuseAddress() && owner.isReuseAddress() && !owner.isReceiving()) {
                return false; // LINUX.md 39: anybody may share, until somebody listens
            }
            boolean sameOwner = owner.isOnlyTimeWait() || owner.uid() == wanted.uid();
            return !(wanted.isReusePort() && owner.isReusePort() && sameOwner);
        }
    },
    UDP {
        @Override
        boolean forbids(Binding<?> wanted, Binding<?> owner, boolean chosen) {
            if (wanted.isReuseAddress() && owner.isReuseAddress()) {
                return false;
            }
            return !(wanted.isReusePort() && owner.isReusePort() && owner.uid() == wanted.uid());
        }
    };

    /**
     * True if {@code wanted} may not own the port beside {@code owner}, whose address overlaps.
     *
     * @param chosen the port was chosen by the system, not named by the program
     */
    abstract boolean forbids(Binding<?> wanted, Binding<?> owner, boolean chosen);

    /**
     * Linux's UDP: beside a socket that shares by SO_REUSEPORT nobody asks those that were bound
     * before it.
     */
    final boolean settles(Binding<?> wanted, Binding<?> owner) {
        return this == UDP
                && wanted.isReusePort()
                && owner.isReusePort()
                && !(wanted.isReuseAddress() && owner.isReuseAddress())
                && sameInterface(wanted, owner)
                && overlap(wanted, owner);
    }

    /** Linux: such a socket is asked, and receives, after those that were bound before it. */
    final boolean standsLast(Binding<?> owner) {
        return this == UDP && owner.isReusePort() && owner.isV6Socket();
    }

    final boolean conflicts(Binding<?> wanted, Binding<?> owner, boolean chosen) {
        return sameInterface(wanted, owner)
                && overlap(wanted, owner)
                && forbids(wanted, owner, chosen);
    }

    private static boolean sameInterface(Binding<?> one, Binding<?> other) {
        return one.boundIndex() == 0
                || other.boundIndex() == 0
                || one.boundIndex() == other.boundIndex();
    }

    /** True if some packet's destination would match both (LINUX.md 41). */
    private static boolean overlap(Binding<?> wanted, Binding<?> owner) {
        return wanted.address().is(owner.address())
                || covers(wanted, owner.address())
                || covers(owner, wanted.address())
                || isOnceDual(wanted, owner);
    }

    /**
     * Linux: an AF_INET6 socket that took both families stands in the way of 0.0.0.0 also when
     * connect has given it an IPv6 address.
     */
    private static boolean isOnceDual(Binding<?> wanted, Binding<?> owner) {
        IpAddress address = wanted.address();
        return address.isV4() && address.isAny() && !owner.address().isV4() && !owner.isV6Only();
    }

    /** True if the socket is bound to the unspecified address and takes packets to this one. */
    private static boolean covers(Binding<?> socket, IpAddress address) {
        if (!socket.address().isAny()) {
            return false;
        }
        return address.isV4()
                ? socket.address().isV4() || !socket.isV6Only()
                : !socket.address().isV4();
    }
}
