package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

@Timeout(60)
class RealTimeWorldTest {
    private static void pingPong(World world, int rounds) {
        Host a = world.host("a");
        Host b = world.host("b");
        world.cable(a, b);
        b.start("echo", Programs.udpEcho(IpAddress.ANY4, 7007, rounds));
        world.until(() -> !b.sockets().isEmpty(), "10s");
        Syscalls os = a.process("test").calls();
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        check("connect", os.connect(fd, SocketAddress.of(b.address(), 7007)));
        ByteBuffer answer = ByteBuffer.allocate(100);
        for (int i = 0; i < rounds; i++) {
            byte[] text = ("round " + i).getBytes(UTF_8);
            check("write", os.write(fd, ByteBuffer.wrap(text)));
            check("read", os.read(fd, answer.clear()));
            assertThat(answer.flip()).isEqualTo(ByteBuffer.wrap(text));
        }
        check("close", os.close(fd));
    }

    @Test
    void datagramsGoThereAndBackBetweenThreadsThatRunAtOnce() {
        try (World world = World.realTime(1)) {
            pingPong(world, 10_000);
            assertThat(world.run().isComplete()).isTrue();
        }
    }

    @Test
    void aDelayTakesThatLong() {
        try (World world = World.realTime(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            world.cable(a, b).delay("5ms");
            long began = world.nowNanos();
            b.start("echo", Programs.udpEcho(IpAddress.ANY4, 7007, 1));
            world.until(() -> !b.sockets().isEmpty(), "10s");
            Syscalls os = a.process("test").calls();
            int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
            SocketAddress to = SocketAddress.of(b.address(), 7007);
            check("sendto", os.sendto(fd, ByteBuffer.allocate(1), 0, to));
            check("recv", os.recv(fd, ByteBuffer.allocate(1), 0));
            assertThat(world.nowNanos() - began).isBetween(10_000_000L, 2_000_000_000L);
        }
    }

    @Test
    void aClosedWorldLeavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        World world = World.realTime(1);
        Host a = world.host("a");
        a.start("blocked", Programs.udpEcho(IpAddress.ANY4, 7007, 1));
        pingPongOnOther(world);
        world.close();
        Set<Thread> after =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("jackfield"))
                        .filter(thread -> !before.contains(thread))
                        .collect(Collectors.toSet());
        assertThat(after).isEmpty();
        assertThat(a.openFiles()).isZero();
    }

    private static void pingPongOnOther(World world) {
        Host c = world.host("c");
        world.cable(world.find("a"), c);
        Syscalls os = c.process("test").calls();
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        check(
                "sendto",
                os.sendto(
                        fd,
                        ByteBuffer.allocate(1),
                        0,
                        SocketAddress.of(world.find("a").address(), 9999)));
    }

    @Test
    void aConditionIsWaitedFor() {
        try (World world = World.realTime(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            world.cable(a, b).delay("2ms");
            var ping = a.ping(b.address());
            world.until(ping::isAnswered, "10s");
            assertThat(ping.roundTripNanos()).isGreaterThanOrEqualTo(4_000_000);
        }
    }

    @Test
    void anActionComesAtItsTime() {
        try (World world = World.realTime(1)) {
            long[] came = new long[1];
            world.at("20ms", () -> came[0] = world.nowNanos());
            world.until(() -> came[0] > 0, "10s");
            assertThat(came[0]).isGreaterThanOrEqualTo(20_000_000);
        }
    }

    @Test
    @Timeout(30)
    void aCaptureIsFlushedByOneThreadAfterTheOther() throws InterruptedException {
        try (World world = World.realTime(1)) {
            Capture capture = world.capture(world.cable(world.host("x"), world.host("y")));
            capture.flush();
            Thread other = Thread.ofVirtual().start(capture::flush);
            assertThat(other.join(Duration.ofSeconds(20))).isTrue();
        }
    }
}
