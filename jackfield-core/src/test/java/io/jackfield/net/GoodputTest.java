package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.posix.Family;
import io.jackfield.posix.Option;
import io.jackfield.posix.Program;
import io.jackfield.posix.SocketAddress;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/** How much of a line one connection fills, in virtual time. */
class GoodputTest {
    private static final int PORT = 8080;
    private static final long OCTETS = 40_000_000;

    /** 1448 octets of payload in 1500. */
    private static final double LINE = 100e6 / 8 * 1448 / 1500;

    private double firstNanos;
    private double lastNanos;
    private long counted;

    /** RFC 9438: with a queue of a third of the path, CUBIC keeps the line busy. */
    @Test
    void cubicFillsALongLineWithAShortQueue() {
        assertThat(goodput(0)).isBetween(0.97, 1.0);
    }

    /** Linux's auto-tuning stops where SO_SNDBUF was set: a buffer a round trip is the limit. */
    @Test
    void aSendBufferThatWasSetLimitsTheFlight() {
        int set = 60_000; // doubled by setsockopt, as Linux does
        double buffersPerSecond = 2.0 * set / 0.020 / LINE;
        assertThat(goodput(set)).isBetween(0.4 * buffersPerSecond, buffersPerSecond);
    }

    private double goodput(int sendBuffer) {
        try (World world = World.scripted(1)) {
            Host server = world.host("server");
            Host client = world.host("client");
            PatchCable cable = world.cable(server, client);
            cable.from(server).netem("rate 100mbit limit 64");
            cable.from(client).netem("delay 20ms");
            server.start("source", source(sendBuffer));
            client.start("sink", sink(server.address()));
            world.run();
            return counted / ((lastNanos - firstNanos) / 1e9) / LINE;
        }
    }

    private static Program source(int sendBuffer) {
        return os -> {
            int listener = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
            if (sendBuffer != 0) {
                os.setsockopt(listener, Option.SOL_SOCKET, Option.SO_SNDBUF, sendBuffer);
            }
            assertThat(os.bind(listener, SocketAddress.inet(IpAddress.ANY4, PORT))).isZero();
            os.listen(listener, 1);
            int fd = os.accept(listener, null);
            ByteBuffer data = ByteBuffer.allocate(1 << 16);
            for (long sent = 0; sent < OCTETS; sent += os.write(fd, data)) {
                data.clear();
            }
            return 0;
        };
    }

    /** Counts what comes after the first second. */
    private Program sink(IpAddress server) {
        return os -> {
            int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
            assertThat(os.connect(fd, SocketAddress.inet(server, PORT))).isZero();
            ByteBuffer room = ByteBuffer.allocate(1 << 16);
            for (int n = os.read(fd, room); n > 0; n = os.read(fd, room)) {
                room.clear();
                long now = os.nanoTime();
                if (now < 1_000_000_000L) {
                    firstNanos = now;
                } else {
                    counted += n;
                    lastNanos = now;
                }
            }
            return 0;
        };
    }
}
