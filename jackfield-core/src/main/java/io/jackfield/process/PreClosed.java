package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import java.nio.ByteBuffer;

/**
 * What stands in the place of a file that one thread closes while others are in it: at its end for
 * reading, broken for writing.
 */
final class PreClosed extends OpenFile {
    @Override
    public int read(ByteBuffer to, long nowNanos) {
        return 0;
    }

    @Override
    public int write(ByteBuffer from, long nowNanos) {
        return Errno.EPIPE.result();
    }

    @Override
    public int readiness() {
        return Readiness.POLLIN | Readiness.POLLOUT | Readiness.POLLHUP;
    }

    @Override
    protected void released(long nowNanos) {}
}
