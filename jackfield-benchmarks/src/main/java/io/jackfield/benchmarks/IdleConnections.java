package io.jackfield.benchmarks;

import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.observe.Setting;
import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import java.io.PrintStream;
import java.util.Locale;

/** What an idle connection costs, both ends, from the descriptor to the control block. */
final class IdleConnections {
    private static final int CONNECTIONS = Integer.getInteger("jackfield.idle", 1_000_000);
    private static final int PER_PORT = 10_000;
    private static final int FIRST_PORT = 2000;
    private static final double GOAL_OCTETS = 768;

    private IdleConnections() {}

    static void print(PrintStream out) {
        try (World world = World.realTime(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            world.cable(server, client);
            for (Host host : world.hosts()) {
                host.settings().set(Setting.NR_OPEN, 2 * CONNECTIONS + 1000);
                host.settings().set(Setting.IP_LOCAL_PORT_RANGE_LOW, 2500);
                host.settings().set(Setting.IP_LOCAL_PORT_RANGE_HIGH, 65_000);
            }
            Syscalls accepting = server.process("server").calls();
            Syscalls connecting = client.process("client").calls();
            check("setrlimit", accepting.setNoFileLimit(2 * CONNECTIONS + 1000));
            check("setrlimit", connecting.setNoFileLimit(2 * CONNECTIONS + 1000));
            long before = usedOctets();
            long begin = System.nanoTime();
            for (int made = 0, port = FIRST_PORT; made < CONNECTIONS; port++) {
                int many = Math.min(PER_PORT, CONNECTIONS - made);
                connect(accepting, connecting, server, port, many);
                made += many;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            double each = (double) (usedOctets() - before) / CONNECTIONS;
            out.printf(
                    Locale.ROOT,
                    "%,d idle connections: %.0f octets each, both ends (goal %.0f); made in %.1f"
                            + " s%n",
                    CONNECTIONS,
                    each,
                    GOAL_OCTETS,
                    seconds);
        }
    }

    private static void connect(
            Syscalls accepting, Syscalls connecting, Host server, int port, int many) {
        int listener = check("socket", accepting.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check("bind", accepting.bind(listener, SocketAddress.of(server.address(), port)));
        check("listen", accepting.listen(listener, 128));
        SocketAddress to = SocketAddress.of(server.address(), port);
        for (int i = 0; i < many; i++) {
            int fd = check("socket", connecting.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
            check("connect", connecting.connect(fd, to));
            check("accept", accepting.accept(listener, null));
        }
        check("close", accepting.close(listener));
    }

    private static int check(String call, int result) {
        return ErrnoException.check(call, result);
    }

    private static long usedOctets() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
