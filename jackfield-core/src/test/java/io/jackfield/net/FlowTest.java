package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

class FlowTest {
    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host db = world.host("db");
    private final PatchCable cable = world.cable(app, db).delay("25ms");
    private final Flow flow = world.flow(app, db);

    @AfterEach
    void close() {
        world.close();
    }

    private void echo() {
        db.start("server", Programs.echoServer(db.address(), 7000, 1));
        app.start("client", Programs.echoClient(db::address, 7000, 10_000));
        world.run();
    }

    @Test
    void countsOctetsAndRoundTripsOfEachWay() {
        echo();
        assertThat(flow.from(app).octets()).isEqualTo(10_000);
        assertThat(flow.from(db).octets()).isEqualTo(10_000);
        assertThat(flow.from(app).packets()).isGreaterThan(7);
        assertThat(flow.from(app).roundTripNanos()).isBetween(50_000_000L, 60_000_000L);
        assertThat(flow.retransmissions()).isZero();
        assertThat(flow.resets()).isZero();
    }

    @Test
    void countsWhatIsLostAndSentAgain() {
        cable.drop(packet -> packet.isFrom(app) && packet.hasData()).nth(2);
        cable.drop(PacketView::isSynAck).first(1);
        echo();
        assertThat(flow.from(app).lost()).isEqualTo(1);
        assertThat(flow.from(db).lost()).isEqualTo(1);
        assertThat(flow.from(app).retransmissions()).isGreaterThanOrEqualTo(2); // and the SYN
        assertThat(flow.from(app).octets()).isGreaterThan(10_000);
        assertThat(flow.toString()).startsWith("app→db: ").contains("1 lost");
    }

    @Test
    void countsResets() {
        Peer.on(80).reads(1).resets().start(db);
        app.start(
                "client",
                os -> {
                    int fd = Programs.connected(os, db.address(), 80);
                    os.send(fd, ByteBuffer.allocate(1), 0);
                    return os.recv(fd, ByteBuffer.allocate(1), 0);
                });
        world.runFor("1s");
        assertThat(flow.from(db).resets()).isEqualTo(1);
        assertThat(flow.resets()).isEqualTo(1);
    }

    @Test
    void aHostThatIsNoEndIsRefused() {
        Host other = world.host("other");
        assertThatThrownBy(() -> flow.from(other)).hasMessageContaining("no end");
    }
}
