package io.jackfield.port;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.TreeMap;

/**
 * What Linux remembers of a TCP port (inet_bind_bucket) so as not to look at all its owners: beside
 * sockets that have all set SO_REUSEADDR another one may be bound, and beside the last one of
 * SO_REUSEPORT another one like it, whoever else owns the port.
 */
final class FastReuse {
    private final TreeMap<Integer, Memory> ports = new TreeMap<>();

    private static final class Memory {
        private boolean isReuse;

        /** All owners have set SO_REUSEPORT. */
        private boolean isAnyPort;

        /** Who owns the port by SO_REUSEPORT: null if the last one to come does not. */
        private @Nullable Binding<?> like;

        private IpAddress address = IpAddress.ANY4;
        private boolean isV6Only;
        private boolean isV6Socket;

        boolean matches(Binding<?> wanted) {
            Binding<?> last = like;
            return last != null
                    && wanted.isReusePort()
                    && wanted.uid() == last.uid()
                    && (isAnyPort || covers(wanted));
        }

        private boolean covers(Binding<?> wanted) {
            IpAddress other = wanted.address();
            if (!isV6Socket) { // Linux compares what the other one has for an IPv4 address
                return !isOnlyV6(wanted) && (address.isAny() || address.is(other));
            }
            if (!address.isAny()) {
                return address.is(other);
            }
            return other.isV4() ? address.isV4() || !isV6Only : !address.isV4();
        }

        /** Who binds to an IPv6 address is it from then on, which counts here already. */
        private static boolean isOnlyV6(Binding<?> socket) {
            IpAddress its = socket.address();
            return socket.isV6Only() || (!its.isV4() && !its.isAny());
        }

        void remember(Binding<?> owner) {
            like = owner;
            address = owner.address();
            isV6Only = isOnlyV6(owner);
            isV6Socket = owner.isV6Socket();
        }
    }

    /** Whether a socket may own the port without a look at who else does. */
    boolean lets(Binding<?> wanted, int port, boolean listens) {
        Memory memory = ports.get(port);
        boolean isReuse = wanted.isReuseAddress() && !listens;
        return memory != null && (memory.isReuse && isReuse || memory.matches(wanted));
    }

    /** A socket owns the port now, or listens there. */
    void owned(Binding<?> owner, int port, boolean listens, boolean isFirst) {
        boolean isReuse = owner.isReuseAddress() && !listens;
        Memory memory = ports.computeIfAbsent(port, _ -> new Memory());
        memory.isReuse = isReuse && (isFirst || memory.isReuse);
        if (!owner.isReusePort()) {
            memory.like = null;
        } else if (isFirst || !memory.matches(owner)) {
            memory.isAnyPort = isFirst;
            memory.remember(owner);
        }
    }

    /** Nobody owns the port any more. */
    void forget(int port) {
        ports.remove(port);
    }
}
