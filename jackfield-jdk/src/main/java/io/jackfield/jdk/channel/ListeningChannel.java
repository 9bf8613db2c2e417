package io.jackfield.jdk.channel;

import io.jackfield.posix.Errno;
import io.jackfield.posix.Readiness;
import io.jackfield.posix.SocketAddressBuffer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link ServerSocketChannel} on a listening socket of ours: TCP, or AF_UNIX. */
public final class ListeningChannel extends ServerSocketChannel implements Door {
    private static final int EAGAIN = Errno.EAGAIN.result();

    /** The backlog of a bind that names none (as the JDK's). */
    private static final int DEFAULT_BACKLOG = 50;

    private final Descriptor descriptor;
    private final ReentrantLock acceptLock = new ReentrantLock();
    private final ReentrantLock stateLock = new ReentrantLock();

    /** Changed under stateLock. */
    private volatile @Nullable SocketAddress local;

    private @Nullable ChannelServerSocket adaptor;

    /** A channel on a new socket. */
    public ListeningChannel(SelectorProvider provider, Descriptor descriptor) {
        super(provider);
        this.descriptor = descriptor;
    }

    @Override
    public Descriptor descriptor() {
        return descriptor;
    }

    @Override
    public ServerSocketChannel bind(@Nullable SocketAddress address, int backlog)
            throws IOException {
        stateLock.lock();
        try {
            ensureOpen();
            if (local != null) {
                throw new AlreadyBoundException();
            }
            SocketAddress bound = Binding.bindListener(descriptor, address);
            int wanted = backlog < 1 ? DEFAULT_BACKLOG : backlog;
            int result = descriptor.os().listen(descriptor.fd(), wanted);
            if (result < 0) {
                throw Failure.ofSocketCall(result);
            }
            local = bound;
        } finally {
            stateLock.unlock();
        }
        return this;
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        return accept(-1);
    }

    /** Accepts; with a timeout of 0 or more waits so long at most and answers null after it. */
    @Nullable SocketChannel accept(long timeoutNanos) throws IOException {
        acceptLock.lock();
        try {
            ensureOpen();
            if (!isBound()) {
                throw new NotYetBoundException();
            }
            boolean blocking = isBlocking();
            SocketAddressBuffer peer = new SocketAddressBuffer();
            int result = Errno.EBADF.result();
            try {
                if (blocking) {
                    begin();
                }
                result = acceptOnce(peer, timeoutNanos);
            } finally {
                if (blocking) {
                    end(result >= 0);
                }
            }
            if (result == EAGAIN) {
                return null;
            }
            if (result < 0) {
                ensureOpen();
                throw Failure.ofSocketCall(result);
            }
            return new StreamChannel(
                    provider(),
                    new Descriptor(descriptor.process(), result, descriptor.family()),
                    Addresses.shown(peer.address()));
        } finally {
            acceptLock.unlock();
        }
    }

    private int acceptOnce(SocketAddressBuffer peer, long timeoutNanos) {
        if (timeoutNanos >= 0) {
            int ready = Blocking.await(descriptor, Readiness.POLLIN, timeoutNanos);
            if (ready <= 0) {
                return ready == 0 ? EAGAIN : ready;
            }
        }
        return Blocking.call(descriptor, () -> descriptor.os().accept4(descriptor.fd(), peer, 0));
    }

    @Override
    public ServerSocket socket() {
        Adapted.requireInternet(descriptor);
        Adapted.LOCK.lock();
        try {
            ChannelServerSocket socket = adaptor;
            if (socket == null) {
                socket = ChannelServerSocket.on(this);
                adaptor = socket;
            }
            return socket;
        } finally {
            Adapted.LOCK.unlock();
        }
    }

    boolean isBound() {
        return local != null;
    }

    /** Null before it is bound; stays when it is closed. */
    @Nullable SocketAddress local() {
        return local;
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        ensureOpen();
        return local;
    }

    private ChannelOptions options() {
        return ChannelOptions.ofListener(descriptor.family());
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, @Nullable T value)
            throws IOException {
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
        closeDescriptor();
    }

    @Override
    public int pollEvents(int ops) {
        return (ops & SelectionKey.OP_ACCEPT) != 0 ? Readiness.POLLIN : 0;
    }

    @Override
    public int readyOps(int events, int ops) {
        int accepting = Readiness.POLLIN | Readiness.POLLERR | Readiness.POLLHUP;
        return (events & accepting) != 0 ? ops & SelectionKey.OP_ACCEPT : 0;
    }

    @Override
    public String toString() {
        SocketAddress bound = local;
        String name = bound instanceof UnixDomainSocketAddress ? bound.toString() : "";
        String told = isOpen() ? isBound() ? name : "unbound" : "closed";
        return getClass().getName() + "[" + told + "]";
    }
}
