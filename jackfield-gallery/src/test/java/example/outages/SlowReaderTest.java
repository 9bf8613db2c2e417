package example.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.observe.Counter;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;

@Outage(
        page = "slow-reader",
        hosts = {"ticker", "slow"})
class SlowReaderTest {
    // @start region="program"
    /** Sends 16 KiB of prices a second to every subscriber: one after the other, or by queues. */
    static final class Ticker {
        private Ticker() {}

        public static void main(String[] how) throws Exception {
            List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
            ServerSocket listener = new ServerSocket(7000);
            Thread.startVirtualThread(
                    () -> {
                        while (true) {
                            try {
                                subscribers.add(new Subscriber(listener.accept()));
                            } catch (IOException e) {
                                System.err.println(e);
                            }
                        }
                    });
            while (true) {
                for (Subscriber each : subscribers) {
                    if (how[0].equals("one after the other")) {
                        each.socket.getOutputStream().write(new byte[16_384]);
                    } else if (!each.queue.offer(new byte[16_384])) {
                        subscribers.remove(each); // too slow: it may come again
                        each.socket.close();
                    }
                }
                Thread.sleep(1000);
            }
        }
    }

    private static final class Subscriber {
        final Socket socket;
        final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(10);

        Subscriber(Socket socket) {
            this.socket = socket;
            Thread.startVirtualThread(this::send);
        }

        private void send() {
            try {
                while (true) {
                    socket.getOutputStream().write(queue.take());
                }
            } catch (IOException | InterruptedException e) {
                System.err.println("dropped: " + e);
            }
        }
    }

    /**
     * Prices that the well-behaved subscriber gets in an hour, in octets, beside one that stops
     * reading.
     */
    private static long octetsInAnHour(Net net, String how) throws Exception {
        Host ticker = net.host("ticker");
        Host slow = net.host("slow");
        Host good = net.host("good");
        net.link(ticker, slow).netem("delay 5ms");
        net.link(ticker, good).netem("delay 5ms");
        net.names().set("ticker.slow", ticker.addresses().get(0));
        net.names().set("ticker.good", ticker.addresses().get(1));
        ticker.start(Ticker.class, how);
        net.runFor("1s");
        Socket unread = slow.call(() -> new Socket("ticker.slow", 7000));
        Socket read = good.call(() -> new Socket("ticker.good", 7000));
        read.setSoTimeout(3_600_000);
        long octets = good.call(() -> readFor(net, read));
        assertThat(unread.isConnected()).isTrue();
        return octets;
    }

    private static long readFor(Net net, Socket socket) throws IOException {
        byte[] buffer = new byte[65_536];
        long octets = 0;
        try {
            for (int got;
                    net.nowNanos() < 3600e9 && (got = socket.getInputStream().read(buffer)) > 0; ) {
                octets += got;
            }
        } catch (IOException silence) {
            System.out.println(silence);
        }
        return octets;
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void oneWhoStopsReadingStopsAll(Net net, TestReporter report) throws Exception {
        long octets = octetsInAnHour(net, "one after the other");

        assertThat(octets).isLessThan(100 * 16_384L);
        Host ticker = net.hosts().getFirst();
        assertThat(ticker.counts().get(Counter.TCP_WIN_PROBE)).isPositive();
        report.publishEntry("the other subscriber got %,d octets in an hour".formatted(octets));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void aQueueForEachAndAnEndToIt(Net net, TestReporter report) throws Exception {
        long octets = octetsInAnHour(net, "by queues");

        assertThat(octets).isGreaterThan(3500 * 16_384L);
        report.publishEntry("the other subscriber got %,d octets in an hour".formatted(octets));
    }
    // @end region="cure"
}
