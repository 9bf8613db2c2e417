package io.jackfield.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.net.World;
import io.jackfield.observe.Counter;
import io.jackfield.posix.Family;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast a scripted world runs: packets received and events occurred per real second. An event is
 * an arrival at the end of a link, a timer of a host, or the deadline of a sleep; that a thread
 * gets its turn is none.
 *
 * <p>Measured in a JVM whose virtual threads have one carrier: with two, each hand-over of the
 * baton wakes the other processor, and the thread that gets it finds nothing of its host in that
 * one's caches.
 */
final class VirtualTime {
    private static final int PORT = 8080;
    private static final int ROUNDS = 4;

    /** How many rounds it takes until the compiler has done its work. */
    private static final int WARM_UP_ROUNDS = 3;

    private VirtualTime() {}

    /** Millions per real second. */
    private record Speed(double packets, double events) {}

    /** Prints both rows, measured in a JVM of their own. */
    static void print(PrintStream out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Djdk.virtualThreadScheduler.parallelism=1");
        command.addAll(List.of("-cp", Worker.classPath(), VirtualTime.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.inputReader(UTF_8).lines().forEach(out::println);
        if (process.waitFor() != 0) {
            throw new IOException("virtual time was not measured: " + process);
        }
    }

    /** What the JVM of its own does. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        print(out, "2 hosts, bulk over 10 ms", 1, 1 << 16, 400, "3 M packets/s");
        print(out, "1000 hosts, round trips over 10 ms", 500, 1, 400, "1 M events/s");
    }

    private static void print(
            PrintStream out, String title, int pairs, int octets, int turns, String goal) {
        double[] packets = new double[ROUNDS];
        double[] events = new double[ROUNDS];
        for (int i = -WARM_UP_ROUNDS; i < ROUNDS; i++) {
            Speed speed = speed(pairs, octets, turns);
            if (i >= 0) {
                packets[i] = speed.packets;
                events[i] = speed.events;
            }
        }
        Spread packetSpread = Spread.of(packets);
        Spread eventSpread = Spread.of(events);
        out.printf(
                Locale.ROOT,
                "virtual time, %s: %.2f M packets/s (%.2f … %.2f), %.2f M events/s (%.2f … %.2f);"
                        + " goal %s%n",
                title,
                packetSpread.median(),
                packetSpread.least(),
                packetSpread.most(),
                eventSpread.median(),
                eventSpread.least(),
                eventSpread.most(),
                goal);
    }

    private static Speed speed(int pairs, int octets, int turns) {
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
            long events = world.run().events();
            double micros = (System.nanoTime() - begin) / 1e3;
            long packets = 0;
            for (Host host : world.hosts()) {
                packets += host.counts().getOrDefault(Counter.IP_IN_RECEIVES, 0L);
            }
            return new Speed(packets / micros, events / micros);
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
