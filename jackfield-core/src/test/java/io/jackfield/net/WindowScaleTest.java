package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.host.Host;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 7323 §2: how much may be under way over a long path. */
class WindowScaleTest {
    private static final int LARGEST_FIELD = 0xffff;

    private final World world = World.scripted(1);
    private final Host app = world.host("app");
    private final Host db = world.host("db");

    @AfterEach
    void close() {
        world.close();
    }

    /** The most octets that were sent and not yet acknowledged. */
    private int mostUnderWay() {
        world.cable(app, db).delay("50ms");
        Capture capture = world.capture();
        db.start("server", Programs.echoServer(db.address(), 7000, 1));
        app.start("client", Programs.echoClient(db::address, 7000, 600_000));
        world.run();
        int most = 0;
        int sent = 0;
        int acknowledged = 0;
        for (PacketView view : capture.packets()) {
            if (view.packet() instanceof Segment segment && view.isFrom(app)) {
                sent = view.isSyn() ? segment.seq() + 1 : segment.seq() + segment.payloadLength();
            } else if (view.packet() instanceof Segment segment) {
                acknowledged = segment.ack();
            }
            most = Math.max(most, acknowledged == 0 ? 0 : sent - acknowledged);
        }
        return most;
    }

    @Test
    void moreIsUnderWayThanTheFieldCanSay() {
        assertThat(mostUnderWay()).isGreaterThan(LARGEST_FIELD);
    }

    @Test
    void withoutTheOptionTheFieldIsAllThereIs() {
        db.settings().set(Setting.TCP_WINDOW_SCALING, 0);
        assertThat(mostUnderWay()).isBetween(LARGEST_FIELD / 2, LARGEST_FIELD);
    }
}
