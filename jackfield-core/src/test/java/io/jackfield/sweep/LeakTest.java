package io.jackfield.sweep;

import static io.jackfield.posix.ErrnoException.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.net.WorldException;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observation;
import io.jackfield.observe.TcpState;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** What badly written programs, and errors of our own, leave behind. */
class LeakTest {
    private static final int PORT = 6000;
    private static final int LEAKS = 50;

    private final World world = World.scripted(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");

    LeakTest() {
        world.cable(a, b).netem("delay 5ms loss 2%");
    }

    private static int listener(Syscalls os, int port) {
        int fd = check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("bind", os.bind(fd, SocketAddress.of(IpAddress.ANY4, port)));
        check("listen", os.listen(fd, LEAKS));
        return fd;
    }

    private static int connected(Syscalls os, IpAddress to) {
        int fd = check("socket", os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("connect", os.connect(fd, SocketAddress.of(to, PORT)));
        return fd;
    }

    /** Accepts half of what comes, reads nothing, closes nothing. */
    private static Program leakingServer() {
        return os -> {
            int listener = listener(os, PORT);
            for (int i = 0; i < LEAKS / 2; i++) {
                int fd = check("accept", os.accept(listener, null));
                check("send", os.send(fd, ByteBuffer.allocate(5000), 0));
                check("dup", os.dup(fd));
            }
            return os.nanosleep(10_000_000_000L);
        };
    }

    private Program leakingClient() {
        return os -> {
            for (int i = 0; i < LEAKS; i++) {
                int fd = connected(os, b.address());
                check("send", os.send(fd, ByteBuffer.allocate(30_000), 0));
                int udp = check("socket", os.socket(Family.AF_INET6, Family.SOCK_DGRAM, 0));
                check("bind", os.bind(udp, SocketAddress.of(IpAddress.ANY6, PORT + i)));
                check("epoll_create1", os.epollCreate1(0));
            }
            listener(os, PORT + LEAKS);
            return 0;
        };
    }

    @Test
    void aProgramThatLeaksLeavesNothingOnceItsProcessEnds() {
        try (world) {
            b.start("server", leakingServer());
            a.start("client", leakingClient());
            assertThat(world.run().waiting()).isEmpty();
            for (Host host : world.hosts()) {
                assertThat(host.openFiles()).as("descriptors of %s", host).isZero();
            }
            world.runFor("30m");
            for (Host host : world.hosts()) {
                assertThat(host.sockets()).as("sockets of %s", host).isEmpty();
                assertThat(host.slabsOut()).as("slabs of %s", host).isZero();
                assertThat(host.timersArmed()).as("timers of %s", host).isZero();
            }
        }
    }

    /** Of ours, or of whoever observes the host. */
    private static final class Injected extends Error {
        private static final long serialVersionUID = 1;
    }

    private static void failOnce(Host host) {
        boolean[] hasFailed = new boolean[1];
        host.observe(
                observation -> {
                    boolean arrives =
                            observation instanceof Observation.StateChanged changed
                                    && changed.to() == TcpState.SYN_RECEIVED;
                    if (arrives && !hasFailed[0]) {
                        hasFailed[0] = true;
                        throw new Injected();
                    }
                });
    }

    @Test
    void anErrorInADrainIsReportedAndLeavesTheHostAlive() {
        try (world) {
            failOnce(b);
            b.start(
                    "server",
                    os -> {
                        int listener = listener(os, PORT);
                        for (int i = 0; i < 2; i++) {
                            int fd = check("accept", os.accept(listener, null));
                            check("send", os.send(fd, ByteBuffer.allocate(100), 0));
                            os.close(fd);
                        }
                        return 0;
                    });
            for (int i = 0; i < 2; i++) {
                a.start(
                        "client" + i,
                        os -> {
                            int fd = connected(os, b.address());
                            check("recv", os.recv(fd, ByteBuffer.allocate(100), 0));
                            return os.close(fd);
                        });
            }
            assertThatThrownBy(world::run)
                    .isInstanceOf(WorldException.class)
                    .hasRootCauseInstanceOf(Injected.class);
            assertThat(b.counts()).containsEntry(Counter.DRAIN_ERRORS, 1L);
            assertThat(world.run().waiting()).as("both clients are served").isEmpty();
            assertThat(b.counts()).containsEntry(Counter.DRAIN_ERRORS, 1L);
        }
    }
}
