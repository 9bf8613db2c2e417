package io.jackfield.jdk.channel;

import io.jackfield.posix.SocketAddress;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/** sendto(2); the octets of an address are made once for who sends there again and again. */
final class Target implements IntSupplier {
    private final Descriptor descriptor;
    private ByteBuffer from = Transfer.NOTHING;
    private @Nullable InetSocketAddress known;
    private @Nullable SocketAddress posix;

    Target(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** What the next call sends, and to whom; null for whom the socket is connected to. */
    void send(ByteBuffer data, @Nullable InetSocketAddress to) {
        from = data;
        if (to == null) {
            posix = null;
        } else if (posix == null || !to.equals(known)) {
            posix = Addresses.toPosix(to, descriptor.family());
        }
        known = to;
    }

    /** The data has gone. */
    void forget() {
        from = Transfer.NOTHING;
    }

    @Override
    public int getAsInt() {
        return descriptor.os().sendto(descriptor.fd(), from, 0, posix);
    }
}
