package io.jackfield.jdk.channel;

import io.jackfield.posix.Family;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** bind(2) as every channel does it. */
final class Binding {
    private Binding() {}

    /** Binds a stream of any family; null means any address, or for a path none. */
    static @Nullable SocketAddress bindStream(
            Descriptor descriptor, @Nullable SocketAddress address) throws IOException {
        if (descriptor.family() != Family.AF_UNIX) {
            return bind(descriptor, address);
        }
        return address == null
                ? UnixAddresses.UNNAMED
                : UnixAddresses.bind(descriptor, UnixAddresses.checked(address));
    }

    /** Binds what will listen; null means any address, or a temporary path. */
    static @Nullable SocketAddress bindListener(
            Descriptor descriptor, @Nullable SocketAddress address) throws IOException {
        if (descriptor.family() != Family.AF_UNIX) {
            return bind(descriptor, address);
        }
        if (address == null) {
            UnixAddresses.bindTemporary(descriptor);
        } else {
            UnixAddresses.bindListener(descriptor, UnixAddresses.checked(address));
        }
        return UnixAddresses.local(descriptor);
    }

    /** Binds; null means any address and a port of the host's choice. Answers what it got. */
    static @Nullable InetSocketAddress bind(Descriptor descriptor, @Nullable SocketAddress address)
            throws IOException {
        InetSocketAddress wanted =
                address == null
                        ? Addresses.anyPort()
                        : Addresses.checked(address, descriptor.family());
        int result =
                descriptor
                        .os()
                        .bind(descriptor.fd(), Addresses.toPosix(wanted, descriptor.family()));
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
        return descriptor.localAddress();
    }
}
