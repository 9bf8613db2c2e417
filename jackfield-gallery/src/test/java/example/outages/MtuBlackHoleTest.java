package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.PacketView;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

@Outage(
        page = "mtu-black-hole",
        hosts = {"laptop", "gateway", "office", "wiki"})
class MtuBlackHoleTest {
    // @start region="program"
    /** Serves pages that have as many octets as their path says. */
    static final class Wiki {
        private Wiki() {}

        public static void main(String[] none) throws IOException {
            HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        int octets =
                                Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
                        exchange.sendResponseHeaders(200, octets);
                        exchange.getResponseBody().write("x".repeat(octets).getBytes(US_ASCII));
                        exchange.close();
                    });
            server.start();
        }
    }

    /** The tunnel takes 1400 octets, and a firewall throws away the ICMP messages that say so. */
    private static Host behindAVpn(Net net) {
        Host laptop = net.host("laptop");
        Host gateway = net.router("gateway");
        Host office = net.router("office");
        Host wiki = net.host("wiki");
        net.link(laptop, gateway).netem("delay 10ms");
        net.link(gateway, office).netem("delay 10ms").mtu(1400);
        net.link(office, wiki).netem("delay 1ms").drop(PacketView::isIcmp);
        wiki.start(Wiki.class);
        net.runFor("1s");
        return laptop;
    }

    private static int get(int octets) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://wiki:8080/" + octets))
                        .timeout(Duration.ofMinutes(2))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofByteArray()).body().length;
        }
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void smallPagesComeAndLargeOnesDoNot(Net net, TestReporter report) throws Exception {
        Host laptop = behindAVpn(net);

        assertEquals(1000, laptop.call(() -> get(1000)));
        assertThrows(HttpTimeoutException.class, () -> laptop.call(() -> get(5000)));

        Host wiki = net.hosts().getLast();
        assertThat(wiki.sockets())
                .anyMatch(each -> each.state().equals("ESTAB") || each.sendQueue() > 0);
        report.publishEntry(
                "a page of 1000 octets came, of one of 5000 nothing within two minutes");
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void theLaptopsMtuIsTheTunnels(Net net, TestReporter report) throws Exception {
        Host laptop = behindAVpn(net);
        laptop.mtu(laptop.nic("eth0"), 1400); // so its SYN says mss 1360

        assertEquals(5000, laptop.call(() -> get(5000)));

        report.publishEntry("the page of 5000 octets came");
    }
    // @end region="cure"
}
