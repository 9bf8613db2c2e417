package example.figures;

import static io.jackfield.posix.Family.AF_INET;
import static io.jackfield.posix.Family.SOCK_STREAM;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Tier;
import io.jackfield.posix.Errno;
import io.jackfield.posix.SocketAddress;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The README's examples as tests, each seed a world. */
public class Figures {
    private static final int RACK = 100;

    /** The first program of the README. */
    @SimTest(tier = Tier.SCRIPTED)
    void silentServer(Net net) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms loss 1%");
        net.blackhole(db, app);
        int[] seen = new int[1];
        app.start(
                "client",
                os -> {
                    int fd = os.socket(AF_INET, SOCK_STREAM, 0);
                    seen[0] = os.connect(fd, SocketAddress.inet(db.address(), 5432));
                    return 0;
                });
        net.run();
        assertEquals(Errno.ETIMEDOUT, Errno.of(seen[0]));
    }

    /** The same for a program that knows nothing of Jackfield. */
    @SimTest
    void silentServerOfJava(Net net) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms loss 1%");
        net.blackhole(db, app);
        assertThrows(ConnectException.class, () -> app.call(() -> new Socket("db", 5432)));
        assertEquals(131, Duration.ofNanos(net.nowNanos()).toSeconds());
    }

    /** The second program of the README, in virtual time. */
    @SimTest
    void webServer(Net net) throws Exception {
        Host server = net.host("server");
        Host client = net.host("client");
        net.link(server, client).netem("delay 5ms loss 2%");
        server.call(
                () -> {
                    HttpServer http = HttpServer.create(new InetSocketAddress(8080), 0);
                    http.createContext(
                            "/",
                            exchange -> {
                                exchange.sendResponseHeaders(200, 5);
                                exchange.getResponseBody()
                                        .write("hello".getBytes(StandardCharsets.UTF_8));
                                exchange.close();
                            });
                    http.start();
                    return http;
                });
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://server:8080/")).build();
        String body =
                client.call(
                        () ->
                                HttpClient.newHttpClient()
                                        .send(request, BodyHandlers.ofString())
                                        .body());
        assertEquals("hello", body);
    }

    private static void gossip(Net net, int hosts) throws Exception {
        Host router = net.router("router");
        List<Gossip> nodes = new ArrayList<>();
        for (int first = 0; first < hosts; first += RACK) {
            EthernetSwitch rack = net.ethernetSwitch("rack-" + first / RACK);
            net.link(router, rack);
            for (int i = first; i < Math.min(hosts, first + RACK); i++) {
                net.link(net.host(Gossip.name(i)), rack).netem("delay 1ms");
                nodes.add(new Gossip(i, hosts));
            }
        }
        for (int i = 0; i < hosts; i++) {
            net.find(Gossip.name(i)).call(nodes.get(i)::start);
        }
        net.runFor("1m");
        assertTrue(nodes.stream().allMatch(Gossip::knowsAll), "every node knows every node");
    }

    @SimTest
    void threeHosts(Net net) throws Exception {
        gossip(net, 3);
    }

    @SimTest
    void thirtyHosts(Net net) throws Exception {
        gossip(net, 30);
    }

    @SimTest
    void threeHundredHosts(Net net) throws Exception {
        gossip(net, 300);
    }
}
