package io.jackfield.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** connect, accept, close both ends, on one thread: connections per second. */
final class Connections implements Workload {
    @Override
    public double run(Place place, long millis) throws Exception {
        CompletableFuture<Double> rate = new CompletableFuture<>();
        Thread thread =
                place.serve(
                        Thread.ofPlatform().factory(),
                        () -> {
                            try {
                                rate.complete(churn(place, millis));
                            } catch (IOException e) {
                                rate.completeExceptionally(e);
                            }
                        });
        double connectionsPerSecond = rate.get();
        thread.join();
        return connectionsPerSecond;
    }

    private static double churn(Place place, long millis) throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(0));
            InetSocketAddress to = place.address(listener.socket().getLocalPort());
            long count = 0;
            long begin = System.nanoTime();
            long end = begin + millis * 1_000_000;
            while (System.nanoTime() < end) {
                SocketChannel client = SocketChannel.open();
                client.setOption(StandardSocketOptions.SO_LINGER, 0); // no TIME_WAIT piles up
                client.connect(to);
                listener.accept().close();
                client.close();
                count++;
            }
            return count * 1e9 / (System.nanoTime() - begin);
        }
    }
}
