package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Firewall;
import io.jackfield.net.Flow;

import jdk.net.ExtendedSocketOptions;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

@Outage(
        page = "idle-flow",
        hosts = {"app", "balancer", "server"})
class IdleFlowTest {
    // @start region="program"
    static final class Server {
        private Server() {}

        public static void main(String[] none) throws IOException {
            try (ServerSocket listener = new ServerSocket(5432)) {
                while (true) {
                    Socket client = listener.accept();
                    Thread.startVirtualThread(() -> answer(client));
                }
            }
        }

        private static void answer(Socket client) {
            try (client) {
                for (int question; (question = client.getInputStream().read()) >= 0; ) {
                    client.getOutputStream().write(question + 1);
                }
            } catch (IOException e) {
                System.err.println("client gone: " + e);
            }
        }
    }

    private static Host behindABalancer(Net net) {
        Host app = net.host("app");
        Host balancer = net.router("balancer");
        Host server = net.host("server");
        net.link(app, balancer).netem("delay 1ms");
        net.link(balancer, server).netem("delay 1ms");
        Firewall.on(balancer).resetsIdleFlows("350s");
        server.start(Server.class);
        net.runFor("1s");
        return app;
    }

    private static int askTwice(Socket socket, long pauseMillis) throws Exception {
        socket.getOutputStream().write(1);
        int first = socket.getInputStream().read();
        Thread.sleep(pauseMillis);
        socket.getOutputStream().write(first);
        return socket.getInputStream().read();
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void sixMinutesOfSilenceAreTooLong(Net net, TestReporter report) {
        Host app = behindABalancer(net);
        Flow flow = net.flow(app, net.hosts().getLast());

        assertThatThrownBy(
                        () ->
                                app.call(
                                        () -> {
                                            try (Socket socket = new Socket("server", 5432)) {
                                                return askTwice(socket, 360_000);
                                            }
                                        }))
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");

        assertThat(flow.resets()).isZero(); // neither end sent the RST that the client got
        report.publishEntry("read() threw \"Connection reset\", and the server reset nothing");
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void keepaliveIsTrafficToo(Net net, TestReporter report) throws Exception {
        Host app = behindABalancer(net);

        int answer =
                app.call(
                        () -> {
                            try (Socket socket = new Socket("server", 5432)) {
                                socket.setKeepAlive(true);
                                socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 300);
                                return askTwice(socket, 24 * 3_600_000);
                            }
                        });

        assertEquals(3, answer);
        report.publishEntry("the second answer after 24 hours: " + answer);
    }
    // @end region="cure"
}
