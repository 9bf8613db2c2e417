package io.jackfield.benchmarks;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.Locale;

/** How fast a scripted world runs: packets per real second. */
final class VirtualTime {
    private static final int PORT = 8080;
    private static final int ROUNDS = 4;

    private VirtualTime() {}

    static void print(PrintStream out) {
        print(out, "2 hosts, bulk over 10 ms", 1, 1 << 16, 400, 3);
        print(out, "1000 hosts, round trips over 10 ms", 500, 1, 400, 1);
    }

    private static void print(
            PrintStream out, String title, int pairs, int octets, int turns, double goal) {
        double[] rates = new double[ROUNDS];
        for (int i = -1; i < ROUNDS; i++) {
            double rate = packetsPerSecond(pairs, octets, turns);
            if (i >= 0) {
                rates[i] = rate / 1e6;
            }
        }
        Spread spread = Spread.of(rates);
        out.printf(
                Locale.ROOT,
                "virtual time, %s: %.2f M packets/s (%.2f … %.2f; goal %.0f)%n",
                title,
                spread.median(),
                spread.least(),
                spread.most(),
                goal);
    }

    private static double packetsPerSecond(int pairs, int octets, int turns) {
        try (World world = World.scripted(1)) {
            int all = octets == 1 ? turns : turns * 4096;
            for (int i = 0; i < pairs; i++) {
                Host server = world.host("server" + i);
                Host client = world.host("client" + i);
                world.cable(server, client).netem("delay 10ms limit 100000");
                server.start("server", octets == 1 ? echo() : sink());
                client.start(
                        "client",
                        octets == 1
                                ? asks(server.address(), all)
                                : source(server.address(), octets, all / 16));
            }
            long begin = System.nanoTime();
            world.run();
            double seconds = (System.nanoTime() - begin) / 1e9;
            long packets = 0;
            for (Host host : world.hosts()) {
                packets += host.counts().getOrDefault(Counter.IP_IN_RECEIVES, 0L);
            }
            return packets / seconds;
        }
    }

    private static Program sink() {
        return os -> {
            int fd = accepted(os);
            ByteBuffer room = ByteBuffer.allocate(1 << 16);
            while (os.read(fd, room.clear()) > 0) {
                // what was read does not matter
            }
            return 0;
        };
    }

    private static Program source(IpAddress server, int octets, int writes) {
        return os -> {
            int fd = connected(os, server);
            ByteBuffer data = ByteBuffer.allocate(octets);
            for (int i = 0; i < writes; i++) {
                os.write(fd, data.clear());
            }
            return 0;
        };
    }

    private static Program echo() {
        return os -> {
            int fd = accepted(os);
            ByteBuffer octet = ByteBuffer.allocate(1);
            while (os.read(fd, octet.clear()) > 0) {
                os.write(fd, octet.flip());
            }
            return 0;
        };
    }

    private static Program asks(IpAddress server, int turns) {
        return os -> {
            int fd = connected(os, server);
            ByteBuffer octet = ByteBuffer.allocate(1);
            for (int i = 0; i < turns; i++) {
                os.write(fd, octet.clear());
                os.read(fd, octet.clear());
            }
            return 0;
        };
    }

    private static int accepted(Syscalls os) {
        int listener = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        os.bind(listener, SocketAddress.inet(IpAddress.ANY4, PORT));
        os.listen(listener, 1);
        return os.accept(listener, null);
    }

    private static int connected(Syscalls os, IpAddress server) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
        os.connect(fd, SocketAddress.inet(server, PORT));
        return fd;
    }
}
