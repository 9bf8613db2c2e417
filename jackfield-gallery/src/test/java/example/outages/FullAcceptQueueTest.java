package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.EthernetSwitch;
import io.jackfield.net.Peer;
import io.jackfield.observe.Counter;
import io.jackfield.time.Durations;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

@Outage(
        page = "full-accept-queue",
        hosts = {"clients", "server"},
        port = 8080)
class FullAcceptQueueTest {
    // @start region="program"
    /** One worker; each request asks the database, which does not answer today. */
    static final class Server {
        private Server() {}

        public static void main(String[] whenBusy) throws IOException {
            ThreadPoolExecutor workers =
                    new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
            if (whenBusy[0].equals("serve it yourself")) {
                workers.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
            }
            try (ServerSocket listener = new ServerSocket(8080, 1)) {
                while (true) {
                    Socket client = listener.accept();
                    try {
                        workers.execute(() -> serve(client));
                    } catch (RejectedExecutionException busy) {
                        client.getOutputStream().write("503\n".getBytes());
                        client.close();
                    }
                }
            }
        }

        private static void serve(Socket client) {
            try (client;
                    Socket db = new Socket("db", 5432)) {
                client.getOutputStream().write(db.getInputStream().readAllBytes());
            } catch (IOException e) {
                System.err.println(e);
            }
        }
    }

    private static Host busyServer(Net net, String whenBusy) {
        Host db = net.host("db");
        Host server = net.host("server");
        Host clients = net.host("clients");
        EthernetSwitch lan = net.ethernetSwitch("lan");
        for (Host host : List.of(db, server, clients)) {
            net.link(host, lan).netem("delay 1ms");
        }
        Peer.on(5432).stalls().start(db);
        server.start(Server.class, whenBusy);
        net.runFor("1s");
        return clients;
    }

    /** How the fifth client fared, behind four whose requests are under way. */
    private static String fifthClient() throws IOException {
        List<Socket> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(new Socket("server", 8080));
        }
        try (Socket fifth = new Socket("server", 8080)) {
            return "got " + new String(fifth.getInputStream().readAllBytes()).strip();
        } catch (ConnectException e) {
            return "threw " + e;
        } finally {
            for (Socket other : others) {
                other.close();
            }
        }
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void theAcceptingThreadIsBusyToo(Net net, TestReporter report) throws Exception {
        Host clients = busyServer(net, "serve it yourself");
        long began = net.nowNanos();

        String fared = clients.call(FullAcceptQueueTest::fifthClient);

        String waited = Durations.format(net.nowNanos() - began);
        assertThat(fared).endsWith("ConnectException: Connection timed out");
        Host server = net.hosts().get(1);
        assertThat(server.counts().get(Counter.TCP_LISTEN_OVERFLOWS)).isEqualTo(11);
        assertThat(server.sockets()).anyMatch(each -> each.toString().startsWith("LISTEN 2 1"));
        report.publishEntry("the fifth client " + fared + " after " + waited);
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void whoIsBusySaysSo(Net net, TestReporter report) throws Exception {
        Host clients = busyServer(net, "say so");
        long began = net.nowNanos();

        String fared = clients.call(FullAcceptQueueTest::fifthClient);

        String waited = Durations.format(net.nowNanos() - began);
        assertEquals("got 503", fared);
        report.publishEntry("the fifth client " + fared + " after " + waited);
    }
    // @end region="cure"
}
