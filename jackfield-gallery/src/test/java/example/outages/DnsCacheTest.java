package example.outages;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.gallery.Outage;
import io.jackfield.host.Host;
import io.jackfield.junit.Net;
import io.jackfield.junit.SimTest;
import io.jackfield.net.Peer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestReporter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.Security;
import java.time.Duration;
import java.util.List;

@Outage(
        page = "dns-cache",
        hosts = {"app", "db1", "db2"})
class DnsCacheTest {
    @AfterEach
    void theUsualMemory() {
        Security.setProperty("networkaddress.cache.ttl", "30");
    }

    // @start region="program"
    /** Says hello to the database once a second, until it answers; how often it did not. */
    private static int failuresUntilItAnswers() throws Exception {
        for (int failures = 0; ; failures++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("db", 5432), 500);
                return failures;
            } catch (IOException e) {
                Thread.sleep(500);
            }
        }
    }

    /** The first database loses its power, and its name is given to the second at once. */
    private static Duration outage(Net net) throws Exception {
        Host app = net.host("app");
        Host db1 = net.host("db1");
        Host db2 = net.host("db2");
        for (Host db : List.of(db1, db2)) {
            net.link(app, db).netem("delay 1ms");
            Peer.on(5432).readsAll().start(db);
        }
        net.names().set("db", db1);
        app.call(DnsCacheTest::failuresUntilItAnswers);
        db1.crash();
        net.names().set("db", db2);
        long began = net.nowNanos();
        app.call(DnsCacheTest::failuresUntilItAnswers);
        return Duration.ofNanos(net.nowNanos() - began);
    }

    // @end region="program"

    // @start region="outage"
    @SimTest
    void theJvmRemembersForHalfAMinute(Net net, TestReporter report) throws Exception {
        Duration outage = outage(net);

        assertThat(outage).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(31));
        report.publishEntry(
                "the name moved at once, the program followed %.1f s later"
                        .formatted(outage.toMillis() / 1000.0));
    }

    // @end region="outage"

    // @start region="cure"
    @SimTest
    void theJvmRemembersForOneSecond(Net net, TestReporter report) throws Exception {
        Security.setProperty("networkaddress.cache.ttl", "1"); // before the first lookup

        Duration outage = outage(net);

        assertThat(outage).isLessThan(Duration.ofSeconds(2));
        report.publishEntry(
                "the name moved at once, the program followed %.1f s later"
                        .formatted(outage.toMillis() / 1000.0));
    }
    // @end region="cure"
}
