package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;

/** The writing side of a stream. */
final class StreamWriting {
    private final Descriptor descriptor;
    private volatile boolean shut;

    StreamWriting(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Ends writing; false if it was ended before. */
    boolean shut() {
        boolean first = !shut;
        shut = true;
        return first;
    }

    boolean isShut() {
        return shut;
    }

    void check() throws ClosedChannelException {
        if (shut) {
            throw new ClosedChannelException();
        }
    }

    int send(ByteBuffer[] from) {
        return Blocking.call(descriptor, () -> Transfer.write(descriptor, from));
    }

    /** What a channel's write answers for the result of the call. */
    long outcome(int result) throws IOException {
        if (result <= 0 && shut) {
            throw new AsynchronousCloseException();
        }
        if (result < 0 && result != Errno.EAGAIN.result()) {
            throw Failure.ofStreamWrite(result);
        }
        return Math.max(0, result);
    }
}
