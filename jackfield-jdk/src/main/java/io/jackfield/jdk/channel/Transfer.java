package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;

import java.nio.ByteBuffer;

/**
 * read, readv, write and writev inside a descriptor, made again after EINTR while the channel is
 * open. One buffer goes without an array, because that is the way that most octets take.
 */
final class Transfer {
    /** Says that the one buffer is meant. */
    static final ByteBuffer[] ONE = {};

    /** What stands beside several buffers, and is not looked at. */
    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int EINTR = Errno.EINTR.result();
    private static final int EBADF = Errno.EBADF.result();

    private Transfer() {}

    static int read(Descriptor descriptor, ByteBuffer one, ByteBuffer[] several) {
        if (!descriptor.enter()) {
            return EBADF;
        }
        try {
            int result;
            do {
                result =
                        several == ONE
                                ? descriptor.os().read(descriptor.fd(), one)
                                : descriptor.os().readv(descriptor.fd(), several);
            } while (result == EINTR && descriptor.makesAgain());
            return result;
        } finally {
            descriptor.leave();
        }
    }

    static int write(Descriptor descriptor, ByteBuffer one, ByteBuffer[] several) {
        if (!descriptor.enter()) {
            return EBADF;
        }
        try {
            int result;
            do {
                result =
                        several == ONE
                                ? descriptor.os().write(descriptor.fd(), one)
                                : descriptor.os().writev(descriptor.fd(), several);
            } while (result == EINTR && descriptor.makesAgain());
            return result;
        } finally {
            descriptor.leave();
        }
    }

    static void requireWritable(ByteBuffer one, ByteBuffer[] several) {
        boolean readOnly = several == ONE && one.isReadOnly();
        for (ByteBuffer each : several) {
            readOnly |= each.isReadOnly();
        }
        if (readOnly) {
            throw new IllegalArgumentException("Read-only buffer");
        }
    }

    static boolean hasRemaining(ByteBuffer one, ByteBuffer[] several) {
        boolean has = several == ONE && one.hasRemaining();
        for (ByteBuffer each : several) {
            has |= each.hasRemaining();
        }
        return has;
    }
}
