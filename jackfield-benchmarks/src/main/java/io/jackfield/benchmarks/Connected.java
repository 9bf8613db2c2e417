package io.jackfield.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/**
 * One connection for a benchmark: a thread of its own serves it, the benchmark's thread uses it.
 */
record Connected(Place place, SocketChannel channel, Thread server) {
    /** What the serving thread does with its end until it is closed. */
    @FunctionalInterface
    interface Service {
        void serve(SocketChannel channel) throws IOException;
    }

    /** Where a benchmark's parameter says: {@code kernel} or {@code ours}. */
    static Place place(String name) {
        return switch (name) {
            case "kernel" -> Place.kernel();
            case "ours" -> Place.cable(1500, false);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Connected to(Place place, Service service) {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        Thread server =
                place.serve(Thread.ofPlatform().factory(), () -> acceptAndServe(port, service));
        InetSocketAddress address = place.address(port.join());
        CompletableFuture<SocketChannel> channel = new CompletableFuture<>();
        place.using(() -> channel.complete(connect(address)));
        return new Connected(place, channel.join(), server);
    }

    private static void acceptAndServe(CompletableFuture<Integer> port, Service service) {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(0));
            port.complete(listener.socket().getLocalPort());
            try (SocketChannel channel = listener.accept()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                service.serve(channel);
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connect(InetSocketAddress address) {
        try {
            SocketChannel channel = SocketChannel.open(address);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the connection, its server and the place. */
    void close() throws IOException, InterruptedException {
        channel.close();
        server.join();
        place.close();
    }
}
