package example.shop;

// @start region="newcomer"
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;

import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;

class SilentDatabaseTest {
    @SimTest(seeds = 20)
    void isNoticedAfterTwoMinutes(Net net) {
        Host app = net.host("app");
        Host db = net.host("db");
        net.link(app, db).netem("delay 20ms loss 1%");
        net.blackhole(db, app); // the database answers, and nothing arrives

        assertThrows(ConnectException.class, () -> app.call(() -> new Socket("db", 5432)));
        assertEquals(131, Duration.ofNanos(net.nowNanos()).toSeconds());
    }
}
// @end region="newcomer"
