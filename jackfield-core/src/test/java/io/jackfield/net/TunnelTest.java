package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

class TunnelTest {
    private static final IpAddress OUTSIDE = IpAddress.of("203.0.113.9");

    private final List<Segment> out = new ArrayList<>();
    private final PacketCodec codec = new PacketCodec();

    private void take(byte[] octets, long nowNanos) {
        out.add((Segment) codec.decode(octets, 0, octets.length));
    }

    private Segment answer(int flags, int ack) {
        Segment syn = out.getFirst();
        return new Segment(OUTSIDE, syn.destinationPort(), syn.source(), syn.sourcePort())
                .flags(flags)
                .seq(flags == Segment.ACK ? 1 : 0)
                .ack(syn.seq() + ack)
                .window(60_000)
                .mss(flags == Segment.ACK ? 0 : 1000);
    }

    @Test
    void packetsLeaveAndEnterTheWorldAsOctetsOfWireSize() {
        try (World world = World.scripted(1)) {
            Host host = world.host("host");
            Tunnel tunnel =
                    world.tunnel(host, this::take).address("192.0.2.1/24").route("0.0.0.0/0");
            host.start(
                    "client",
                    os -> {
                        int fd = os.socket(Family.AF_INET, Family.SOCK_STREAM, 0);
                        os.connect(fd, SocketAddress.inet(OUTSIDE, 80));
                        return os.write(fd, ByteBuffer.allocate(3000));
                    });
            world.until(() -> out.size() == 1, "1s");
            tunnel.send(PacketCodec.encode(answer(Segment.SYN | Segment.ACK, 1)));
            world.runFor("50ms");
            assertThat(out.getFirst().source()).isEqualTo(IpAddress.of("192.0.2.1"));
            assertThat(out.subList(1, 5))
                    .extracting(Segment::payloadLength)
                    .containsExactly(0, 1000, 1000, 1000);
        }
    }
}
