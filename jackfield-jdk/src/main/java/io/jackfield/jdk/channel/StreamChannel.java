package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A {@link SocketChannel} on a TCP socket of ours. */
public final class StreamChannel extends SocketChannel implements Door {
    /** Where the channel is between open and connected. */
    enum State {
        UNCONNECTED,
        PENDING,
        CONNECTED
    }

    private final Descriptor descriptor;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final ReentrantLock stateLock = new ReentrantLock();
    private final StreamReading reading;
    private final StreamWriting writing;

    private volatile State state = State.UNCONNECTED;

    // The following are protected by stateLock.
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress remote;
    private @Nullable ChannelSocket adaptor;

    /** A channel on a new socket. */
    public StreamChannel(SelectorProvider provider, Descriptor descriptor) {
        super(provider);
        this.descriptor = descriptor;
        reading = new StreamReading(descriptor);
        writing = new StreamWriting(descriptor);
    }

    /** A channel on a socket that accept returned. */
    StreamChannel(SelectorProvider provider, Descriptor descriptor, InetSocketAddress peer) {
        this(provider, descriptor);
        remote = peer;
        local = descriptor.localAddress();
        state = State.CONNECTED;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public SocketChannel bind(@Nullable SocketAddress address) throws IOException {
        lockBoth();
        stateLock.lock();
        try {
            ensureOpen();
            if (state == State.PENDING) {
                throw new ConnectionPendingException();
            }
            if (local != null) {
                throw new AlreadyBoundException();
            }
            local = Binding.bind(descriptor, address);
        } finally {
            stateLock.unlock();
            unlockBoth();
        }
        return this;
    }

    @Override
    public boolean connect(SocketAddress address) throws IOException {
        InetSocketAddress to = Addresses.checked(address, descriptor.family());
        return establish(to, new Connecting(descriptor, to, isBlocking()));
    }

    /** Connects a blocking channel within the time, for the adaptor. */
    void connect(SocketAddress address, long timeoutNanos) throws IOException {
        InetSocketAddress to = Addresses.checked(address, descriptor.family());
        establish(to, new Connecting(descriptor, to, timeoutNanos));
    }

    private boolean establish(InetSocketAddress to, Connecting connecting) throws IOException {
        lockBoth();
        try {
            boolean blocking = isBlocking();
            stateLock.lock();
            try {
                ensureOpen();
                if (state == State.CONNECTED) {
                    throw new AlreadyConnectedException();
                }
                if (state == State.PENDING) {
                    throw new ConnectionPendingException();
                }
                state = State.PENDING;
                remote = to;
            } finally {
                stateLock.unlock();
            }
            return settle(connecting, waiting(connecting::start, blocking));
        } finally {
            unlockBoth();
        }
    }

    private Connecting.Outcome waiting(Supplier<Connecting.Outcome> wait, boolean blocking)
            throws IOException {
        Connecting.Outcome outcome = Connecting.Outcome.PENDING;
        try {
            beginIf(blocking);
            outcome = wait.get();
            return outcome;
        } finally {
            endIf(blocking, outcome == Connecting.Outcome.CONNECTED);
        }
    }

    @Override
    public boolean finishConnect() throws IOException {
        lockBoth();
        try {
            ensureOpen();
            if (state == State.CONNECTED) {
                return true;
            }
            if (state != State.PENDING) {
                throw new NoConnectionPendingException();
            }
            boolean blocking = isBlocking();
            Connecting connecting =
                    new Connecting(descriptor, Objects.requireNonNull(remote), blocking);
            return settle(connecting, waiting(connecting::resume, blocking));
        } finally {
            unlockBoth();
        }
    }

    /** Connected, still pending, or failed: then the channel is closed, as the JDK's is. */
    private boolean settle(Connecting connecting, Connecting.Outcome outcome) throws IOException {
        return switch (outcome) {
            case PENDING -> false;
            case CONNECTED -> {
                becomeConnected();
                yield true;
            }
            case FAILED -> {
                ensureOpen();
                close();
                throw connecting.failure();
            }
        };
    }

    private void becomeConnected() throws ClosedChannelException {
        stateLock.lock();
        try {
            ensureOpen();
            local = descriptor.localAddress();
            state = State.CONNECTED;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return (int) receive(new ByteBuffer[] {Objects.requireNonNull(to)}, -1);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        return receive(Arrays.copyOfRange(to, offset, offset + length), -1);
    }

    /** Reads; with a timeout of 0 or more waits so long at most and answers 0 after it. */
    long receive(ByteBuffer[] to, long timeoutNanos) throws IOException {
        readLock.lock();
        try {
            ensureConnected();
            reading.check(to);
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                beginIf(blocking);
                result = reading.receive(to, timeoutNanos);
            } finally {
                endIf(blocking, result > 0);
            }
            return reading.outcome(result, to);
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) send(new ByteBuffer[] {Objects.requireNonNull(from)});
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        return send(Arrays.copyOfRange(from, offset, offset + length));
    }

    private long send(ByteBuffer[] from) throws IOException {
        writeLock.lock();
        try {
            ensureConnected();
            writing.check();
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                beginIf(blocking);
                result = writing.send(from);
            } finally {
                endIf(blocking, result > 0);
            }
            return writing.outcome(result);
        } finally {
            writeLock.unlock();
        }
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
        stateLock.lock();
        try {
            ensureConnected();
            if (reading.shut()) {
                StreamCalls.shutdownInput(descriptor);
            }
            return this;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
        stateLock.lock();
        try {
            ensureConnected();
            if (writing.shut()) {
                StreamCalls.shutdownOutput(descriptor);
            }
            return this;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public Socket socket() {
        stateLock.lock();
        try {
            ChannelSocket socket = adaptor;
            if (socket == null) {
                socket = ChannelSocket.on(this);
                adaptor = socket;
            }
            return socket;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    @Override
    public boolean isConnectionPending() {
        return state == State.PENDING;
    }

    boolean isInputShut() {
        return reading.isShut();
    }

    boolean isOutputShut() {
        return writing.isShut();
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        stateLock.lock();
        try {
            ensureOpen();
            return state == State.CONNECTED ? remote : null;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        stateLock.lock();
        try {
            ensureOpen();
            return local;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, @Nullable T value) throws IOException {
        ensureOpen();
        ChannelOptions.STREAM.set(descriptor, name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ensureOpen();
        return ChannelOptions.STREAM.get(descriptor, name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return ChannelOptions.STREAM.names();
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        descriptor.configureBlocking(block);
    }

    @Override
    protected void implCloseSelectableChannel() {
        boolean registered = !isBlocking() && isRegistered();
        if (registered && state == State.CONNECTED && !writing.isShut()) {
            OptionValues.shutdownUnlessLinger(descriptor);
        }
        if (registered) {
            descriptor.closeWhenUnregistered();
        } else {
            descriptor.close();
        }
    }

    @Override
    public void lastKeyGone() {
        if (!isOpen()) {
            descriptor.close();
        }
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

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void ensureConnected() throws ClosedChannelException {
        ensureOpen();
        if (state != State.CONNECTED) {
            throw new NotYetConnectedException();
        }
    }

    @Override
    public String toString() {
        return "StreamChannel[" + state + ", local=" + local + ", remote=" + remote + "]";
    }
}
