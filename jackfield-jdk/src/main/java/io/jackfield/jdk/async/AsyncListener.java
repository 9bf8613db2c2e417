package io.jackfield.jdk.async;

import io.jackfield.jdk.channel.NonBlocking;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.AcceptPendingException;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;

/** An {@link AsynchronousServerSocketChannel} on a listener of ours, which itself never blocks. */
final class AsyncListener extends AsynchronousServerSocketChannel {
    private final AsyncGroup group;
    private final ServerSocketChannel listener;
    private final Turn accepting =
            new Turn("Accept not allowed due to cancellation", AcceptPendingException::new);

    /** A channel of the group, which may have been shut down. */
    AsyncListener(AsyncGroup group, ServerSocketChannel listener) throws IOException {
        super(group.provider());
        this.group = group;
        this.listener = listener;
        listener.configureBlocking(false);
    }

    @Override
    public boolean isOpen() {
        return listener.isOpen();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        group.remove(this);
    }

    @Override
    public AsynchronousServerSocketChannel bind(@Nullable SocketAddress local, int backlog)
            throws IOException {
        listener.bind(local, backlog);
        return this;
    }

    @Override
    public Future<AsynchronousSocketChannel> accept() {
        return accepting();
    }

    @Override
    public <A> void accept(
            A attachment, CompletionHandler<AsynchronousSocketChannel, ? super A> handler) {
        Pending.requireHandler(handler);
        accepting().tell(handler, attachment);
    }

    private Pending<AsynchronousSocketChannel> accepting() {
        AsynchronousSocketChannel[] accepted = new AsynchronousSocketChannel[1];
        Pending<AsynchronousSocketChannel> pending =
                new Pending<>(
                        group, () -> Objects.requireNonNull(accepted[0]), _ -> accepting.kill());
        if (!isOpen()) {
            return pending.closed();
        }
        if (!isBound()) {
            throw new NotYetBoundException();
        }
        accepting.take();
        return pending.begin(
                () -> {
                    SocketChannel stream = listener.accept();
                    if (stream == null) {
                        return false;
                    }
                    accepted[0] = group.add(new AsyncStream(group, stream));
                    return true;
                },
                () -> NonBlocking.await(listener),
                accepting::give);
    }

    private boolean isBound() {
        try {
            return listener.getLocalAddress() != null;
        } catch (ClosedChannelException e) {
            return true; // the attempt says so
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        return listener.getLocalAddress();
    }

    @Override
    public <T> AsynchronousServerSocketChannel setOption(SocketOption<T> name, @Nullable T value)
            throws IOException {
        listener.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        return listener.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return listener.supportedOptions();
    }

    @Override
    public String toString() {
        return listener.toString().replaceFirst("^[^\\[]*", getClass().getName());
    }
}
