package example.shop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;

class ConnectTimeoutTest {
    // @start region="connect-timeout"
    @SimTest(seeds = 20)
    void aSilentServerIsNoticedAfterTwoMinutes(Net net) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms");
        net.blackhole(db, app); // the database answers, and nothing arrives

        assertThatThrownBy(() -> app.call(() -> new Socket("db", 5432)))
                .isInstanceOf(ConnectException.class)
                .hasMessage("Connection timed out");
        assertEquals(131, Duration.ofNanos(net.nowNanos()).toSeconds());
    }
    // @end region="connect-timeout"
}
