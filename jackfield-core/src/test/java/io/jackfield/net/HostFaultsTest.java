package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server that says a word a second to whoever connects, and what its host suffers. */
class HostFaultsTest {
    private final World world = World.scripted(1).noteMisfortunes();
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final PatchCable cable = world.cable(app, db).delay("10ms");
    private final Capture capture = world.capture(cable);
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    private void serve() {
        db.start("server", this::server);
    }

    private int server(Syscalls os) {
        int listener = Programs.listener(os, db.address(), 5432);
        int fd = os.accept(listener, null);
        int sent = 0;
        while (sent >= 0) {
            sent = os.send(fd, ByteBuffer.allocate(1), 0);
            os.nanosleep(1_000_000_000);
        }
        return 0;
    }

    /** Reads what comes, with a word to the server every so often. */
    private void read(String saysEvery) {
        app.start(
                "client",
                os -> {
                    int fd = Programs.connected(os, db.address(), 5432);
                    long pause = Duration.parse("PT" + saysEvery).toNanos();
                    os.fork(
                            child -> {
                                int said;
                                do {
                                    child.nanosleep(pause);
                                    said = child.send(fd, ByteBuffer.allocate(1), 0);
                                } while (said > 0);
                                return 0;
                            });
                    int got;
                    do {
                        got = os.recv(fd, ByteBuffer.allocate(1), 0);
                        note(got);
                    } while (got > 0);
                    return 0;
                });
    }

    private void note(int got) {
        String word = got < 0 ? "ECONNRESET" : String.valueOf(got);
        if (got < 0) {
            assertThat(got).isEqualTo(Errno.ECONNRESET.result());
        }
        log.add(world.nowNanos() / 1_000_000 + " " + word);
    }

    private List<String> sentByDb(double after) {
        return capture.lines().stream()
                .filter(line -> line.contains("db:eth0→"))
                .filter(line -> Double.parseDouble(line.substring(0, line.indexOf(' '))) > after)
                .toList();
    }

    @Test
    void aHostThatCrashesSaysNothingAndIsEmptyWhenItIsBack() {
        serve();
        read("3S");
        world.at("2500ms").crash(db);
        world.at("10s").restart(db);
        world.runFor("9s");
        assertThat(log).containsExactly("40 1", "1040 1", "2040 1");
        assertThat(sentByDb(2.5)).isEmpty();
        assertThat(db.sockets()).isEmpty();
        assertThat(db.openFiles()).isZero();
        assertThat(db.slabsOut()).isZero();
        assertThat(db.timersArmed()).isZero();
        assertThatThrownBy(() -> db.start("again", _ -> 0)).hasMessageContaining("db is down");
        world.runFor("11s");
        assertThat(log).hasSize(4);
        assertThat(log.getLast()).endsWith("ECONNRESET"); // upon the retransmission of its word
        assertThat(sentByDb(2.5).getFirst()).contains("Flags [R]");
        assertThat(world.misfortunes())
                .map(Misfortune::id)
                .contains("2.5s crash db", "10s restart db");
    }

    @Test
    void aHostThatIsBackServesAgainOverTheRoutesThatItHad() {
        Host router = world.router("r");
        Host far = world.host("far");
        world.cable(db, router);
        world.cable(router, far);
        assertThat(far.ping(db.addresses().get(1)).result()).isZero();
        List<String> routes = db.routes().stream().map(Object::toString).toList();
        try (Outage _ = world.crash(db)) {
            Ping ping = far.ping(db.addresses().get(1));
            world.runFor("1s");
            assertThat(ping.isAnswered()).isFalse();
        }
        assertThat(db.routes()).map(Object::toString).containsExactlyInAnyOrderElementsOf(routes);
        Ping ping = far.ping(db.addresses().get(1));
        world.runFor("1s");
        assertThat(ping.isAnswered()).isTrue();
        serve();
        read("1S");
        world.runFor("2s");
        assertThat(log).hasSize(2);
    }

    /** Its listener is given up when there is another table of ports, which does not know it. */
    @Test
    void aServerThatSleepsInAcceptGoesWithItsHost() {
        serve();
        world.runFor("1s");
        db.crash();
        world.runFor("1s");
        db.restart();
        serve();
        read("1S");
        world.runFor("2s");
        assertThat(log).hasSize(2);
        assertThat(db.openFiles()).isEqualTo(2);
    }

    @Test
    void thePeerOfACrashedHostGivesUpAfterAQuarterOfAnHour() {
        serve();
        int[] result = new int[1];
        app.start(
                "writer",
                os -> {
                    int fd = Programs.connected(os, db.address(), 5432);
                    os.nanosleep(5_000_000_000L);
                    os.send(fd, ByteBuffer.allocate(1), 0);
                    ByteBuffer buffer = ByteBuffer.allocate(1);
                    do {
                        result[0] = os.recv(fd, buffer.clear(), 0);
                    } while (result[0] > 0);
                    return 0;
                });
        world.at("3s").crash(db);
        world.run();
        assertThat(result[0]).isEqualTo(Errno.ETIMEDOUT.result());
        assertThat(Duration.ofNanos(world.nowNanos()).toMinutes()).isBetween(13L, 17L);
    }

    @Test
    void aPausedHostStandsStillWhileTimeGoesOnAndThenCatchesUp() {
        serve();
        read("700S");
        world.at("1500ms").pause(db);
        world.at("9s").resume(db);
        Ping[] ping = new Ping[1];
        world.at("3s", () -> ping[0] = app.ping(db.address()));
        world.runFor("8s");
        assertThat(log).containsExactly("40 1", "1040 1");
        assertThat(sentByDb(1.5)).isEmpty();
        assertThat(ping[0].isAnswered()).isFalse();
        world.runFor("3s");
        assertThat(log).startsWith("40 1", "1040 1", "9010 1", "10010 1");
        assertThat(ping[0].roundTripNanos()).isEqualTo(6_010_000_000L);
    }

    @Test
    void aPausedHostHasAQueueOfAThousandPackets() {
        app.ping(db.address());
        world.runFor("1s");
        db.pause();
        List<Ping> pings = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            pings.add(app.ping(db.address()));
        }
        world.runFor("1s");
        assertThat(cable.from(app).counts().overLimit()).isEqualTo(100);
        db.resume();
        world.runFor("1s");
        assertThat(pings.stream().filter(Ping::isAnswered)).hasSize(1000);
    }

    @Test
    void aPausedHostCanBeLookedAtAndEnded() {
        serve();
        read("1S");
        world.at("1500ms").pause(db);
        world.runFor("5s");
        assertThat(db.isPaused()).isTrue();
        assertThat(db.sockets()).hasSize(2);
        db.crash();
        assertThat(db.sockets()).isEmpty();
        assertThat(db.isPaused()).isFalse();
    }

    @Test
    void theWallClockOfAHostMayBeWrongAndItsTimersAreNot() {
        db.clockOffset(Duration.ofHours(-1));
        world.at("10s", () -> db.clockSkew(100_000)); // a tenth too fast
        long[] wall = new long[3];
        long[] slept = new long[1];
        db.start(
                "looks",
                os -> {
                    wall[0] = os.wallNanos();
                    os.nanosleep(10_000_000_000L);
                    wall[1] = os.wallNanos();
                    long began = os.nanoTime();
                    os.nanosleep(10_000_000_000L);
                    slept[0] = os.nanoTime() - began;
                    wall[2] = os.wallNanos();
                    return 0;
                });
        world.run();
        assertThat(wall[0]).isEqualTo(app.wallNanos() - world.nowNanos() - 3_600_000_000_000L);
        assertThat(wall[1] - wall[0]).isEqualTo(10_000_000_000L);
        assertThat(wall[2] - wall[1]).isEqualTo(11_000_000_000L);
        assertThat(slept[0]).isEqualTo(10_000_000_000L);
    }
}
