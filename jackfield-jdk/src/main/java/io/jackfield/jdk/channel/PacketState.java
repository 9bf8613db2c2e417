package io.jackfield.jdk.channel;

import io.jackfield.posix.MessageFlags;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;

/** To what a datagram socket is bound, and to whom it is connected. */
final class PacketState {
    private final Descriptor descriptor;
    private final ReentrantLock lock = new ReentrantLock();

    // The following are changed under lock.
    private volatile @Nullable InetSocketAddress local;
    private volatile @Nullable InetSocketAddress remote;
    private @Nullable InetSocketAddress beforeConnect;
    private boolean closed;

    PacketState(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    private void requireOpen() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    void bind(@Nullable SocketAddress address) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (local != null) {
                throw new AlreadyBoundException();
            }
            local = Binding.bind(descriptor, address);
        } finally {
            lock.unlock();
        }
    }

    /** To any address and a port of the host's choice, unless it is bound. */
    void bindIfUnbound() throws IOException {
        if (local == null) {
            lock.lock();
            try {
                requireOpen();
                if (local == null) {
                    local = Binding.bind(descriptor, null);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Connects; what came before is forgotten, whoever sent it. */
    void connect(InetSocketAddress to, boolean again) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (remote != null && !again) {
                throw new AlreadyConnectedException();
            }
            if (to.getPort() == 0) {
                throw new SocketException("Can't connect to port 0");
            }
            bindIfUnbound();
            beforeConnect = local;
            call(Addresses.toPosix(to, descriptor.family()));
            remote = to;
            local = descriptor.localAddress();
            forget();
        } finally {
            lock.unlock();
        }
    }

    private void call(io.jackfield.posix.SocketAddress to) throws IOException {
        int result = descriptor.os().connect(descriptor.fd(), to);
        if (result < 0) {
            throw Failure.ofSocketCall(result);
        }
    }

    private void forget() {
        ByteBuffer room = ByteBuffer.allocate(1);
        int result;
        do {
            room.clear();
            result = descriptor.os().recv(descriptor.fd(), room, MessageFlags.MSG_DONTWAIT);
        } while (result >= 0);
    }

    /** Connected no longer, and bound to what it was before. */
    void disconnect() throws IOException {
        lock.lock();
        try {
            if (closed || remote == null) {
                return;
            }
            call(io.jackfield.posix.SocketAddress.unspecified());
            remote = null;
            local = descriptor.localAddress();
            if (local != null && local.getPort() == 0 && beforeConnect != null) {
                local = Binding.bind(descriptor, beforeConnect); // Linux gave the port up
            }
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Null before it is bound; stays when it is closed. */
    @Nullable InetSocketAddress local() {
        return local;
    }

    /** Null unless it is connected; stays when it is closed. */
    @Nullable InetSocketAddress remote() {
        return remote;
    }
}
