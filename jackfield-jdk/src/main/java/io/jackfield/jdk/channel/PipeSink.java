package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** The writing end of a pipe. */
final class PipeSink extends Pipe.SinkChannel implements Door {
    private final Descriptor descriptor;
    private final ReentrantLock writeLock = new ReentrantLock();

    PipeSink(SelectorProvider provider, Descriptor descriptor) {
        super(provider);
        this.descriptor = descriptor;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) send(Objects.requireNonNull(from), Transfer.ONE);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        return write(Arrays.copyOfRange(from, offset, offset + length));
    }

    @Override
    public long write(ByteBuffer[] from) throws IOException {
        return send(Transfer.NOTHING, from);
    }

    private long send(ByteBuffer one, ByteBuffer[] several) throws IOException {
        writeLock.lock();
        try {
            ensureOpen();
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                if (blocking) {
                    begin();
                }
                result = Transfer.write(descriptor, one, several);
            } finally {
                if (blocking) {
                    end(result > 0);
                }
            }
            if (result < 0 && result != Errno.EAGAIN.result()) {
                throw Failure.ofStreamWrite(result);
            }
            return Math.max(0, result);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        descriptor.configureBlocking(block);
    }

    @Override
    protected void implCloseSelectableChannel() {
        closeDescriptor();
    }

    @Override
    public int pollEvents(int ops) {
        return (ops & SelectionKey.OP_WRITE) != 0 ? Readiness.POLLOUT : 0;
    }

    @Override
    public int readyOps(int events, int ops) {
        return events != 0 ? ops & SelectionKey.OP_WRITE : 0;
    }
}
