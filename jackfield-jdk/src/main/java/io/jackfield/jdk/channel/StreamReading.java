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

    void requireNoReset() throws SocketException {
        if (reset) {
            throw new SocketException("Connection reset");
        }
    }

    /** The result of the call; with a time of 0 or more, −EAGAIN after it. */
    int receive(ByteBuffer one, ByteBuffer[] several, long timeoutNanos) {
        if (shut) {
            return 0;
        }
        if (timeoutNanos >= 0) {
            int ready = Blocking.await(descriptor, Readiness.POLLIN, timeoutNanos);
            if (ready <= 0) {
                return ready == 0 ? EAGAIN : ready;
            }
        }
        return Transfer.read(descriptor, one, several);
    }

    /** What a channel's read answers where the call has read nothing. */
    int outcome(int result, ByteBuffer one, ByteBuffer[] several) throws IOException {
        if (shut) {
            return -1;
        }
        if (result == 0) {
            return Transfer.hasRemaining(one, several) ? -1 : 0;
        }
        if (result == EAGAIN) {
            return 0;
        }
        reset |= result == Errno.ECONNRESET.result();
        throw Failure.ofStreamRead(result);
    }
}
