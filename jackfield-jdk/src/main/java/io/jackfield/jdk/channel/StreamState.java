package io.jackfield.jdk.channel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.AlreadyBoundException;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ConnectionPendingException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetConnectedException;
import java.util.concurrent.locks.ReentrantLock;

/** How far a stream is on its way from open to closed, and between which two addresses. */
final class StreamState {
    private enum Phase {
        UNCONNECTED("unconnected"),
        PENDING("connection-pending"),
        CONNECTED("connected"),
        CLOSED("closed");

        private final String text;

        Phase(String text) {
            this.text = text;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();

    // The following are changed under lock; the phase only goes on.
    private volatile Phase phase = Phase.UNCONNECTED;
    private volatile @Nullable SocketAddress local;
    private volatile @Nullable SocketAddress remote;

    /** Somebody was accepted. */
    void accepted(@Nullable SocketAddress own, SocketAddress peer) {
        local = own;
        remote = peer;
        phase = Phase.CONNECTED;
    }

    void bind(Descriptor descriptor, @Nullable SocketAddress address) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (phase == Phase.PENDING) {
                throw new ConnectionPendingException();
            }
            if (local != null) {
                throw new AlreadyBoundException();
            }
            local = Binding.bindStream(descriptor, address);
        } finally {
            lock.unlock();
        }
    }

    /** An attempt to connect begins. */
    void begin(SocketAddress to) throws ClosedChannelException {
        lock.lock();
        try {
            requireOpen();
            if (phase == Phase.CONNECTED) {
                throw new AlreadyConnectedException();
            }
            if (phase == Phase.PENDING) {
                throw new ConnectionPendingException();
            }
            phase = Phase.PENDING;
            remote = to;
        } finally {
            lock.unlock();
        }
    }

    /** To whom the attempt goes that is under way; null if it has succeeded already. */
    @Nullable SocketAddress pending() throws ClosedChannelException {
        requireOpen();
        return switch (phase) {
            case CONNECTED -> null;
            case PENDING -> remote;
            default -> throw new NoConnectionPendingException();
        };
    }

    /** The attempt has succeeded. */
    void connected(@Nullable SocketAddress own) throws ClosedChannelException {
        lock.lock();
        try {
            requireOpen();
            local = own;
            phase = Phase.CONNECTED;
        } finally {
            lock.unlock();
        }
    }

    /** The channel is closed; true if it was connected. */
    boolean close() {
        lock.lock();
        try {
            boolean was = phase == Phase.CONNECTED;
            phase = Phase.CLOSED;
            return was;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws ClosedChannelException {
        if (phase == Phase.CLOSED) {
            throw new ClosedChannelException();
        }
    }

    void requireConnected() throws ClosedChannelException {
        if (phase != Phase.CONNECTED) {
            requireOpen();
            throw new NotYetConnectedException();
        }
    }

    boolean isConnected() {
        return phase == Phase.CONNECTED;
    }

    boolean isPending() {
        return phase == Phase.PENDING;
    }

    /** Null before it is bound; stays when it is closed. */
    @Nullable SocketAddress local() {
        return local;
    }

    /** Null before an attempt to connect; stays when it is closed. */
    @Nullable SocketAddress remote() {
        return remote;
    }

    /** What the JDK's channels say of themselves. */
    String describe(boolean inputShut, boolean outputShut) {
        Phase now = phase;
        StringBuilder text = new StringBuilder(now.text);
        if (now == Phase.CLOSED) {
            return text.toString();
        }
        if (now == Phase.CONNECTED) {
            text.append(inputShut ? " ishut" : "").append(outputShut ? " oshut" : "");
        }
        if (local != null) {
            text.append(" local=").append(local);
        }
        if (remote != null) {
            text.append(" remote=").append(remote);
        }
        return text.toString();
    }
}
