package example.outages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Peer;
import io.jackfield.time.Durations;

import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

@Outage(
        page = "vanished-peer",
        hosts = {"app", "log"})
class VanishedPeerTest {
    private int sent;

    // @start region="outage"
    @SimTest
    void writesSucceedForAQuarterOfAnHour(Net net, TestReporter report) throws Exception {
        Host app = net.host("app");
        Host log = net.host("log");
        net.link(app, log).netem("delay 20ms");
        Peer.on(514).readsAll().start(log);
        Socket socket = app.call(() -> new Socket("log", 514));
        net.at("10s").crash(log); // the power: no FIN, no RST

        assertThatThrownBy(() -> app.call(() -> writeALineEachSecond(socket)))
                .isInstanceOf(IOException.class)
                .hasMessage("Connection timed out");

        Duration lost = Duration.ofNanos(net.nowNanos()).minusSeconds(10);
        assertThat(lost).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(17));
        report.publishEntry(
                "write() threw \"Connection timed out\" after %d lines, %s after the crash"
                        .formatted(sent, Durations.format(lost.toNanos())));
    }

    private Void writeALineEachSecond(Socket socket) throws Exception {
        for (sent = 0; ; sent++) {
            socket.getOutputStream().write("a line of the log\n".getBytes());
            Thread.sleep(1000);
        }
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void theProgramHasADeadlineOfItsOwn(Net net, TestReporter report) throws Exception {
        Host app = net.host("app");
        Host log = net.host("log");
        net.link(app, log).netem("delay 20ms");
        Peer.on(514).reads(18).writes("+").reads(18).writes("+").readsAll().start(log);
        Socket socket = app.call(() -> new Socket("log", 514));
        net.at("1500ms").crash(log);

        assertThatThrownBy(() -> app.call(() -> writeAndHaveItConfirmed(socket)))
                .isInstanceOf(SocketTimeoutException.class);

        assertEquals(2, sent);
        report.publishEntry(
                "read() threw SocketTimeoutException after %d lines, %s after the crash"
                        .formatted(sent, Durations.format(net.nowNanos() - 1_500_000_000L)));
    }

    private Void writeAndHaveItConfirmed(Socket socket) throws Exception {
        socket.setSoTimeout(5000);
        OutputStream out = socket.getOutputStream();
        for (sent = 0; ; sent++) {
            out.write("a line of the log\n".getBytes());
            assertEquals('+', socket.getInputStream().read());
            Thread.sleep(1000);
        }
    }

    // @end region="cure"

    // @start region="sysctl"
    @SimTest
    void theKernelGivesUpSooner(Net net, TestReporter report) throws Exception {
        Host app = net.host("app");
        Host log = net.host("log");
        net.link(app, log).netem("delay 20ms");
        app.settings().set("net.ipv4.tcp_retries2", "5");
        Peer.on(514).readsAll().start(log);
        Socket socket = app.call(() -> new Socket("log", 514));
        net.at("10s").crash(log);

        assertThatThrownBy(() -> app.call(() -> writeALineEachSecond(socket)))
                .hasMessage("Connection timed out");

        Duration lost = Duration.ofNanos(net.nowNanos()).minusSeconds(10);
        assertThat(lost).isLessThan(Duration.ofSeconds(20));
        report.publishEntry(
                "write() threw \"Connection timed out\" after %d lines, %s after the crash"
                        .formatted(sent, Durations.format(lost.toNanos())));
    }
    // @end region="sysctl"
}
