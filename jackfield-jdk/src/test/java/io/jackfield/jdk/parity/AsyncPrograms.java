package io.jackfield.jdk.parity;

import static io.jackfield.jdk.parity.Programs.LOOPBACK;
import static io.jackfield.jdk.parity.Programs.bracketed;
import static io.jackfield.jdk.parity.Programs.closedPort;
import static io.jackfield.jdk.parity.Programs.of;
import static io.jackfield.jdk.parity.Programs.outcome;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.NetworkChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asynchronous channels. */
final class AsyncPrograms {
    private static final int LIMIT_SECONDS = 20;

    private AsyncPrograms() {}

    static void addTo(Programs all) {
        connecting(all);
        transfers(all);
        pending(all);
        givenUp(all);
        ends(all);
        accepting(all);
        options(all);
    }

    /** The two ends of a connection. */
    record Pair(
            AsynchronousServerSocketChannel listener,
            AsynchronousSocketChannel channel,
            AsynchronousSocketChannel accepted)
            implements Closeable {
        static Pair open() throws Exception {
            var listener = AsynchronousServerSocketChannel.open().bind(of(0));
            var channel = AsynchronousSocketChannel.open();
            var accepting = listener.accept();
            get(channel.connect(listener.getLocalAddress()));
            return new Pair(listener, channel, get(accepting));
        }

        @Override
        public void close() throws IOException {
            channel.close();
            accepted.close();
            listener.close();
        }
    }

    private interface Program {
        Object run(Pair pair) throws Exception;
    }

    private static void add(Programs all, String name, Program program) {
        all.add(
                "async " + name,
                () -> {
                    try (Pair pair = Pair.open()) {
                        return program.run(pair);
                    }
                });
    }

    static <T> T get(Future<T> future) throws Exception {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** A handler that is a future too. */
    static final class Told<T> extends CompletableFuture<T>
            implements CompletionHandler<T, Object> {
        volatile String thread = "";

        @Override
        public void completed(T result, Object attachment) {
            thread = Thread.currentThread().getName();
            complete(result);
        }

        @Override
        public void failed(Throwable failure, Object attachment) {
            completeExceptionally(failure);
        }
    }

    private static ByteBuffer octets(int count) {
        return ByteBuffer.allocate(count);
    }

    private static void connecting(Programs all) {
        all.add(
                "async refused",
                () -> {
                    try (var channel = AsynchronousSocketChannel.open()) {
                        String how = outcome(() -> get(channel.connect(closedPort())));
                        return how + channel.isOpen();
                    }
                });
        all.add(
                "async unresolved",
                () -> {
                    try (var channel = AsynchronousSocketChannel.open()) {
                        return channel.connect(InetSocketAddress.createUnresolved("nobody", 1));
                    }
                });
        add(all, "connect twice", pair -> pair.channel.connect(of(1)));
        add(all, "bind twice", pair -> pair.listener.bind(of(0)));
        all.add(
                "async not connected",
                () -> {
                    try (var channel = AsynchronousSocketChannel.open()) {
                        return outcome(() -> channel.read(octets(1)))
                                + outcome(() -> channel.write(octets(1)))
                                + outcome(channel::shutdownInput)
                                + channel.getLocalAddress()
                                + channel.getRemoteAddress();
                    }
                });
        all.add(
                "async closed",
                () -> {
                    var channel = AsynchronousSocketChannel.open();
                    channel.close();
                    channel.close();
                    return outcome(() -> get(channel.read(octets(1))))
                            + outcome(() -> get(channel.write(octets(1))))
                            + outcome(() -> get(channel.connect(of(1))))
                            + outcome(channel::getLocalAddress)
                            + outcome(() -> channel.bind(null));
                });
        add(
                all,
                "describe themselves",
                pair -> bracketed(pair.channel) + bracketed(AsynchronousSocketChannel.open()));
    }

    private static void transfers(Programs all) {
        add(
                all,
                "echo by futures",
                pair -> {
                    int sent = get(pair.channel.write(octets(10)));
                    ByteBuffer room = octets(100);
                    return sent + " " + get(pair.accepted.read(room)) + room;
                });
        add(
                all,
                "echo by handlers",
                pair -> {
                    Told<Integer> read = new Told<>();
                    pair.accepted.read(octets(100), null, read);
                    Told<Integer> written = new Told<>();
                    pair.channel.write(octets(10), null, written);
                    return get(written) + " " + get(read);
                });
        add(
                all,
                "scatter and gather",
                pair -> {
                    Told<Long> written = new Told<>();
                    ByteBuffer[] three = {octets(3), octets(4), octets(5)};
                    pair.channel.write(three, 1, 2, 0, TimeUnit.SECONDS, null, written);
                    Told<Long> read = new Told<>();
                    ByteBuffer[] room = {octets(2), octets(100)};
                    pair.accepted.read(room, 0, 2, 0, TimeUnit.SECONDS, null, read);
                    return get(written) + " " + get(read) + room[0] + room[1];
                });
        add(
                all,
                "much",
                pair -> {
                    ByteBuffer much = octets(3_000_000);
                    Future<Integer> first = pair.channel.write(much);
                    long read = 0;
                    while (read < much.capacity()) {
                        read += get(pair.accepted.read(octets(100_000)));
                        if (first.isDone() && much.hasRemaining()) {
                            first = pair.channel.write(much);
                        }
                    }
                    return read;
                });
        add(
                all,
                "no room",
                pair -> get(pair.channel.read(octets(0))) + get(pair.channel.write(octets(0))));
        add(
                all,
                "wrong arguments",
                pair ->
                        outcome(() -> pair.channel.read(octets(1).asReadOnlyBuffer()))
                                + outcome(() -> pair.channel.read(octets(1), null, null))
                                + outcome(() -> pair.channel.write(octets(1), null, null)));
    }

    private static void pending(Programs all) {
        add(
                all,
                "two reads",
                pair -> {
                    pair.channel.read(octets(1));
                    return pair.channel.read(octets(1));
                });
        add(
                all,
                "close while reading",
                pair -> {
                    Future<Integer> reading = pair.channel.read(octets(1));
                    pair.channel.close();
                    return get(reading);
                });
        add(
                all,
                "close while a handler waits",
                pair -> {
                    Told<Integer> read = new Told<>();
                    pair.channel.read(octets(1), null, read);
                    pair.channel.close();
                    return get(read);
                });
        add(
                all,
                "close while accepting",
                pair -> {
                    var accepting = pair.listener.accept();
                    pair.listener.close();
                    return get(accepting);
                });
    }

    private static void givenUp(Programs all) {
        add(
                all,
                "read in time",
                pair -> {
                    Told<Integer> read = new Told<>();
                    pair.channel.read(octets(1), 20, TimeUnit.MILLISECONDS, null, read);
                    return outcome(() -> get(read))
                            + outcome(() -> pair.channel.read(octets(1)))
                            + pair.channel.isOpen();
                });
        add(
                all,
                "cancel softly",
                pair -> {
                    Future<Integer> reading = pair.channel.read(octets(1));
                    return reading.cancel(false)
                            + outcome(() -> get(reading))
                            + outcome(() -> pair.channel.read(octets(1)))
                            + pair.channel.isOpen();
                });
        add(
                all,
                "cancel",
                pair -> {
                    Future<Integer> reading = pair.channel.read(octets(1));
                    return reading.cancel(true)
                            + outcome(() -> get(reading))
                            + pair.channel.isOpen()
                            + reading.cancel(true)
                            + reading.isCancelled();
                });
    }

    private static void ends(Programs all) {
        add(
                all,
                "end of stream",
                pair -> {
                    pair.accepted.shutdownOutput();
                    return get(pair.channel.read(octets(1))) + get(pair.channel.read(octets(1)));
                });
        add(
                all,
                "input shut",
                pair -> {
                    pair.channel.shutdownInput();
                    return get(pair.channel.read(octets(1)));
                });
        add(
                all,
                "output shut",
                pair -> {
                    pair.channel.shutdownOutput();
                    return get(pair.channel.write(octets(1)));
                });
        add(
                all,
                "reset",
                pair -> {
                    get(pair.accepted.write(octets(1)));
                    pair.channel.close(); // with data that nobody read
                    String first = outcome(() -> get(pair.accepted.read(octets(1))));
                    return first + outcome(() -> get(pair.accepted.read(octets(1))));
                });
    }

    private static void accepting(Programs all) {
        all.add(
                "async accept unbound",
                () -> {
                    try (var listener = AsynchronousServerSocketChannel.open()) {
                        return listener.accept();
                    }
                });
        add(
                all,
                "two accepts",
                pair -> {
                    pair.listener.accept();
                    return pair.listener.accept();
                });
        add(
                all,
                "accept when closed",
                pair -> {
                    pair.listener.close();
                    return get(pair.listener.accept());
                });
        add(
                all,
                "accept by a handler",
                pair -> {
                    Told<AsynchronousSocketChannel> told = new Told<>();
                    pair.listener.accept(null, told);
                    try (var other = AsynchronousSocketChannel.open()) {
                        get(other.connect(pair.listener.getLocalAddress()));
                        try (var accepted = get(told)) {
                            return accepted.getRemoteAddress().equals(other.getLocalAddress());
                        }
                    }
                });
    }

    private static void options(Programs all) {
        add(all, "options", pair -> names(pair.channel) + " " + names(pair.listener));
        add(
                all,
                "option that is none",
                pair -> pair.channel.getOption(StandardSocketOptions.SO_LINGER));
        add(
                all,
                "option",
                pair ->
                        pair.channel
                                .setOption(StandardSocketOptions.TCP_NODELAY, true)
                                .getOption(StandardSocketOptions.TCP_NODELAY));
        add(
                all,
                "addresses",
                pair ->
                        pair.channel.getRemoteAddress().equals(pair.listener.getLocalAddress())
                                + " "
                                + ((InetSocketAddress) pair.accepted.getLocalAddress())
                                        .getAddress()
                                        .equals(LOOPBACK));
    }

    private static List<String> names(NetworkChannel channel) {
        return channel.supportedOptions().stream().map(SocketOption::name).sorted().toList();
    }
}
