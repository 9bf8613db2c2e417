package example.outages;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.observe.Counter;
import io.jackfield.time.Durations;

import org.junit.jupiter.api.TestReporter;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

@Outage(
        page = "connect-timeout",
        hosts = {"app", "db"})
class ConnectTimeoutTest {
    // @start region="outage"
    @SimTest
    void aFirewallSwallowsTheSyn(Net net, TestReporter report) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms");
        net.blackhole(app, db); // the rule in the security group is missing

        assertThatThrownBy(() -> app.call(() -> new Socket("db", 5432)))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection timed out");

        assertEquals(131, Duration.ofNanos(net.nowNanos()).toSeconds());
        assertEquals(10, app.counts().get(Counter.TCP_SYN_RETRANS));
        report.publishEntry(
                "new Socket(\"db\", 5432) threw ConnectException: Connection timed out after "
                        + Durations.format(net.nowNanos()));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void aTimeoutOfItsOwn(Net net, TestReporter report) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms");
        net.blackhole(app, db);

        assertThatThrownBy(
                        () ->
                                app.call(
                                        () -> {
                                            try (Socket socket = new Socket()) {
                                                socket.connect(
                                                        new InetSocketAddress("db", 5432), 1500);
                                                return socket.isConnected();
                                            }
                                        }))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("Connect timed out");

        assertEquals(1500, Duration.ofNanos(net.nowNanos()).toMillis());
        report.publishEntry(
                "connect(…, 1500) threw SocketTimeoutException after "
                        + Durations.format(net.nowNanos()));
    }
    // @end region="cure"
}
