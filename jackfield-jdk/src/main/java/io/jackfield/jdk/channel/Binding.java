package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** bind(2) as every channel does it. */
final class Binding {
    private Binding() {}

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
