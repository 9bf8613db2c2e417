package io.jackfield.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.CompletableFuture;

/** Datagrams of 64 octets from one thread to another: datagrams received per second. */
final class Datagrams implements Workload {
    private static final int OCTETS = 64;

    @Override
    public double run(Place place, long millis) throws Exception {
        CompletableFuture<Integer> port = new CompletableFuture<>();
        CompletableFuture<Double> rate = new CompletableFuture<>();
        Thread receiver =
                place.serve(
                        Thread.ofPlatform().factory(),
                        () -> {
                            try {
                                receive(port, rate, millis);
                            } catch (IOException e) {
                                port.completeExceptionally(e);
                                rate.completeExceptionally(e);
                            }
                        });
        InetSocketAddress to = place.address(port.get());
        Thread sender = place.use(Thread.ofPlatform().factory(), () -> send(to, rate));
        double datagramsPerSecond = rate.get();
        receiver.join();
        sender.join();
        return datagramsPerSecond;
    }

    private static void receive(
            CompletableFuture<Integer> port, CompletableFuture<Double> rate, long millis)
            throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(0));
            port.complete(channel.socket().getLocalPort());
            ByteBuffer room = ByteBuffer.allocateDirect(OCTETS);
            channel.receive(room);
            long count = 0;
            long begin = System.nanoTime();
            long end = begin + millis * 1_000_000;
            long now = begin;
            while (now < end) {
                for (int i = 0; i < 16; i++) {
                    channel.receive(room.clear());
                }
                count += 16;
                now = System.nanoTime();
            }
            rate.complete(count * 1e9 / (now - begin)); // before the port is closed
        }
    }

    private static void send(InetSocketAddress to, CompletableFuture<Double> until) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(to);
            ByteBuffer data = ByteBuffer.allocateDirect(OCTETS);
            while (!until.isDone()) {
                channel.write(data.clear());
            }
        } catch (IOException e) {
            until.completeExceptionally(e); // after the end: the receiver's port is closed
        }
    }
}
