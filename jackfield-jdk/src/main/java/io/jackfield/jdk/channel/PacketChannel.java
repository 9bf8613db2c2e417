package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/** A {@link DatagramChannel} on a UDP socket of ours. */
public final class PacketChannel extends DatagramChannel implements Door {
    private static final int EAGAIN = Errno.EAGAIN.result();
    private static final int EINTR = Errno.EINTR.result();

    private final Descriptor descriptor;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final PacketState state;
    private final Memberships memberships = new Memberships(this);

    /** Whether an interrupt closes it, as it does a channel but not a socket of java.net. */
    private final boolean interruptible;

    private @Nullable ChannelDatagramSocket adaptor;

    /** Who sent the last datagram; guarded by readLock. */
    private final Sender sender;

    /** To whom the last datagram went; guarded by writeLock. */
    private final Target target;

    /** A channel on a new socket. */
    public PacketChannel(SelectorProvider provider, Descriptor descriptor) {
        this(provider, descriptor, true);
    }

    /** A channel on a new socket; not interruptible if it is behind a socket of java.net. */
    PacketChannel(SelectorProvider provider, Descriptor descriptor, boolean interruptible) {
        super(provider);
        this.descriptor = descriptor;
        this.interruptible = interruptible;
        if (!interruptible) {
            descriptor.endCallsByInterrupt();
        }
        state = new PacketState(descriptor);
        sender = new Sender(descriptor);
        target = new Target(descriptor);
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    /** The addresses, which stay when the channel is closed. */
    PacketState state() {
        return state;
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        state.bind(address);
        return this;
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        return connect(address, false);
    }

    /** Connects; {@code again} if it may be connected to somebody else. */
    DatagramChannel connect(SocketAddress address, boolean again) throws IOException {
        InetSocketAddress to = Addresses.checked(address, descriptor.family());
        readLock.lock();
        writeLock.lock();
        try {
            state.connect(to, again);
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
        return this;
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        readLock.lock();
        writeLock.lock();
        try {
            state.disconnect();
        } finally {
            writeLock.unlock();
            readLock.unlock();
        }
        return this;
    }

    @Override
    public @Nullable SocketAddress receive(ByteBuffer to) throws IOException {
        return receive(to, -1);
    }

    /** Receives; with a timeout of 0 or more waits so long at most and answers null after it. */
    @Nullable SocketAddress receive(ByteBuffer to, long timeoutNanos) throws IOException {
        if (to.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
        readLock.lock();
        try {
            ensureOpen();
            state.bindIfUnbound();
            sender.into(to);
            return input(sender, timeoutNanos) == EAGAIN ? null : sender.address();
        } finally {
            sender.into(Transfer.NOTHING);
            readLock.unlock();
        }
    }

    @Override
    public int send(ByteBuffer from, SocketAddress address) throws IOException {
        InetSocketAddress to = Addresses.checked(address, descriptor.family());
        writeLock.lock();
        try {
            ensureOpen();
            InetSocketAddress peer = state.remote();
            if (peer != null && !peer.equals(to)) {
                throw new AlreadyConnectedException();
            }
            if (to.getPort() == 0) {
                throw new SocketException("Can't send to port 0");
            }
            state.bindIfUnbound();
            target.send(from, peer == null ? to : null);
            return Math.max(0, output(target));
        } finally {
            target.forget();
            writeLock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        Transfer.requireWritable(to, Transfer.ONE);
        readLock.lock();
        try {
            ensureConnected();
            sender.into(to);
            return Math.max(0, input(sender, -1));
        } finally {
            sender.into(Transfer.NOTHING);
            readLock.unlock();
        }
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        ByteBuffer[] several = Arrays.copyOfRange(to, offset, offset + length);
        Transfer.requireWritable(Transfer.NOTHING, several);
        readLock.lock();
        try {
            ensureConnected();
            return Math.max(0, input(() -> descriptor.os().readv(descriptor.fd(), several), -1));
        } finally {
            readLock.unlock();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        Objects.requireNonNull(from);
        writeLock.lock();
        try {
            ensureConnected();
            target.send(from, null);
            return Math.max(0, output(target));
        } finally {
            target.forget();
            writeLock.unlock();
        }
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        ByteBuffer[] several = Arrays.copyOfRange(from, offset, offset + length);
        writeLock.lock();
        try {
            ensureConnected();
            return Math.max(0, output(() -> descriptor.os().writev(descriptor.fd(), several)));
        } finally {
            writeLock.unlock();
        }
    }

    private int input(IntSupplier call, long timeoutNanos) throws IOException {
        boolean blocking = interruptible && isBlocking();
        int result = Errno.EBADF.result();
        try {
            if (blocking) {
                begin();
            }
            int ready =
                    timeoutNanos < 0
                            ? 1
                            : Blocking.await(descriptor, Readiness.POLLIN, timeoutNanos);
            result = ready > 0 ? Blocking.call(descriptor, call) : ready == 0 ? EAGAIN : ready;
        } finally {
            if (blocking) {
                end(result >= 0);
            }
        }
        return checked(result);
    }

    private int output(IntSupplier call) throws IOException {
        boolean blocking = interruptible && isBlocking();
        int result = Errno.EBADF.result();
        try {
            if (blocking) {
                begin();
            }
            result = Blocking.call(descriptor, call);
        } finally {
            if (blocking) {
                end(result >= 0);
            }
        }
        return checked(result);
    }

    private int checked(int result) throws IOException {
        if (result < 0 && result != EAGAIN) {
            ensureOpen();
            throw result == EINTR ? new InterruptedIOException() : Failure.ofDatagram(result);
        }
        return result;
    }

    @Override
    public DatagramSocket socket() {
        Adapted.LOCK.lock();
        try {
            ChannelDatagramSocket socket = adaptor;
            if (socket == null) {
                socket = new ChannelDatagramSocket(this);
                adaptor = socket;
            }
            return socket;
        } finally {
            Adapted.LOCK.unlock();
        }
    }

    @Override
    public boolean isConnected() {
        return isOpen() && state.remote() != null;
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

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, @Nullable T value)
            throws IOException {
        ensureOpen();
        ChannelOptions.DATAGRAM.set(descriptor, name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        ensureOpen();
        return ChannelOptions.DATAGRAM.get(descriptor, name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return ChannelOptions.DATAGRAM.names();
    }

    /** The groups that it is a member of. */
    Memberships memberships() {
        return memberships;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface nic) throws IOException {
        ensureOpen();
        return memberships.join(group, Objects.requireNonNull(nic), null);
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface nic, InetAddress source)
            throws IOException {
        ensureOpen();
        return memberships.join(group, Objects.requireNonNull(nic), Objects.requireNonNull(source));
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        descriptor.configureBlocking(block);
    }

    @Override
    protected void implCloseSelectableChannel() {
        state.close();
        memberships.close();
        closeDescriptor();
    }

    @Override
    public int pollEvents(int ops) {
        int events = (ops & SelectionKey.OP_READ) != 0 ? Readiness.POLLIN : 0;
        return (ops & SelectionKey.OP_WRITE) != 0 ? events | Readiness.POLLOUT : events;
    }

    @Override
    public int readyOps(int events, int ops) {
        if ((events & (Readiness.POLLERR | Readiness.POLLHUP)) != 0) {
            return ops;
        }
        int ready = (events & Readiness.POLLIN) != 0 ? SelectionKey.OP_READ : 0;
        ready |= (events & Readiness.POLLOUT) != 0 ? SelectionKey.OP_WRITE : 0;
        return ready & ops;
    }

    private void ensureConnected() throws ClosedChannelException {
        ensureOpen();
        if (state.remote() == null) {
            throw new NotYetConnectedException();
        }
    }
}
