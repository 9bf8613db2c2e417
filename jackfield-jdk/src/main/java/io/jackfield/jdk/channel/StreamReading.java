package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;

/** The reading side of a stream: what its results mean, and what stays true after them. */
final class StreamReading {
    private static final int EAGAIN = Errno.EAGAIN.result();

    private final Descriptor descriptor;
    private volatile boolean shut;
    private volatile boolean reset;

    StreamReading(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Ends reading; false if it was ended before. */
    boolean shut() {
        boolean first = !shut;
        shut = true;
        return first;
    }

    boolean isShut() {
        return shut;
    }

    /** What must be so before anything is read. */
    void check(ByteBuffer[] to) throws IOException {
        for (ByteBuffer buffer : to) {
            if (buffer.isReadOnly()) {
                throw new IllegalArgumentException("Read-only buffer");
            }
        }
        if (reset) {
            throw new SocketException("Connection reset");
        }
    }

    int receive(ByteBuffer[] to, long timeoutNanos) {
        if (shut) {
            return 0;
        }
        if (timeoutNanos >= 0) {
            int ready = Blocking.await(descriptor, Readiness.POLLIN, timeoutNanos);
            if (ready <= 0) {
                return ready == 0 ? EAGAIN : ready;
            }
        }
        return Blocking.call(descriptor, () -> Transfer.read(descriptor, to));
    }

    /** What a channel's read answers for the result of the call. */
    long outcome(int result, ByteBuffer[] to) throws IOException {
        if (result > 0) {
            return result;
        }
        if (shut) {
            return -1;
        }
        if (result == 0) {
            return Transfer.hasRemaining(to) ? -1 : 0;
        }
        if (result == EAGAIN) {
            return 0;
        }
        reset |= result == Errno.ECONNRESET.result();
        throw Failure.ofStreamRead(result);
    }
}
