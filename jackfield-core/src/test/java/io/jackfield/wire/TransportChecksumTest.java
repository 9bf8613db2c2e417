package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;

class TransportChecksumTest {
    private static final IpAddress A = IpAddress.of("10.0.0.1");
    private static final IpAddress B = IpAddress.of("10.0.0.2");

    @Test
    void isTheSameOverSlicesAsOverTheOctetsWritten() {
        byte[] scratch = new byte[60];
        Forall.cases(
                "checksum over slices",
                10_000,
                draws -> {
                    Packet packet = new PacketGenerator(draws).ipPacket();
                    int field = TransportChecksum.fieldAt(packet);
                    packet.checksum(Packet.OFFLOADED);
                    if (field < 0) {
                        return;
                    }
                    byte[] octets = PacketCodec.encode(packet);
                    int written = Octets.get16(octets, packet.ipHeaderLength() + field);
                    assertThat(TransportChecksum.of(packet, scratch)).isEqualTo(written);
                    packet.checksum(written);
                    assertThat(TransportChecksum.isValid(packet, scratch)).isTrue();
                    for (int wrong : new int[] {written ^ 0xffff, written ^ 1 << draws.below(16)}) {
                        packet.checksum(wrong);
                        boolean otherZero = written == 0 && wrong == 0xffff;
                        boolean absent = wrong == 0 && packet instanceof Datagram && packet.isV4();
                        assertThat(TransportChecksum.isValid(packet, scratch))
                                .isEqualTo(otherZero || absent);
                    }
                });
    }

    @Test
    void offloadedAndAbsentChecksumsAreValid() {
        byte[] scratch = new byte[60];
        assertThat(TransportChecksum.isValid(new Segment(A, 1, B, 2), scratch)).isTrue();
        Packet other = new RawPacket(A, B, 2);
        other.checksum(5);
        assertThat(TransportChecksum.isValid(other, scratch)).isTrue();
        Datagram v4 = new Datagram(A, 1, B, 2);
        v4.checksum(0);
        assertThat(TransportChecksum.isValid(v4, scratch)).isTrue();
        Datagram v6 = new Datagram(IpAddress.LOOPBACK6, 1, IpAddress.LOOPBACK6, 2);
        v6.checksum(0);
        assertThat(TransportChecksum.isValid(v6, scratch)).isTrue(); // RFC 6935
    }

    @Test
    void bothZerosAreTheSameNumber() {
        byte[] scratch = new byte[60];
        Segment segment = new Segment(A, 1, B, 2);
        segment.urgentPointer(TransportChecksum.of(segment, scratch));
        assertThat(TransportChecksum.of(segment, scratch)).isZero();
        segment.checksum(0xffff);
        assertThat(TransportChecksum.isValid(segment, scratch)).isTrue();
        segment.checksum(0xfffe);
        assertThat(TransportChecksum.isValid(segment, scratch)).isFalse();
    }
}
