package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observation;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;
import io.jackfield.time.Durations;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** app — r — db, and what r refuses. */
class FirewallTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final Host r = world.router("r");
    private final PatchCable inside = world.cable(app, r);
    private int result;
    private long ended;

    FirewallTest() {
        world.cable(r, db);
        Peer.on(80).reads(1).writes("a").reads(1).writes("b").stalls().start(db);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Connects, says a word, is silent, says another word, and reads the answer. */
    private void talk(String silence) {
        app.start(
                "client",
                os -> {
                    result = word(os, silence);
                    ended = os.nanoTime();
                    return 0;
                });
        world.runFor("30m");
    }

    private int word(Syscalls os, String silence) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        int connected = os.connect(fd, SocketAddress.of(db.address(), 80));
        if (connected < 0) {
            return connected;
        }
        os.send(fd, ByteBuffer.allocate(1), 0);
        os.recv(fd, ByteBuffer.allocate(1), 0);
        os.nanosleep(Durations.parse(silence));
        os.send(fd, ByteBuffer.allocate(1), 0);
        return os.recv(fd, ByteBuffer.allocate(1), 0);
    }

    @Test
    void dropsSilentlyAndTheClientWaitsForTwoMinutes() {
        Firewall.on(r).drop(packet -> packet.destinationPort() == 80);
        talk("0s");
        assertThat(result).isEqualTo(Errno.ETIMEDOUT.result());
        assertThat(ended / 1_000_000_000L).isBetween(127L, 140L);
    }

    @Test
    void rejectsWithIcmp() {
        Firewall.on(r).reject(packet -> packet.destinationPort() == 80);
        talk("0s");
        assertThat(result).isEqualTo(Errno.ECONNREFUSED.result());
        assertThat(ended).isLessThan(1_000_000_000L);
    }

    @Test
    void resetsInTheNameOfTheServer() {
        Capture capture = world.capture(inside);
        Firewall firewall = Firewall.on(r).reset(PacketView::isSyn);
        talk("0s");
        assertThat(result).isEqualTo(Errno.ECONNREFUSED.result());
        assertThat(capture.lines())
                .anyMatch(line -> line.contains(db.address() + ".80 > ") && line.contains("[R.]"));
        firewall.close();
        talk("0s");
        assertThat(result).isEqualTo(1);
    }

    @Test
    void anIdleFlowIsForgottenWithoutAWord() {
        Firewall.on(r).forgetsIdleFlows("350s");
        talk("340s");
        assertThat(result).isEqualTo(1);
        talk("360s");
        assertThat(result).isEqualTo(Errno.ETIMEDOUT.result());
    }

    @Test
    void anIdleFlowIsForgottenAndReset() {
        Firewall.on(r).resetsIdleFlows("350s");
        talk("340s");
        assertThat(result).isEqualTo(1);
        talk("360s");
        assertThat(result).isEqualTo(Errno.ECONNRESET.result());
    }

    @Test
    void onlyFlowsFromInsidePass() {
        Firewall.on(r).opensOnlyFrom(inside);
        talk("0s");
        assertThat(result).isEqualTo(1);
        Ping out = app.ping(db.address());
        Ping in = db.ping(app.address());
        world.runFor("1s");
        assertThat(out.isAnswered()).isTrue();
        assertThat(in.isAnswered()).isFalse();
        Peer.on(81).start(app);
        int[] connected = new int[1];
        db.start(
                "outsider",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                    connected[0] = os.connect(fd, SocketAddress.of(app.address(), 81));
                    return 0;
                });
        world.runFor("5m");
        assertThat(connected[0]).isEqualTo(Errno.ETIMEDOUT.result());
    }

    @Test
    void aRouterThatCrashesForgetsItsFlowsAndKeepsItsRules() {
        Firewall.on(r).opensOnlyFrom(inside);
        world.at("5s").crash(r);
        world.at("6s").restart(r);
        talk("10s");
        assertThat(result).isEqualTo(Errno.ETIMEDOUT.result());
        talk("0s");
        assertThat(result).isEqualTo(1);
    }

    @Test
    void aNarrowPathBehindARouterThatTellsNobodyIsFoundByNoOne() {
        Firewall.on(r).drop(packet -> packet.isIcmp());
        PatchCable narrow = world.cables().get(1);
        narrow.mtu(1500).dropsLargerThan(1400);
        int[] sent = new int[1];
        app.start(
                "bulk",
                os -> {
                    int fd = Programs.connected(os, db.address(), 80);
                    os.send(fd, ByteBuffer.allocate(5000), 0);
                    sent[0] = os.recv(fd, ByteBuffer.allocate(1), 0);
                    return 0;
                });
        world.runFor("30m");
        assertThat(sent[0]).isEqualTo(Errno.ETIMEDOUT.result());
    }

    @Test
    void aHostTellsWhatItsFilterRefusedAndWhatItDropped() {
        List<Observation> seen = new ArrayList<>();
        r.observe(seen::add);
        Firewall.on(r).drop(PacketView::isSyn);
        talk("1s");
        assertThat(seen)
                .isNotEmpty()
                .allMatch(Observation.Filtered.class::isInstance)
                .allMatch(each -> ((Observation.Filtered) each).packet().contains("Flags [S]"));
        seen.clear();
        app.ping(IpAddress.of("192.0.2.1")); // r knows no way to it
        world.runFor("1s");
        assertThat(seen)
                .singleElement()
                .isInstanceOfSatisfying(
                        Observation.Dropped.class,
                        drop -> assertThat(drop.why()).isEqualTo(Counter.IP_IN_NO_ROUTES));
    }
}
