package example.outages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

@Outage(
        page = "retry-storm",
        hosts = {})
class RetryStormTest {
    // @start region="program"
    /** Ten requests a second are all it can do. */
    static final class Shop {
        private Shop() {}

        public static void main(String[] none) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
            server.setExecutor(Executors.newSingleThreadExecutor());
            server.createContext(
                    "/",
                    exchange -> {
                        try {
                            Thread.sleep(100);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        exchange.sendResponseHeaders(204, -1);
                        exchange.close();
                    });
            server.start();
        }
    }

    /** Seven orders a second; who has no answer within a second asks again, three times at most. */
    static final class Users {
        private static final URI SHOP = URI.create("http://shop:8080/");

        private final AtomicInteger served = new AtomicInteger();

        /** Retries that may be made now: each order earns a part of one. */
        private double budget;

        private final double earned;

        Users(double earned) {
            this.earned = earned;
        }

        Void orderFor(Duration time) throws InterruptedException {
            for (long left = time.toMillis(); left > 0; left -= 143) {
                budget = Math.min(budget + earned, 10);
                Thread.startVirtualThread(this::order);
                Thread.sleep(143);
            }
            return null;
        }

        private void order() {
            for (int attempt = 0; attempt == 0 || (attempt <= 3 && mayRetry()); attempt++) {
                HttpURLConnection order = null;
                try {
                    order = (HttpURLConnection) SHOP.toURL().openConnection();
                    order.setReadTimeout(1000);
                    order.getResponseCode();
                    served.incrementAndGet();
                    return;
                } catch (IOException e) {
                    // once more
                } finally {
                    if (order != null) {
                        order.disconnect();
                    }
                }
            }
        }

        private synchronized boolean mayRetry() {
            boolean may = budget >= 1;
            budget -= may ? 1 : 0;
            return may;
        }
    }

    /** Orders served in the second minute of two, the shop having stood still for five seconds. */
    private static int servedInTheEnd(Net net, double retriesPerOrder) throws Exception {
        Host users = net.host("users");
        Host shop = net.host("shop");
        net.link(users, shop).netem("delay 5ms");
        shop.start(Shop.class);
        net.at("10s").pause(shop); // a garbage collection
        net.at("15s").resume(shop);
        Users all = users.call(() -> new Users(retriesPerOrder));
        users.call(() -> all.orderFor(Duration.ofMinutes(1)));
        int before = all.served.get();
        users.call(() -> all.orderFor(Duration.ofMinutes(1)));
        return all.served.get() - before;
    }

    // @end region="program"

    // @start region="outage"
    @SimTest(findsLeaks = false) // the shop is minutes late in closing, too
    void theShopWorksForNobody(Net net, TestReporter report) throws Exception {
        int served = servedInTheEnd(net, 3);

        assertThat(served).isLessThan(42);
        report.publishEntry(
                "in the minute after a pause of 5 s %d of 420 orders were served"
                        .formatted(served));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest(findsLeaks = false) // HttpURLConnection leaves sockets behind whose answer came late
    void retriesHaveABudget(Net net, TestReporter report) throws Exception {
        int served = servedInTheEnd(net, 0.1);

        assertThat(served).isGreaterThan(400);
        report.publishEntry(
                "in the minute after a pause of 5 s %d of 420 orders were served"
                        .formatted(served));
    }
    // @end region="cure"
}
