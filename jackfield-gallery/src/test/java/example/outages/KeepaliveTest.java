package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Peer;

import jdk.net.ExtendedSocketOptions;

import org.junit.jupiter.api.TestReporter;

import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Callable;

@Outage(
        page = "keepalive",
        hosts = {"worker", "broker"})
class KeepaliveTest {
    // @start region="program"
    /** How long a worker that waits for jobs does not notice that its broker has gone. */
    private static Duration unnoticed(Net net, Callable<Socket> connecting) throws Exception {
        Host worker = net.host("worker");
        Host broker = net.host("broker");
        net.link(worker, broker).netem("delay 20ms");
        Peer.on(5672).stalls().start(broker);
        Socket socket = worker.call(connecting);
        net.runFor("1m");
        broker.crash(); // the power: no FIN, no RST
        long began = net.nowNanos();

        assertThatThrownBy(() -> worker.call(() -> socket.getInputStream().read()))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("timed out");
        return Duration.ofNanos(net.nowNanos() - began);
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void keepaliveComesAfterTwoHours(Net net, TestReporter report) throws Exception {
        Duration unnoticed =
                unnoticed(
                        net,
                        () -> {
                            Socket socket = new Socket("broker", 5672);
                            socket.setKeepAlive(true);
                            return socket;
                        });

        assertThat(unnoticed).isBetween(Duration.parse("PT2H10M"), Duration.parse("PT2H12M"));
        report.publishEntry(
                "read() threw \"Connection timed out\" %d min after the crash"
                        .formatted(unnoticed.toMinutes()));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void keepaliveOfItsOwn(Net net, TestReporter report) throws Exception {
        Duration unnoticed =
                unnoticed(
                        net,
                        () -> {
                            Socket socket = new Socket("broker", 5672);
                            socket.setKeepAlive(true);
                            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 60);
                            socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 10);
                            socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, 3);
                            return socket;
                        });

        assertThat(unnoticed).isLessThanOrEqualTo(Duration.ofSeconds(90));
        report.publishEntry(
                "read() threw \"Connection timed out\" %d s after the crash"
                        .formatted(unnoticed.toSeconds()));
    }
    // @end region="cure"
}
