package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link SocketChannel} on a stream socket of ours: TCP, or AF_UNIX. */
public final class StreamChannel extends SocketChannel implements Door {
    private final Descriptor descriptor;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final StreamState state = new StreamState();
    private final StreamReading reading;
    private final StreamWriting writing = new StreamWriting();
    private @Nullable ChannelSocket adaptor;

    /** A channel on a new socket. */
    public StreamChannel(SelectorProvider provider, Descriptor descriptor) {
        super(provider);
        this.descriptor = descriptor;
        reading = new StreamReading(descriptor);
    }

    /** A channel on a socket that accept returned. */
    StreamChannel(SelectorProvider provider, Descriptor descriptor, SocketAddress peer) {
        this(provider, descriptor);
        state.accepted(descriptor.name(), peer);
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
        lockBoth();
        try {
            state.bind(descriptor, address);
        } finally {
            unlockBoth();
        }
        return this;
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        SocketAddress to = Addresses.remote(address, descriptor.family());
        lockBoth();
        try {
            return establish(new Connecting(descriptor, to, isBlocking()), to);
        } finally {
            unlockBoth();
        }
    }

    /** Connects a blocking channel within the time, for the adaptor; negative is for ever. */
    void connect(SocketAddress address, long timeoutNanos) throws IOException {
        SocketAddress to = Addresses.remote(address, descriptor.family());
        lockBoth();
        try {
            if (!isBlocking()) {
                throw new IllegalBlockingModeException();
            }
            if (!isOpen()) {
                throw new AsynchronousCloseException(); // sic, as the JDK's
            }
            establish(
                    timeoutNanos < 0
                            ? new Connecting(descriptor, to, true)
                            : new Connecting(descriptor, to, timeoutNanos),
                    to);
        } finally {
            unlockBoth();
        }
    }

    private boolean establish(Connecting connecting, SocketAddress to) throws IOException {
        state.begin(to);
        boolean blocking = isBlocking();
        Connecting.Outcome outcome = Connecting.Outcome.PENDING;
        try {
            beginIf(blocking);
            outcome = connecting.start();
        } finally {
            endIf(blocking, outcome == Connecting.Outcome.CONNECTED);
        }
        return settle(connecting, outcome);
    }

    @Override
    public boolean finishConnect() throws IOException {
        lockBoth();
        try {
            SocketAddress to = state.pending();
            if (to == null) {
                return true;
            }
            boolean blocking = isBlocking();
            Connecting connecting = new Connecting(descriptor, to, blocking);
            Connecting.Outcome outcome = Connecting.Outcome.PENDING;
            try {
                beginIf(blocking);
                outcome = connecting.resume();
            } finally {
                endIf(blocking, outcome == Connecting.Outcome.CONNECTED);
            }
            return settle(connecting, outcome);
        } finally {
            unlockBoth();
        }
    }

    /** Connected, still pending, or failed: then the channel is closed, as the JDK's is. */
    private boolean settle(Connecting connecting, Connecting.Outcome outcome) throws IOException {
        return switch (outcome) {
            case PENDING -> false;
            case CONNECTED -> {
                state.connected(descriptor.name());
                yield true;
            }
            case FAILED -> {
                ensureOpen();
                close();
                throw connecting.failure();
            }
        };
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return (int) receive(Objects.requireNonNull(to), Transfer.ONE, -1);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        return receive(Transfer.NOTHING, Arrays.copyOfRange(to, offset, offset + length), -1);
    }

    /** Reads for the adaptor: within the time, after which it answers 0; negative is for ever. */
    int read(ByteBuffer to, long timeoutNanos) throws IOException {
        return (int) receive(to, Transfer.ONE, timeoutNanos);
    }

    private long receive(ByteBuffer one, ByteBuffer[] several, long timeoutNanos)
            throws IOException {
        readLock.lock();
        try {
            state.requireConnected();
            Transfer.requireWritable(one, several);
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                beginIf(blocking);
                reading.requireNoReset();
                result = reading.receive(one, several, timeoutNanos);
            } finally {
                endIf(blocking, result > 0);
            }
            return result > 0 ? result : reading.outcome(result, one, several);
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) send(Objects.requireNonNull(from), Transfer.ONE, false);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        return send(Transfer.NOTHING, Arrays.copyOfRange(from, offset, offset + length), false);
    }

    /** Writes everything, and nobody else writes meanwhile: for the adaptor. */
    void writeFully(ByteBuffer from) throws IOException {
        writeLock.lock();
        try {
            while (from.hasRemaining()) {
                write(from);
            }
        } finally {
            writeLock.unlock();
        }
    }

    /** Writes an octet of urgent data, for the adaptor. */
    int writeUrgent(byte octet) throws IOException {
        return (int) send(ByteBuffer.wrap(new byte[] {octet}), Transfer.ONE, true);
    }

    private long send(ByteBuffer one, ByteBuffer[] several, boolean isUrgent) throws IOException {
        writeLock.lock();
        try {
            state.requireConnected();
            writing.requireNotShut();
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                beginIf(blocking);
                result =
                        isUrgent
                                ? StreamCalls.sendUrgent(descriptor, one)
                                : Transfer.write(descriptor, one, several);
            } finally {
                endIf(blocking, result > 0);
            }
            return result > 0 ? result : writing.outcome(result);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        state.requireConnected();
        if (reading.shut()) {
            StreamCalls.shutdownInput(descriptor);
        }
        return this;
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        state.requireConnected();
        if (writing.shut()) {
            StreamCalls.shutdownOutput(descriptor);
        }
        return this;
    }

    /** FIONREAD, for the adaptor. */
    int available() throws IOException {
        state.requireConnected();
        return reading.isShut() ? 0 : StreamCalls.available(descriptor);
    }

    @Override
    public Socket socket() {
        Adapted.requireInternet(descriptor);
        Adapted.LOCK.lock();
        try {
            ChannelSocket socket = adaptor;
            if (socket == null) {
                socket = ChannelSocket.on(this);
                adaptor = socket;
            }
            return socket;
        } finally {
            Adapted.LOCK.unlock();
        }
    }

    @Override
    public boolean isConnected() {
        return state.isConnected();
    }

    @Override
    public boolean isConnectionPending() {
        return state.isPending();
    }

    boolean isInputShut() {
        return reading.isShut();
    }

    boolean isOutputShut() {
        return writing.isShut();
    }

    /** The addresses, which stay when the channel is closed. */
    StreamState state() {
        return state;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return state.remote();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return state.local();
    }

    private ChannelOptions options() {
        return ChannelOptions.ofStream(descriptor.family());
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, @Nullable T value) throws IOException {
        ensureOpen();
        options().set(descriptor, name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ensureOpen();
        return options().get(descriptor, name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return options().names();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        descriptor.configureBlocking(block);
    }

    @Override
    protected void implCloseSelectableChannel() {
        boolean registered = !isBlocking() && isRegistered();
        if (state.close() && registered && !writing.isShut()) {
            OptionValues.shutdownUnlessLinger(descriptor);
        }
        closeDescriptor();
    }

    @Override
    public int pollEvents(int ops) {
        return StreamEvents.wanted(ops);
    }

    @Override
    public int readyOps(int events, int ops) {
        return StreamEvents.ready(events, ops, state);
    }

    private void lockBoth() {
        readLock.lock();
        writeLock.lock();
    }

    private void unlockBoth() {
        writeLock.unlock();
        readLock.unlock();
    }

    private void beginIf(boolean blocking) {
        if (blocking) {
            begin();
        }
    }

    private void endIf(boolean blocking, boolean completed) throws AsynchronousCloseException {
        if (blocking) {
            end(completed);
        }
    }

    @Override
    public String toString() {
        String told = state.describe(reading.isShut(), writing.isShut());
        return "java.nio.channels.SocketChannel[" + told + "]"; // word for word the JDK's
    }
}
