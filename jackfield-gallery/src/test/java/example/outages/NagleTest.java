package example.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.observe.Counter;

import org.junit.jupiter.api.TestReporter;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

@Outage(
        page = "nagle-and-delayed-ack",
        hosts = {"app", "server"},
        packets = 24)
class NagleTest {
    // @start region="program"
    /** Answers each request, a header of 4 octets and a body of 16, with one octet. */
    static final class Server {
        private Server() {}

        public static void main(String[] none) throws IOException {
            try (ServerSocket listener = new ServerSocket(9000);
                    Socket client = listener.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                while (true) {
                    in.readNBytes(in.readInt());
                    client.getOutputStream().write('+');
                }
            }
        }
    }

    private static Duration hundredRequests(Net net, boolean noDelay) throws Exception {
        Host app = net.host("app");
        Host server = net.host("server");
        net.link(app, server).netem("delay 250us"); // two racks of one building
        server.start(Server.class);
        net.runFor("1s");
        long began = net.nowNanos();
        app.call(
                () -> {
                    try (Socket socket = new Socket("server", 9000)) {
                        socket.setTcpNoDelay(noDelay);
                        for (int i = 0; i < 100; i++) {
                            socket.getOutputStream().write(new byte[] {0, 0, 0, 16});
                            socket.getOutputStream().write(new byte[16]);
                            socket.getInputStream().read();
                        }
                        return null;
                    }
                });
        return Duration.ofNanos(net.nowNanos() - began);
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void aRequestInTwoWritesWaitsForADelayedAck(Net net, TestReporter report) throws Exception {
        Duration all = hundredRequests(net, false);

        assertThat(all).isBetween(Duration.ofSeconds(3), Duration.ofMillis(4200));
        long delayed = net.hosts().getLast().counts().get(Counter.TCP_DELAYED_ACKS);
        report.publishEntry(
                "100 requests took %d ms, %d of them waited for a delayed ACK"
                        .formatted(all.toMillis(), delayed));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void tcpNoDelay(Net net, TestReporter report) throws Exception {
        Duration all = hundredRequests(net, true);

        assertThat(all).isLessThan(Duration.ofMillis(60));
        assertThat(net.hosts().getLast().counts().get(Counter.TCP_DELAYED_ACKS)).isNull();
        report.publishEntry("100 requests took %d ms".formatted(all.toMillis()));
    }
    // @end region="cure"
}
