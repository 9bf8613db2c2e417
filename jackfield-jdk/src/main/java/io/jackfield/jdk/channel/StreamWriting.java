package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;

/** The writing side of a stream. */
final class StreamWriting {
    private volatile boolean shut;

    /** Ends writing; false if it was ended before. */
    boolean shut() {
        boolean first = !shut;
        shut = true;
        return first;
    }

    boolean isShut() {
        return shut;
    }

    void requireNotShut() throws AsynchronousCloseException {
        if (shut) {
            throw new AsynchronousCloseException(); // sic, as the JDK's
        }
    }

    /** What a channel's write answers where the call has written nothing. */
    int outcome(int result) throws IOException {
        requireNotShut();
        if (result < 0 && result != Errno.EAGAIN.result()) {
            throw Failure.ofStreamWrite(result);
        }
        return 0;
    }
}
