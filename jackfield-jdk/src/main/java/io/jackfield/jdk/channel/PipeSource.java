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

/** The reading end of a pipe. */
final class PipeSource extends Pipe.SourceChannel implements Door {
    private final Descriptor descriptor;
    private final ReentrantLock readLock = new ReentrantLock();

    PipeSource(SelectorProvider provider, Descriptor descriptor) {
        super(provider);
        this.descriptor = descriptor;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return (int) receive(Objects.requireNonNull(to), Transfer.ONE);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        return read(Arrays.copyOfRange(to, offset, offset + length));
    }

    @Override
    public long read(ByteBuffer[] to) throws IOException {
        return receive(Transfer.NOTHING, to);
    }

    private long receive(ByteBuffer one, ByteBuffer[] several) throws IOException {
        Transfer.requireWritable(one, several);
        readLock.lock();
        try {
            ensureOpen();
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                if (blocking) {
                    begin();
                }
                result = Transfer.read(descriptor, one, several);
            } finally {
                if (blocking) {
                    end(result > 0);
                }
            }
            if (result == 0) {
                return Transfer.hasRemaining(one, several) ? -1 : 0;
            }
            if (result < 0 && result != Errno.EAGAIN.result()) {
                throw new IOException(Errno.of(result).text());
            }
            return Math.max(0, result);
        } finally {
            readLock.unlock();
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
        return (ops & SelectionKey.OP_READ) != 0 ? Readiness.POLLIN : 0;
    }

    @Override
    public int readyOps(int events, int ops) {
        return events != 0 ? ops & SelectionKey.OP_READ : 0;
    }
}
