package io.jackfield.jdk.channel;

import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.IntSupplier;

/**
 * recvfrom(2), and the sender as the JDK has it, which is made once for who sends again and again.
 */
final class Sender implements IntSupplier {
    private final Descriptor descriptor;
    private final SocketAddressBuffer buffer = new SocketAddressBuffer();
    private ByteBuffer into = Transfer.NOTHING;
    private @Nullable SocketAddress known;
    private @Nullable InetSocketAddress address;

    Sender(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Where the next datagram goes. */
    void into(ByteBuffer room) {
        into = room;
    }

    @Override
    public int getAsInt() {
        return descriptor.os().recvfrom(descriptor.fd(), into, 0, buffer);
    }

    /** Who sent the last datagram. */
    InetSocketAddress address() {
        SocketAddress from = buffer.address();
        InetSocketAddress before = address;
        if (before != null && known != null && known.equals(from)) {
            return before;
        }
        known = from;
        InetSocketAddress made = Addresses.fromPosix(from);
        address = made;
        return made;
    }
}
