package example.outages;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Peer;

import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.TestReporter;

@Outage(
        page = "keep-alive-race",
        hosts = {"app", "bank"})
class KeepAliveRaceTest {
    // @start region="program"
    /** A server that closes connections after five seconds of silence, as Node.js does. */
    private static Host besideABank(Net net) {
        Host app = net.host("app");
        Host bank = net.host("bank");
        net.link(app, bank).netem("delay 20ms");
        Peer.on(80)
                .readsUntil("}")
                .writes("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                .waits("5s")
                .start(bank);
        return app;
    }

    private static int pay(CloseableHttpClient client) throws Exception {
        HttpPost payment = new HttpPost("http://bank/payments");
        payment.setEntity(new StringEntity("{\"amount\": 1}"));
        return client.execute(payment, response -> response.getCode());
    }

    private static int payTwice(CloseableHttpClient client) throws Exception {
        try (client) {
            pay(client);
            Thread.sleep(4970); // its FIN is under way when the second payment leaves
            return pay(client);
        }
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void theRequestMeetsTheFin(Net net, TestReporter report) {
        Host app = besideABank(net);

        assertThatThrownBy(() -> app.call(() -> payTwice(HttpClients.createDefault())))
                .isInstanceOf(NoHttpResponseException.class)
                .satisfies(e -> report.publishEntry("the second payment: " + e));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void theClientClosesFirst(Net net, TestReporter report) throws Exception {
        Host app = besideABank(net);

        int status =
                app.call(
                        () ->
                                payTwice(
                                        HttpClients.custom()
                                                .setKeepAliveStrategy(
                                                        (_, _) -> TimeValue.ofSeconds(3))
                                                .build()));

        assertEquals(200, status);
        report.publishEntry("the second payment: " + status);
    }
    // @end region="cure"
}
