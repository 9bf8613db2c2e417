package io.jackfield.jdk.async;

import io.jackfield.jdk.channel.NonBlocking;
import io.jackfield.jdk.channel.StreamCalls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.ReadPendingException;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritePendingException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;

/** An {@link AsynchronousSocketChannel} on a stream of ours, which itself never blocks. */
final class AsyncStream extends AsynchronousSocketChannel {
    private static final long FOREVER = -1;

    private final AsyncGroup group;
    private final SocketChannel stream;
    private final Turn reading =
            new Turn(
                    "Reading not allowed due to timeout or cancellation",
                    ReadPendingException::new);
    private final Turn writing =
            new Turn(
                    "Writing not allowed due to timeout or cancellation",
                    WritePendingException::new);

    private volatile boolean inputShut;
    private volatile boolean outputShut;

    /** A channel of the group, which may have been shut down. */
    AsyncStream(AsyncGroup group, SocketChannel stream) throws IOException {
        super(group.provider());
        this.group = group;
        this.stream = stream;
        stream.configureBlocking(false);
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen();
    }

    @Override
    public void close() throws IOException {
        stream.close();
        group.remove(this);
    }

    private void closeQuietly() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException(e); // a stream of ours closes without complaint
        }
    }

    @Override
    public AsynchronousSocketChannel bind(@Nullable SocketAddress local) throws IOException {
        stream.bind(local);
        return this;
    }

    @Override
    public Future<Void> connect(SocketAddress remote) {
        return connection(remote);
    }

    @Override
    public <A> void connect(
            SocketAddress remote, A attachment, CompletionHandler<Void, ? super A> handler) {
        Pending.requireHandler(handler);
        connection(remote).tell(handler, attachment);
    }

    @SuppressWarnings("NullAway") // the one value of Void
    private Pending<Void> connection(SocketAddress remote) {
        Pending<Void> pending = new Pending<>(group, () -> null, _ -> closeQuietly());
        if (!isOpen()) {
            return pending.closed();
        }
        boolean[] begun = {false};
        return pending.begin(
                () -> {
                    try {
                        if (begun[0]) {
                            return stream.finishConnect();
                        }
                        begun[0] = true;
                        return stream.connect(remote);
                    } catch (IOException e) {
                        closeQuietly(); // as the JDK's
                        throw e;
                    }
                },
                () -> NonBlocking.await(stream, false, FOREVER),
                () -> {});
    }

    @Override
    public Future<Integer> read(ByteBuffer to) {
        return reading(to, FOREVER);
    }

    @Override
    public <A> void read(
            ByteBuffer to,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Integer, ? super A> handler) {
        Pending.requireHandler(handler);
        reading(to, nanos(timeout, unit)).tell(handler, attachment);
    }

    /** Zero or less is no limit. */
    private static long nanos(long timeout, TimeUnit unit) {
        return timeout <= 0 ? FOREVER : unit.toNanos(timeout);
    }

    private Pending<Integer> reading(ByteBuffer to, long timeoutNanos) {
        requireWritable(to);
        return transfer(
                reading,
                to.hasRemaining(),
                () -> NonBlocking.read(stream, to),
                Math::toIntExact,
                timeoutNanos);
    }

    private static void requireWritable(ByteBuffer to) {
        if (to.isReadOnly()) {
            throw new IllegalArgumentException("Read-only buffer");
        }
    }

    @Override
    public <A> void read(
            ByteBuffer[] to,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        Pending.requireHandler(handler);
        ByteBuffer[] several = part(to, offset, length);
        for (ByteBuffer each : several) {
            requireWritable(each);
        }
        transfer(
                        reading,
                        haveRemaining(several),
                        () -> NonBlocking.read(stream, several),
                        count -> count,
                        nanos(timeout, unit))
                .tell(handler, attachment);
    }

    private static ByteBuffer[] part(ByteBuffer[] all, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, all.length);
        return Arrays.copyOfRange(all, offset, offset + length);
    }

    private static boolean haveRemaining(ByteBuffer[] several) {
        return Arrays.stream(several).anyMatch(ByteBuffer::hasRemaining);
    }

    @Override
    public Future<Integer> write(ByteBuffer from) {
        return writing(from, FOREVER);
    }

    @Override
    public <A> void write(
            ByteBuffer from,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Integer, ? super A> handler) {
        Pending.requireHandler(handler);
        writing(from, nanos(timeout, unit)).tell(handler, attachment);
    }

    private Pending<Integer> writing(ByteBuffer from, long timeoutNanos) {
        return transfer(
                writing,
                from.hasRemaining(),
                () -> NonBlocking.write(stream, from),
                Math::toIntExact,
                timeoutNanos);
    }

    @Override
    public <A> void write(
            ByteBuffer[] from,
            int offset,
            int length,
            long timeout,
            TimeUnit unit,
            A attachment,
            CompletionHandler<Long, ? super A> handler) {
        Pending.requireHandler(handler);
        ByteBuffer[] several = part(from, offset, length);
        transfer(
                        writing,
                        haveRemaining(several),
                        () -> NonBlocking.write(stream, several),
                        count -> count,
                        nanos(timeout, unit))
                .tell(handler, attachment);
    }

    /** Octets there and then: 0 if it was too early, −1 at the end. */
    private interface Transfer {
        long attempt() throws IOException;
    }

    private <V> Pending<V> transfer(
            Turn turn,
            boolean hasRoom,
            Transfer transfer,
            LongFunction<V> result,
            long timeoutNanos) {
        long[] count = {0};
        Pending<V> pending =
                new Pending<>(
                        group,
                        () -> result.apply(count[0]),
                        close -> {
                            turn.kill();
                            if (close) {
                                closeQuietly();
                            }
                        });
        if (!isOpen()) {
            return pending.closed();
        }
        if (!stream.isConnected()) {
            throw new NotYetConnectedException();
        }
        turn.take();
        boolean shut = turn == reading ? inputShut : outputShut;
        if (shut || !hasRoom) {
            turn.give();
            count[0] = shut ? -1 : 0;
            return shut && turn == writing ? pending.closed() : pending.done();
        }
        return pending.begin(
                () -> {
                    count[0] = transfer.attempt();
                    return count[0] != 0;
                },
                () -> await(turn, turn == reading, timeoutNanos),
                turn::give);
    }

    /** Waits until the stream is ready; after the time nobody may use the direction any more. */
    private void await(Turn turn, boolean readable, long timeoutNanos) throws IOException {
        if (!NonBlocking.await(stream, readable, timeoutNanos)) {
            turn.kill();
            throw new InterruptedByTimeoutException();
        }
    }

    @Override
    public AsynchronousSocketChannel shutdownInput() throws IOException {
        stream.shutdownInput();
        inputShut = true;
        return this;
    }

    @Override
    public AsynchronousSocketChannel shutdownOutput() throws IOException {
        stream.shutdownOutput();
        outputShut = true;
        return this;
    }

    @Override
    public @Nullable SocketAddress getRemoteAddress() throws IOException {
        return stream.getRemoteAddress();
    }

    @Override
    public @Nullable SocketAddress getLocalAddress() throws IOException {
        return stream.getLocalAddress();
    }

    private void requireSupported(SocketOption<?> name) {
        if (!supportedOptions().contains(Objects.requireNonNull(name))) {
            throw new UnsupportedOperationException("'" + name + "' not supported");
        }
    }

    @Override
    public <T> AsynchronousSocketChannel setOption(SocketOption<T> name, @Nullable T value)
            throws IOException {
        requireSupported(name);
        stream.setOption(name, value);
        return this;
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
        requireSupported(name);
        return stream.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return StreamCalls.asynchronousOptions();
    }

    @Override
    public String toString() {
        return stream.toString().replaceFirst("^[^\\[]*", getClass().getName());
    }
}
