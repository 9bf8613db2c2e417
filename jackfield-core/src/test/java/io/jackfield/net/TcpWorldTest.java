package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.Arrays;

class TcpWorldTest {
    private static final int PORT = 7007;
    private static final int MEGABYTE = 1 << 20;

    /** Runs an echo of so many octets over a cable; the seed's capture. */
    private static byte[] echo(long seed, String netem, boolean v4, int octets) {
        try (World world = World.scripted(seed)) {
            Host app = world.host("app");
            Host db = world.host("db");
            PatchCable cable = world.cable(app, db).netem(netem);
            Capture capture = world.capture(cable);
            db.start("server", Programs.echoServer(v4 ? IpAddress.ANY4 : IpAddress.ANY6, PORT, 1));
            IpAddress to = v4 ? db.address() : db.address6();
            app.start("client", Programs.echoClient(() -> to, PORT, octets));
            Ending ending = world.run();
            assertThat(ending.isComplete()).as("%s", ending).isTrue();
            return capture.octets();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "delay 20ms loss 1%,true",
        "delay 20ms loss 1%,false",
        "delay 5ms 5ms loss 2% duplicate 1% reorder 10% corrupt 1%,true",
        "delay 1ms rate 10mbit limit 20,false",
        "loss 5%,true"
    })
    void aMegabyteComesBackOverABadCable(String netem, boolean v4) {
        echo(1, netem, v4, MEGABYTE);
    }

    @Test
    void theSameSeedGivesTheSameOctetsAndAnotherSeedOthers() {
        String netem = "delay 5ms 2ms loss 2% duplicate 1%";
        byte[] first = echo(7, netem, true, MEGABYTE / 4);
        assertThat(echo(7, netem, true, MEGABYTE / 4)).isEqualTo(first);
        assertThat(Arrays.equals(echo(8, netem, true, MEGABYTE / 4), first)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCutInTheMiddleIsOvercome(long seed) {
        try (World world = World.scripted(seed)) {
            Host app = world.host("app");
            Host db = world.host("db");
            Host router = world.router("r");
            world.cable(app, router).delay("2ms");
            PatchCable cable = world.cable(router, db).delay("2ms").rate("50mbit");
            db.start("server", Programs.echoServer(IpAddress.ANY4, PORT, 1));
            app.start("client", Programs.echoClient(db::address, PORT, MEGABYTE));
            world.at("50ms", cable::cut).at("3s", cable::mend);
            Ending ending = world.run();
            assertThat(ending.isComplete()).as("%s", ending).isTrue();
            assertThat(app.counts()).containsKey(Counter.TCP_TIMEOUTS);
        }
    }

    @Test
    void whatEndsLeavesNothingBehindAfterTimeWait() {
        try (World world = World.scripted(3)) {
            Host app = world.host("app");
            Host db = world.host("db");
            world.cable(app, db).netem("delay 10ms loss 1%");
            db.start("server", Programs.echoServer(IpAddress.ANY4, PORT, 3));
            for (int i = 0; i < 3; i++) {
                app.start("client" + i, Programs.echoClient(db::address, PORT, MEGABYTE / 8));
            }
            assertThat(world.run().isComplete()).isTrue();
            world.runFor("10m");
            for (Host host : world.hosts()) {
                assertThat(host.openFiles()).as("descriptors of %s", host).isZero();
                assertThat(host.slabsOut()).as("slabs of %s", host).isZero();
                assertThat(host.timersArmed()).as("timers of %s", host).isZero();
            }
        }
    }

    @Test
    void twoIdleHoursCostMilliseconds() {
        try (World world = World.scripted(3)) {
            Host app = world.host("app");
            Host db = world.host("db");
            world.cable(app, db).delay("1ms");
            db.start("server", Programs.echoServer(IpAddress.ANY4, PORT, 1));
            Syscalls os = app.process("test").calls();
            int fd = Programs.connected(os, db.address(), PORT);
            long began = System.nanoTime();
            world.runFor("2h");
            assertThat(System.nanoTime() - began).isLessThan(1_000_000_000L);
            check("send", os.send(fd, ByteBuffer.allocate(10), 0));
            assertThat(os.recv(fd, ByteBuffer.allocate(20), 0)).isEqualTo(10);
            assertThat(world.nowNanos()).isGreaterThan(7_200_000_000_000L);
        }
    }

    @Test
    void loopbackNeedsNoNetworkAndNoTime() {
        try (World world = World.scripted(1)) {
            Host host = world.host("alone");
            host.start("server", Programs.echoServer(IpAddress.ANY6, PORT, 2));
            host.start("four", Programs.echoClient(() -> IpAddress.LOOPBACK4, PORT, MEGABYTE));
            host.start("six", Programs.echoClient(() -> IpAddress.LOOPBACK6, PORT, MEGABYTE));
            assertThat(world.run().isComplete()).isTrue();
            assertThat(world.nowNanos()).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void aMegabyteComesBackInRealTime() {
        try (World world = World.realTime(1)) {
            Host app = world.host("app");
            Host db = world.host("db");
            world.cable(app, db);
            db.start("server", Programs.echoServer(IpAddress.ANY4, PORT, 4));
            world.until(() -> !db.sockets().isEmpty(), "10s");
            for (int i = 0; i < 4; i++) {
                app.start("client" + i, Programs.echoClient(db::address, PORT, MEGABYTE));
            }
            world.until(world::isDone, "60s");
            assertThat(db.counts()).containsEntry(Counter.TCP_PASSIVE_OPENS, 4L);
        }
    }

    @Test
    void aConnectionToNobodyIsRefused() {
        try (World world = World.scripted(1)) {
            Host app = world.host("app");
            Host db = world.host("db");
            world.cable(app, db).delay("1ms");
            Syscalls os = app.process("test").calls();
            int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
            int result = os.connect(fd, SocketAddress.of(db.address(), PORT));
            assertThat(result).isEqualTo(Errno.ECONNREFUSED.result());
        }
    }

    @Test
    void aSynToABlackHoleIsGivenUpAfterLinuxsTime() {
        try (World world = World.scripted(1)) {
            Host app = world.host("app");
            Host db = world.host("db");
            world.cable(app, db).blackhole();
            Syscalls os = app.process("test").calls();
            int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
            int result = os.connect(fd, SocketAddress.of(db.address(), PORT));
            assertThat(result).isEqualTo(Errno.ETIMEDOUT.result());
            assertThat(world.nowNanos()).isEqualTo(131_000_000_000L); // LINUX.md 64
        }
    }
}
