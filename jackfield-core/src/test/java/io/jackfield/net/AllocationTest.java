package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.observe.Counter;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.function.Supplier;

/**
 * No allocation per packet but the packet object (DESIGN §3): one thread does both ends in turn and
 * looks at what it has allocated.
 */
class AllocationTest {
    private static final int PORT = 2000;
    private static final int SEGMENTS = 1_000_000;

    /**
     * Beside its packet, what a packet may cost: 16 octets for the list of inboxes that a call
     * leaves to its drain, or for its share of the super-segment that it was cut from; and now and
     * then a place in the queue for a lock that the network thread has.
     */
    private static final int SLACK = 16 + 4;

    private static final IpAddress HERE = IpAddress.of("10.0.0.1");

    private World world;
    private Host server;
    private Syscalls accepting;
    private Syscalls connecting;
    private int accepted;
    private int connected;

    @Test
    void aMillionSegmentsOfBulkDataAreAMillionPacketObjects() {
        ByteBuffer data = ByteBuffer.allocateDirect(1 << 16);
        double each =
                perSegment(
                        () -> {
                            Meter.check(connecting.write(connected, data.clear()));
                            int read = 0;
                            while (read < data.capacity()) {
                                read += Meter.check(accepting.read(accepted, data.clear()));
                            }
                        });
        assertThat(each).isBetween(1.0, (double) sizeOf(AllocationTest::segment) + SLACK);
    }

    @Test
    void aMillionSegmentsOfOneOctetAreAMillionPacketObjects() {
        ByteBuffer octet = ByteBuffer.allocateDirect(1);
        double each =
                perSegment(
                        () -> {
                            Meter.check(connecting.write(connected, octet.clear()));
                            Meter.check(accepting.read(accepted, octet.clear()));
                            Meter.check(accepting.write(accepted, octet.clear()));
                            Meter.check(connecting.read(connected, octet.clear()));
                        });
        assertThat(each).isBetween(1.0, (double) sizeOf(AllocationTest::segment) + SLACK);
    }

    @Test
    void aDatagramIsOnePacketObject() {
        try (World opened = open()) {
            int receiving = Meter.check(accepting.socket(Family.AF_INET, Family.SOCK_DGRAM, 0));
            SocketAddress to = SocketAddress.of(server.address(), PORT);
            Meter.check(accepting.bind(receiving, to));
            int sending = Meter.check(connecting.socket(Family.AF_INET, Family.SOCK_DGRAM, 0));
            ByteBuffer data = ByteBuffer.allocateDirect(64);
            Runnable exchange =
                    () -> {
                        Meter.check(connecting.sendto(sending, data.clear(), 0, to));
                        Meter.check(accepting.recvfrom(receiving, data.clear(), 0, null));
                    };
            repeat(exchange, 20_000);
            int datagrams = 100_000;
            long before = Meter.allocated();
            repeat(exchange, datagrams);
            double each = (double) (Meter.allocated() - before) / datagrams;
            assertThat(each).isBetween(1.0, (double) sizeOf(AllocationTest::datagram) + SLACK);
            assertThat(opened.hosts()).contains(server);
        }
    }

    @Test
    void anIdleWorldAllocatesNothing() {
        try (World idle = World.scripted(1)) {
            Host listening = idle.host("server");
            Host calling = idle.host("client");
            idle.cable(listening, calling);
            SocketAddress address = SocketAddress.of(listening.address(), PORT);
            listening.start(
                    "server",
                    os -> {
                        int listener = Meter.listen(os, address);
                        for (; ; ) {
                            Meter.check(os.accept(listener, null));
                        }
                    });
            calling.start(
                    "client",
                    os -> {
                        for (int i = 0; i < 1000; i++) {
                            Meter.connect(os, address);
                        }
                        return Meter.check(os.nanosleep(Long.MAX_VALUE));
                    });
            idle.runFor("1m");
            idle.runFor("1m");
            long before = Meter.allocated();
            for (int i = 0; i < 1000; i++) {
                idle.runFor("1m");
            }
            // an Ending and two durations for each call, and not an octet for each connection
            assertThat((Meter.allocated() - before) / 1000).isLessThan(1000);
        }
    }

    /** Octets allocated for each segment once everything is warm. */
    private double perSegment(Runnable exchange) {
        try (World opened = open()) {
            SocketAddress address = SocketAddress.of(server.address(), PORT);
            int listener = Meter.listen(accepting, address);
            connected = Meter.connect(connecting, address);
            accepted = Meter.check(accepting.accept(listener, null));
            noDelay(connecting, connected);
            noDelay(accepting, accepted);
            repeat(exchange, 2000);
            long segments = segments(opened);
            long before = Meter.allocated();
            while (segments(opened) - segments < SEGMENTS) {
                repeat(exchange, 5000);
            }
            return (double) (Meter.allocated() - before) / (segments(opened) - segments);
        }
    }

    private World open() {
        world = World.realTime(1);
        server = world.host("server");
        Host client = world.host("client");
        world.cable(server, client).dropsLargerThan(9000); // so every packet is one of the wire's
        accepting = server.process("server").calls();
        connecting = client.process("client").calls();
        return world;
    }

    private static void noDelay(Syscalls os, int fd) {
        Meter.check(os.setsockopt(fd, Option.SOL_TCP, Option.TCP_NODELAY, 1));
    }

    private static void repeat(Runnable exchange, int times) {
        for (int i = 0; i < times; i++) {
            exchange.run();
        }
    }

    private static long segments(World of) {
        long sum = 0;
        for (Host host : of.hosts()) {
            sum += host.counts().getOrDefault(Counter.TCP_OUT_SEGS, 0L);
        }
        return sum;
    }

    private static Packet segment() {
        return new Segment(HERE, PORT, HERE, PORT);
    }

    private static Packet datagram() {
        return new Datagram(HERE, PORT, HERE, PORT);
    }

    /** Octets of one packet object in this JVM. */
    private static long sizeOf(Supplier<Packet> maker) {
        Packet[] made = new Packet[1000];
        long before = Meter.allocated();
        for (int i = 0; i < made.length; i++) {
            made[i] = maker.get();
        }
        return (Meter.allocated() - before) / made.length;
    }
}
