package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Firewall;
import io.jackfield.net.Peer;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.TestReporter;

import java.net.SocketTimeoutException;
import java.time.Duration;

@Outage(
        page = "stale-http-pool",
        hosts = {"app", "firewall", "shop"})
class StaleHttpPoolTest {
    // @start region="program"
    private static Host behindAFirewall(Net net) {
        Host app = net.host("app");
        Host firewall = net.router("firewall");
        Host shop = net.host("shop");
        net.link(app, firewall).netem("delay 1ms");
        net.link(firewall, shop).netem("delay 1ms");
        Firewall.on(firewall).forgetsIdleFlows("10m"); // and tells nobody
        Peer.on(80)
                .readsUntil("\r\n\r\n")
                .writes("HTTP/1.1 200 OK\r\nKeep-Alive: timeout=3600\r\nContent-Length: 0\r\n\r\n")
                .readsAll()
                .start(shop);
        return app;
    }

    private static int get(CloseableHttpClient client) throws Exception {
        return client.execute(new HttpGet("http://shop/"), response -> response.getCode());
    }

    private static int getTwice(CloseableHttpClient client) throws Exception {
        try (client) {
            get(client);
            Thread.sleep(Duration.ofMinutes(30));
            return get(client);
        }
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void thePoolTakesAForgottenFlowForAConnection(Net net, TestReporter report) throws Exception {
        Host app = behindAFirewall(net);

        assertThrows(
                SocketTimeoutException.class,
                () -> app.call(() -> getTwice(HttpClients.createDefault())));

        Duration waited = Duration.ofNanos(net.nowNanos()).minusMinutes(30);
        report.publishEntry("the second request waited " + waited.toSeconds() + " s");
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void thePoolForgetsFirst(Net net, TestReporter report) throws Exception {
        Host app = behindAFirewall(net);
        long began = net.nowNanos();

        int status =
                app.call(
                        () ->
                                getTwice(
                                        HttpClients.custom()
                                                .evictIdleConnections(TimeValue.ofMinutes(5))
                                                .build()));

        assertEquals(200, status);
        assertThat(Duration.ofNanos(net.nowNanos() - began)).isLessThan(Duration.ofSeconds(1801));
        report.publishEntry("the second answer: " + status);
    }
    // @end region="cure"
}
