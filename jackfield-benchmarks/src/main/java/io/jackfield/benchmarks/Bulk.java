package io.jackfield.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** One connection, 64 KiB writes, two platform threads: octets per second at the reader. */
final class Bulk implements Workload {
    private static final int WRITE = 1 << 16;

    @Override
    public double run(Place place, long millis) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        CompletableFuture<Double> rate = new CompletableFuture<>();
        AtomicBoolean stop = new AtomicBoolean();
        Thread reader =
                place.serve(Thread.ofPlatform().factory(), () -> read(port, rate, stop, millis));
        InetSocketAddress to = place.address(port.get());
        Thread writer = place.use(Thread.ofPlatform().factory(), () -> write(to, stop));
        double octetsPerSecond = rate.get();
        writer.join();
        reader.join();
        return octetsPerSecond;
    }

    private static void read(
            CompletableFuture<Integer> port,
            CompletableFuture<Double> rate,
            AtomicBoolean stop,
            long millis) {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(0));
            port.complete(listener.socket().getLocalPort());
            try (SocketChannel from = listener.accept()) {
                ByteBuffer room = ByteBuffer.allocateDirect(WRITE);
                long octets = 0;
                long begin = System.nanoTime();
                long end = begin + millis * 1_000_000;
                for (int n = from.read(room.clear()); n >= 0; n = from.read(room.clear())) {
                    octets += n;
                    if (!stop.get() && System.nanoTime() >= end) {
                        rate.complete(octets * 1e9 / (System.nanoTime() - begin));
                        stop.set(true);
                    }
                }
            }
        } catch (IOException e) {
            port.completeExceptionally(e);
            rate.completeExceptionally(e);
        }
    }

    private static void write(InetSocketAddress to, AtomicBoolean stop) {
        try (SocketChannel channel = SocketChannel.open(to)) {
            ByteBuffer data = ByteBuffer.allocateDirect(WRITE);
            while (!stop.get()) {
                data.clear();
                while (data.hasRemaining()) {
                    channel.write(data);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
