package io.jackfield.junit.assertions;

import static io.jackfield.junit.assertions.NetAssertions.assertThat;
import static io.jackfield.observe.TcpState.CLOSE_WAIT;
import static io.jackfield.observe.TcpState.ESTABLISHED;
import static io.jackfield.observe.TcpState.FIN_WAIT_2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.net.Capture;
import io.jackfield.net.Flow;
import io.jackfield.net.PacketView;
import io.jackfield.net.PatchCable;
import io.jackfield.net.Peer;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** Each assertion holds, and each fails with a message that shows why. */
class NetAssertionsTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final PatchCable cable = world.cable(app, db).delay("20ms");
    private final Flow flow = world.flow(app, db);
    private final Capture capture = world.capture();

    @AfterEach
    void close() {
        world.close();
    }

    /** Sends 1000 octets, reads once, and closes after so long. */
    private void talk(String until) {
        app.start(
                "client",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                    os.connect(fd, SocketAddress.of(db.address(), 80));
                    os.send(fd, ByteBuffer.allocate(1000), 0);
                    os.recv(fd, ByteBuffer.allocate(10), 0);
                    os.nanosleep(10_000_000_000L);
                    return os.close(fd);
                });
        world.runFor(until);
    }

    private static void fails(ThrowingCallable assertion, String... words) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).message().contains(words);
    }

    @Test
    void aFlowWithoutTrouble() {
        Peer.on(80).reads(1000).writes("ok").readsAll().start(db);
        talk("2m");
        assertThat(flow).hasNoRetransmissions().hasNoReset().hasNoLoss();
        fails(
                () -> assertThat(flow).hasRetransmissions(),
                "expected segments sent again, but:",
                "app→db: 6 packets, 1000 octets, 0 lost, 0 retransmitted, 0 resets",
                "sockets of db:  State Recv-Q Send-Q Local:Port Peer:Port\n  LISTEN 0 ");
        fails(() -> assertThat(flow).hasReset(), "expected a RST, but:");
        fails(() -> assertThat(flow).hasLoss(), "expected packets lost, but:");
    }

    @Test
    void aFlowWithTrouble() {
        cable.drop(PacketView::isSyn).first(1);
        Peer.on(80).reads(1).resets().start(db);
        talk("2m");
        assertThat(flow).hasRetransmissions().hasReset().hasLoss();
        fails(() -> assertThat(flow).hasNoRetransmissions(), "no segment sent again", "1 retr");
        fails(() -> assertThat(flow).hasNoReset(), "expected no RST", "db→app", "1 resets");
        fails(() -> assertThat(flow).hasNoLoss(), "expected no packet lost", "1 lost");
    }

    @Test
    void oneWay() {
        Peer.on(80).reads(1000).writes("ok").readsAll().start(db);
        talk("2m");
        assertThat(flow.from(app))
                .hasOctets(1000)
                .hasAtLeastOctets(1000)
                .hasPackets(6)
                .hasRetransmissions(0)
                .hasNoTimeout()
                .hasRoundTripBetween("40ms", "45ms");
        Flow.Way way = flow.from(app);
        fails(() -> assertThat(way).hasOctets(1), "expected of app→db 1 octets, but: 1000");
        fails(() -> assertThat(way).hasAtLeastOctets(1001), "at least 1001 octets, but: 1000");
        fails(() -> assertThat(way).hasPackets(5), "5 packets, but: 6");
        fails(() -> assertThat(way).hasRetransmissions(1), "1 segments sent again, but: 0");
        fails(
                () -> assertThat(way).hasRoundTripBetween("1ms", "2ms"),
                "a round trip from 1ms to 2ms, but: 4",
                "sockets of app:");
        Flow.Way idle = world.flow(app, db).from(app);
        fails(() -> assertThat(idle).hasRoundTripBetween("1ms", "2ms"), "none was measured");
    }

    @Test
    void aTimeoutIsSeen() {
        cable.drop(packet -> packet.isFrom(app) && packet.hasData()).first(2);
        Peer.on(80).reads(1000).writes("ok").readsAll().start(db);
        talk("2m");
        fails(() -> assertThat(flow.from(app)).hasNoTimeout(), "no retransmission timeout, but: 1");
    }

    @Test
    void socketsOfAHost() {
        Peer.on(80).reads(1000).writes("ok").stalls().start(db);
        talk("5s");
        assertThat(app).hasSocketIn(ESTABLISHED).hasNoSocketIn(CLOSE_WAIT, FIN_WAIT_2);
        assertThat(db).listensOn(80).leaksNothing();
        fails(
                () -> assertThat(app).hasSocketIn(CLOSE_WAIT),
                "expected of app: a socket in CLOSE-WAIT",
                "ESTAB 0 0 10.0.1.1:");
        fails(
                () -> assertThat(app).hasNoSocketIn(CLOSE_WAIT, ESTABLISHED),
                "no socket in CLOSE-WAIT, ESTAB",
                "ESTAB 0 0 10.0.1.1:");
        fails(() -> assertThat(app).listensOn(80), "a listener on port 80");
    }

    @Test
    void aSocketThatItsPeerHasClosedIsALeak() {
        Peer.on(80).reads(1000).writes("ok").stalls().start(db);
        talk("1m"); // the peer that stalls never closes
        assertThat(db).hasSocketIn(CLOSE_WAIT);
        fails(
                () -> assertThat(db).leaksNothing(),
                "expected of db: no socket that its peer has closed and its owner has not",
                "CLOSE-WAIT 0 0 10.0.1.2:80");
    }

    @Test
    void unreadOctetsAreALeak() {
        Peer.on(80).reads(1).start(db);
        talk("1m");
        assertThat(db)
                .hasCounted(Counter.TCP_ABORT_ON_CLOSE)
                .hasCounted(Counter.TCP_PASSIVE_OPENS, 1)
                .hasNotCounted(Counter.TCP_LISTEN_DROPS);
        fails(() -> assertThat(db).leaksNothing(), "TcpExtTCPAbortOnClose = 0 (found 1)");
        fails(() -> assertThat(db).hasCounted(Counter.TCP_RETRANS_SEGS), "TcpRetransSegs > 0");
        fails(
                () -> assertThat(db).hasCounted(Counter.TCP_PASSIVE_OPENS, 2),
                "expected of db: TcpPassiveOpens = 2 (found 1)",
                "sockets of db:");
        fails(
                () -> assertThat(db).hasNotCounted(Counter.TCP_PASSIVE_OPENS),
                "TcpPassiveOpens = 0 (found 1)");
    }

    @Test
    void packetsThatMatch() {
        Peer.on(80).reads(1000).writes("ok").readsAll().start(db);
        talk("2m");
        assertThat(capture)
                .hasPacket(packet -> packet.isSynAck() && packet.isTo(app))
                .hasNoPacket(PacketView::isRst)
                .hasPackets(2, PacketView::isFin);
        fails(
                () -> assertThat(capture).hasPacket(PacketView::isRst),
                "expected a packet that matches, but of 10 do 0:");
        fails(
                () -> assertThat(capture).hasNoPacket(PacketView::isFin),
                "expected no packet that matches, but of 10 do 2:\n  IP 10.0.1.",
                "Flags [F.]");
        fails(
                () -> assertThat(capture).hasPackets(3, PacketView::isFin),
                "expected 3 packets that match, but of 10 do 2:");
        assertThat(capture.packets()).hasSize(10);
    }
}
