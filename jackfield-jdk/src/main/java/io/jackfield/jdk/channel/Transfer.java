package io.jackfield.jdk.channel;

import java.nio.ByteBuffer;

/** read, readv, write and writev of a descriptor. */
final class Transfer {
    private Transfer() {}

    static int read(Descriptor descriptor, ByteBuffer[] to) {
        return to.length == 1
                ? descriptor.os().read(descriptor.fd(), to[0])
                : descriptor.os().readv(descriptor.fd(), to);
    }

    static int write(Descriptor descriptor, ByteBuffer[] from) {
        return from.length == 1
                ? descriptor.os().write(descriptor.fd(), from[0])
                : descriptor.os().writev(descriptor.fd(), from);
    }

    static boolean hasRemaining(ByteBuffer[] buffers) {
        for (ByteBuffer buffer : buffers) {
            if (buffer.hasRemaining()) {
                return true;
            }
        }
        return false;
    }
}
