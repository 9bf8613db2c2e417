package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jackfield.host.Host;
import io.jackfield.observe.Setting;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** What a connection costs on which nothing happens. */
class IdleMemoryTest {
    private static final int CONNECTIONS = 100_000;
    private static final int PER_PORT = 10_000;
    private static final int FIRST_PORT = 2000;

    /** Both ends, from the descriptors to the control blocks and all tables (DESIGN §7). */
    private static final int MOST_OCTETS = 768;

    @Test
    void anIdleConnectionTakesLessThan768OctetsAtBothEndsTogether() {
        assumeThat(Meter.hasCompactObjectHeaders()).isTrue();
        try (World world = World.realTime(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            world.cable(server, client);
            Syscalls accepting = calls(server);
            Syscalls connecting = calls(client);
            connect(accepting, connecting, server, FIRST_PORT - 1, 1000);
            long before = Meter.used();
            for (int i = 0; i < CONNECTIONS / PER_PORT; i++) {
                connect(accepting, connecting, server, FIRST_PORT + i, PER_PORT);
            }
            double each = (double) (Meter.used() - before) / CONNECTIONS;
            System.out.printf("%.0f octets per idle connection%n", each);
            assertThat(each).isBetween(100.0, (double) MOST_OCTETS);
        }
    }

    @Test
    void whatAConnectionHasSentAndReceivedLeavesNoSlabBehind() {
        try (World world = World.scripted(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            world.cable(server, client);
            SocketAddress address = SocketAddress.of(server.address(), FIRST_PORT);
            server.start(
                    "server",
                    os -> {
                        int listener = Meter.listen(os, address);
                        int fd = Meter.check(os.accept(listener, null));
                        ByteBuffer data = ByteBuffer.allocate(100_000);
                        while (data.hasRemaining()) {
                            Meter.check(os.read(fd, data));
                        }
                        return Meter.check(os.nanosleep(3_000_000_000L));
                    });
            client.start(
                    "client",
                    os -> {
                        int fd = Meter.connect(os, address);
                        Meter.check(os.write(fd, ByteBuffer.allocate(100_000)));
                        return Meter.check(os.nanosleep(3_000_000_000L));
                    });
            world.runFor("2s");
            assertThat(server.slabsOut() + client.slabsOut()).isZero();
        }
    }

    private static Syscalls calls(Host host) {
        host.settings().set(Setting.NR_OPEN, 2 * CONNECTIONS + 3000);
        host.settings().set(Setting.IP_LOCAL_PORT_RANGE_LOW, 2500);
        host.settings().set(Setting.IP_LOCAL_PORT_RANGE_HIGH, 65_000);
        Syscalls calls = host.process("program").calls();
        Meter.check(calls.setNoFileLimit(2 * CONNECTIONS + 3000));
        return calls;
    }

    private static void connect(
            Syscalls accepting, Syscalls connecting, Host server, int port, int many) {
        SocketAddress address = SocketAddress.of(server.address(), port);
        int listener = Meter.listen(accepting, address);
        for (int i = 0; i < many; i++) {
            Meter.connect(connecting, address);
            Meter.check(accepting.accept(listener, null));
        }
        Meter.check(accepting.close(listener));
    }
}
