package io.jackfield.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;

/** One octet there and back over one connection, a thread at each end: round trips per second. */
final class RoundTrips implements Workload {
    private final ThreadFactory threads;

    private RoundTrips(ThreadFactory threads) {
        this.threads = threads;
    }

    static RoundTrips ofVirtualThreads() {
        return new RoundTrips(Thread.ofVirtual().factory());
    }

    static RoundTrips ofPlatformThreads() {
        return new RoundTrips(Thread.ofPlatform().factory());
    }

    @Override
    public double run(Place place, long millis) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        CompletableFuture<Double> rate = new CompletableFuture<>();
        Thread server = place.serve(threads, () -> echo(port));
        InetSocketAddress to = place.address(port.get());
        Thread client = place.use(threads, () -> rate.complete(ask(to, millis)));
        double tripsPerSecond = rate.get();
        client.join();
        server.join();
        return tripsPerSecond;
    }

    private static void echo(CompletableFuture<Integer> port) {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(0));
            port.complete(listener.socket().getLocalPort());
            try (SocketChannel channel = listener.accept()) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                ByteBuffer octet = ByteBuffer.allocateDirect(1);
                while (channel.read(octet.clear()) == 1) {
                    channel.write(octet.flip());
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
        }
    }

    private static double ask(InetSocketAddress to, long millis) {
        try (SocketChannel channel = SocketChannel.open(to)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            ByteBuffer octet = ByteBuffer.allocateDirect(1);
            long trips = 0;
            long begin = System.nanoTime();
            long end = begin + millis * 1_000_000;
            long now = begin;
            while (now < end) {
                for (int i = 0; i < 16; i++) {
                    channel.write(octet.clear());
                    channel.read(octet.clear());
                }
                trips += 16;
                now = System.nanoTime();
            }
            return trips * 1e9 / (now - begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
