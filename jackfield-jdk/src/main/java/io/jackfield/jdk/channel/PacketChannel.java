package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
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

    private final Descriptor descriptor;
    private final ReentrantLock readLock = new ReentrantLock();
    private final ReentrantLock writeLock = new ReentrantLock();
    private final ReentrantLock stateLock = new ReentrantLock();

    // The following are protected by stateLock.
    private @Nullable InetSocketAddress local;
    private volatile @Nullable InetSocketAddress remote;
    private @Nullable ChannelDatagramSocket adaptor;

    /** A channel on a new socket. */
    public PacketChannel(SelectorProvider provider, Descriptor descriptor) {
        super(provider);
        this.descriptor = descriptor;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public DatagramChannel bind(@Nullable SocketAddress address) throws IOException {
        stateLock.lock();
        try {
            ensureOpen();
            if (local != null) {
                throw new AlreadyBoundException();
            }
            local = Binding.bind(descriptor, address);
        } finally {
            stateLock.unlock();
        }
        return this;
    }

    @Override
    public DatagramChannel connect(SocketAddress address) throws IOException {
        InetSocketAddress to = Addresses.checked(address, descriptor.family());
        stateLock.lock();
        try {
            ensureOpen();
            if (remote != null) {
                throw new AlreadyConnectedException();
            }
            if (to.getPort() == 0) {
                throw new java.net.SocketException("Can't connect to port 0");
            }
            int result =
                    descriptor
                            .os()
                            .connect(descriptor.fd(), Addresses.toPosix(to, descriptor.family()));
            if (result < 0) {
                throw Failure.ofSocketCall(result);
            }
            remote = to;
            local = descriptor.localAddress();
        } finally {
            stateLock.unlock();
        }
        return this;
    }

    @Override
    public DatagramChannel disconnect() throws IOException {
        stateLock.lock();
        try {
            if (isOpen() && remote != null) {
                int result =
                        descriptor
                                .os()
                                .connect(
                                        descriptor.fd(),
                                        io.jackfield.posix.SocketAddress.unspecified());
                if (result < 0) {
                    throw Failure.ofSocketCall(result);
                }
                remote = null;
                local = descriptor.localAddress();
            }
        } finally {
            stateLock.unlock();
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
        bindIfUnbound();
        SocketAddressBuffer from = new SocketAddressBuffer();
        int result =
                input(timeoutNanos, () -> descriptor.os().recvfrom(descriptor.fd(), to, 0, from));
        return result == EAGAIN ? null : Addresses.fromPosix(from);
    }

    @Override
    public int send(ByteBuffer from, SocketAddress target) throws IOException {
        InetSocketAddress to = Addresses.checked(target, descriptor.family());
        InetSocketAddress peer = remote;
        if (peer != null && !peer.equals(to)) {
            throw new AlreadyConnectedException();
        }
        if (to.getPort() == 0) {
            throw new java.net.SocketException("Can't send to port 0");
        }
        bindIfUnbound();
        return Math.max(
                0,
                output(
                        () ->
                                descriptor
                                        .os()
                                        .sendto(
                                                descriptor.fd(),
                                                from,
                                                0,
                                                peer != null
                                                        ? null
                                                        : Addresses.toPosix(
                                                                to, descriptor.family()))));
    }

    private void bindIfUnbound() throws IOException {
        stateLock.lock();
        try {
            ensureOpen();
            if (local == null) {
                bind(null);
            }
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        return (int) read(new ByteBuffer[] {Objects.requireNonNull(to)}, 0, 1);
    }

    @Override
    public long read(ByteBuffer[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        ensureConnected();
        ByteBuffer[] room = Arrays.copyOfRange(to, offset, offset + length);
        return Math.max(0, input(-1, () -> Transfer.read(descriptor, room)));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return (int) write(new ByteBuffer[] {Objects.requireNonNull(from)}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        ensureConnected();
        ByteBuffer[] data = Arrays.copyOfRange(from, offset, offset + length);
        return Math.max(0, output(() -> Transfer.write(descriptor, data)));
    }

    private int input(long timeoutNanos, IntSupplier call) throws IOException {
        readLock.lock();
        try {
            ensureOpen();
            boolean blocking = isBlocking();
            int result = Errno.EBADF.result();
            try {
                if (blocking) {
                    begin();
                }
                int ready =
                        timeoutNanos < 0
                                ? 1
                                : Blocking.await(descriptor, Readiness.POLLIN, timeoutNanos);
                result = ready == 0 ? EAGAIN : ready < 0 ? ready : Blocking.call(descriptor, call);
            } finally {
                if (blocking) {
                    end(result >= 0);
                }
            }
            return checked(result);
        } finally {
            readLock.unlock();
        }
    }

    private int output(IntSupplier call) throws IOException {
        writeLock.lock();
        try {
            ensureOpen();
            boolean blocking = isBlocking();
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
        } finally {
            writeLock.unlock();
        }
    }

    private int checked(int result) throws IOException {
        if (result < 0 && result != EAGAIN) {
            ensureOpen();
            throw Failure.ofDatagram(result);
        }
        return result;
    }

    @Override
    public DatagramSocket socket() {
        stateLock.lock();
        try {
            ChannelDatagramSocket socket = adaptor;
            if (socket == null) {
                socket = new ChannelDatagramSocket(this);
                adaptor = socket;
            }
            return socket;
        } finally {
            stateLock.unlock();
        }
    }

    @Override
    public boolean isConnected() {
        return remote != null;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        ensureOpen();
        return remote;
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

    /**
     * Refused: the public-API tier cannot name an interface of a simulated host, because
     * NetworkInterface lists the real machine's.
     */
    @Override
    public MembershipKey join(InetAddress group, NetworkInterface nic) {
        throw new UnsupportedOperationException("multicast groups need the agent");
    }

    /** Refused, as {@link #join(InetAddress, NetworkInterface)}. */
    @Override
    public MembershipKey join(InetAddress group, NetworkInterface nic, InetAddress source) {
        throw new UnsupportedOperationException("multicast groups need the agent");
    }

    @Override
    protected void implConfigureBlocking(boolean block) {
        descriptor.configureBlocking(block);
    }

    @Override
    protected void implCloseSelectableChannel() {
        if (!isBlocking() && isRegistered()) {
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

    private void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    private void ensureConnected() throws ClosedChannelException {
        ensureOpen();
        if (remote == null) {
            throw new NotYetConnectedException();
        }
    }

    @Override
    public String toString() {
        return "PacketChannel[local=" + local + ", remote=" + remote + "]";
    }
}
