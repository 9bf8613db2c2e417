package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.Capture;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The same seed gives the same octets on the wire, at the same times, packet for packet. */
class DeterminismTest {
    private static final int PORT = 4000;
    private static final int OCTETS = 4 << 20;
    private static final int CONNECTIONS = 3;
    private static final String NETEM =
            "delay 10ms 3ms loss 1% duplicate 1% corrupt 0.2% reorder 5% rate 50mbit";

    /** What was on the wire, as octets and to be read, and what TCP gave to IPv4 for it. */
    private record Wire(byte[] octets, List<String> lines, long ipSends) {}

    private static void sameWire(Wire wire, Wire expected) {
        for (int i = 0; i < Math.min(wire.lines.size(), expected.lines.size()); i++) {
            assertThat(wire.lines.get(i)).as("packet %d", i).isEqualTo(expected.lines.get(i));
        }
        assertThat(Arrays.equals(wire.octets, expected.octets)).isTrue();
    }

    /** The run that the others are compared with. */
    private static Wire reference = new Wire(new byte[0], List.of(), 0);

    @BeforeAll
    static void run() {
        reference = capture(1, true);
    }

    private static Wire capture(long seed, boolean superSegments) {
        try (World world = World.scripted(seed)) {
            Host a = world.host("a");
            Host b = world.host("b");
            Capture capture = world.capture(world.cable(a, b).netem(NETEM));
            for (Host host : List.of(a, b)) {
                host.settings().set(Setting.TSO, superSegments ? 1 : 0);
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                boolean v4 = i % 2 == 0;
                b.start("listener" + i, listener(v4, PORT + i));
                IpAddress to = v4 ? b.address() : b.address6();
                a.start("caller" + i, caller(SocketAddress.of(to, PORT + i)));
            }
            assertThat(world.run().waiting()).isEmpty();
            long sends = b.counts().get(Counter.IP_OUT_REQUESTS);
            return new Wire(capture.octets(), capture.lines(), sends);
        }
    }

    private static Program listener(boolean v4, int port) {
        return os -> {
            int family = v4 ? Family.AF_INET : Family.AF_INET6;
            int listener = check("socket", os.socket(family, Family.SOCK_STREAM, 0));
            IpAddress any = v4 ? IpAddress.ANY4 : IpAddress.ANY6;
            check("bind", os.bind(listener, SocketAddress.of(any, port)));
            check("listen", os.listen(listener, 1));
            int fd = check("accept", os.accept(listener, null));
            return speak(os, fd, 70_000);
        };
    }

    private static Program caller(SocketAddress to) {
        return os -> {
            int fd = check("socket", os.socket(to.family(), Family.SOCK_STREAM, 0));
            check("connect", os.connect(fd, to));
            return speak(os, fd, 9_000);
        };
    }

    /** Sends and reads at once, in two processes. */
    private static int speak(Syscalls os, int fd, int chunk) {
        os.fork(
                child -> {
                    ByteBuffer data = ByteBuffer.allocate(chunk);
                    for (int sent = 0; sent < OCTETS; ) {
                        sent += check("send", child.send(fd, data.clear(), 0));
                    }
                    return child.shutdown(fd, Family.SHUT_WR);
                });
        ByteBuffer room = ByteBuffer.allocate(1 << 16);
        while (check("recv", os.recv(fd, room.clear(), 0)) > 0) {
            assertThat(room.position()).isPositive();
        }
        return os.close(fd);
    }

    @Test
    void theSameSeedGivesTheSameOctets() {
        assertThat(reference.lines).hasSizeGreaterThan(10_000);
        sameWire(capture(1, true), reference);
    }

    @Test
    void anotherSeedGivesOthers() {
        assertThat(capture(2, true).octets).isNotEqualTo(reference.octets);
    }

    @Test
    void superSegmentsCannotBeSeenOnTheWire() {
        Wire cut = capture(1, false);
        sameWire(cut, reference);
        assertThat(cut.ipSends).isGreaterThan(reference.ipSends + 100);
    }
}
