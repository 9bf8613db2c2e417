package io.jackfield.net;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Errno;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class UdpWorldTest {
    private final World world = World.scripted(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");
    private final PatchCable cable = world.cable(a, b).delay("10ms");

    @AfterEach
    void close() {
        world.close();
    }

    private static String exchange(Syscalls os, int fd, SocketAddress to, String text) {
        check("sendto", os.sendto(fd, ByteBuffer.wrap(text.getBytes(UTF_8)), 0, to));
        ByteBuffer answer = ByteBuffer.allocate(100);
        check("recv", os.recv(fd, answer, 0));
        return new String(answer.array(), 0, answer.position(), UTF_8);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void datagramsGoThereAndBack(boolean v4) {
        IpAddress any = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
        IpAddress to = v4 ? b.address() : b.address6();
        List<String> answers = new ArrayList<>();
        b.start("echo", Programs.udpEcho(any, 7007, 3));
        a.start(
                "client",
                os -> {
                    int fd = os.socket(Programs.family(any), Family.SOCK_DGRAM, 0);
                    for (String text : List.of("one", "two", "three")) {
                        answers.add(exchange(os, fd, SocketAddress.of(to, 7007), text));
                    }
                    return os.close(fd);
                });
        Ending ending = world.run();
        assertThat(ending.isComplete()).as("%s", ending).isTrue();
        assertThat(answers).containsExactly("one", "two", "three");
        assertThat(world.nowNanos()).isEqualTo(60_000_000);
    }

    @Test
    void aPortWhereNobodyListensRefuses() {
        List<Integer> results = new ArrayList<>();
        a.start(
                "client",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                    os.connect(fd, SocketAddress.of(b.address(), 9009));
                    os.write(fd, ByteBuffer.allocate(1));
                    results.add(os.read(fd, ByteBuffer.allocate(1)));
                    return 0;
                });
        world.run();
        assertThat(results).containsExactly(Errno.ECONNREFUSED.result());
        assertThat(b.counts()).containsEntry(Counter.UDP_NO_PORTS, 1L);
    }

    @Test
    void aLostDatagramIsWaitedForInVain() {
        cable.from(a).drop(PacketView::isUdp).first(1);
        b.start("echo", Programs.udpEcho(IpAddress.ANY4, 7007, 1));
        a.start(
                "client",
                os -> {
                    int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                    exchange(os, fd, SocketAddress.of(b.address(), 7007), "lost");
                    return 0;
                });
        Ending ending = world.run();
        assertThat(ending.waiting()).containsExactly("b:echo in recv", "a:client in recv");
    }

    @Test
    void aTestMayMakeSystemCallsItself() {
        b.start("echo", Programs.udpEcho(IpAddress.ANY4, 7007, 1));
        Syscalls os = a.process("test").calls();
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        assertThat(exchange(os, fd, SocketAddress.of(b.address(), 7007), "hello"))
                .isEqualTo("hello");
        assertThat(world.nowNanos()).isEqualTo(20_000_000);
    }

    @Test
    void whatEndsLeavesNothingBehind() {
        b.start("echo", Programs.udpEcho(IpAddress.ANY4, 7007, 2));
        Syscalls os = a.process("test").calls();
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        exchange(os, fd, SocketAddress.of(b.address(), 7007), "hello");
        world.close();
        for (Host host : world.hosts()) {
            assertThat(host.openFiles()).isZero();
            assertThat(host.slabsOut()).isZero();
        }
    }
}
