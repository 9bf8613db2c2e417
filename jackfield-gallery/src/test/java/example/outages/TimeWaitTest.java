package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

@Outage(
        page = "time-wait",
        hosts = {"app", "cache"},
        port = 11211,
        connections = 2)
class TimeWaitTest {
    private int answers;

    // @start region="program"
    static final class Cache {
        private Cache() {}

        public static void main(String[] none) throws IOException {
            try (ServerSocket listener = new ServerSocket(11211)) {
                while (true) {
                    Socket client = listener.accept();
                    Thread.startVirtualThread(() -> answer(client));
                }
            }
        }

        private static void answer(Socket client) {
            try (client) {
                while (client.getInputStream().read() >= 0) {
                    client.getOutputStream().write('+');
                }
            } catch (IOException e) {
                System.err.println("client gone: " + e);
            }
        }
    }

    private static Host besideACache(Net net) {
        Host app = net.host("app");
        Host cache = net.host("cache");
        net.link(app, cache).netem("delay 500us");
        app.settings().set("net.ipv4.ip_local_port_range", "50000 50099"); // 28,232 by default
        cache.start(Cache.class);
        net.runFor("1s");
        return app;
    }

    private void ask(Socket socket) throws IOException {
        socket.getOutputStream().write('?');
        assertEquals('+', socket.getInputStream().read());
        answers++;
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void aConnectionForEachRequest(Net net, TestReporter report) {
        Host app = besideACache(net);

        assertThatThrownBy(
                        () ->
                                app.call(
                                        () -> {
                                            while (true) {
                                                try (Socket socket = new Socket("cache", 11211)) {
                                                    ask(socket);
                                                }
                                            }
                                        }))
                .hasMessage("Cannot assign requested address");

        net.runFor("1s");
        assertEquals(100, answers);
        assertThat(app.sockets()).hasSize(100).allMatch(each -> each.state().equals("TIME-WAIT"));
        report.publishEntry(
                "after %d requests: \"Cannot assign requested address\", 100 sockets in TIME-WAIT"
                        .formatted(answers));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void oneConnectionForAllRequests(Net net, TestReporter report) throws Exception {
        Host app = besideACache(net);

        app.call(
                () -> {
                    try (Socket socket = new Socket("cache", 11211)) {
                        while (answers < 10_000) {
                            ask(socket);
                        }
                        return null;
                    }
                });

        assertThat(app.sockets()).hasSize(1);
        report.publishEntry("%,d requests, %d socket".formatted(answers, app.sockets().size()));
    }
    // @end region="cure"
}
