package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class PacketCodecTest {
    private static final IpAddress A = IpAddress.of("10.0.0.1");
    private static final IpAddress B = IpAddress.of("10.0.0.2");

    @Test
    void everyPacketIsReadBackAsItWasWritten() {
        SlabPool pool = new SlabPool();
        PacketCodec codec = new PacketCodec(pool);
        Forall.cases(
                "packets round trip",
                20_000,
                draws -> {
                    Packet packet = new PacketGenerator(draws).ipPacket();
                    byte[] octets = PacketCodec.encode(packet);
                    Packet back = codec.decode(octets, 0, octets.length);
                    assertThat(PacketFields.of(back)).isEqualTo(PacketFields.of(packet));
                    back.release();
                });
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void everyChecksumIsTheOneThatRfc1071Defines() {
        Forall.cases(
                "checksums",
                5_000,
                draws -> {
                    byte[] octets = PacketCodec.encode(new PacketGenerator(draws).segment());
                    byte[] mended = octets.clone();
                    ReferenceChecksum.mend(mended, 0, mended.length);
                    assertThat(octets).isEqualTo(mended);
                });
    }

    @Test
    void writesAtAnOffsetAndNothingElsewhere() {
        Forall.cases(
                "encode at an offset",
                2_000,
                draws -> {
                    Packet packet = new PacketGenerator(draws).ipPacket();
                    int length = PacketCodec.encodedLength(packet);
                    byte[] to = new byte[length + 16];
                    Arrays.fill(to, (byte) 0x5a);
                    assertThat(PacketCodec.encode(packet, to, 7)).isEqualTo(length);
                    byte[] expected = new byte[length + 16];
                    Arrays.fill(expected, (byte) 0x5a);
                    System.arraycopy(PacketCodec.encode(packet), 0, expected, 7, length);
                    assertThat(to).isEqualTo(expected);
                });
    }

    @Test
    void payloadReadFromASlabStaysInTheSlab() {
        Datagram datagram = new Datagram(A, 1, B, 2);
        datagram.append(Slab.of(new byte[] {1, 2, 3}), 0, 3);
        Slab slab = Slab.of(new byte[100]);
        int length = PacketCodec.encode(datagram, slab.octets, 9);
        Packet back = new PacketCodec().decode(slab, 9, length);
        assertThat(back.slab(0)).isSameAs(slab);
        assertThat(back.offset(0)).isEqualTo(9 + 28);
        assertThat(slab.references()).isEqualTo(2);
        back.release();
        assertThat(slab.references()).isEqualTo(1);
    }

    @Test
    void payloadReadFromAnArrayIsCopied() {
        Datagram datagram = new Datagram(A, 1, B, 2);
        datagram.append(Slab.of(new byte[] {1, 2, 3}), 0, 3);
        byte[] octets = PacketCodec.encode(datagram);
        Packet back = new PacketCodec().decode(octets, 0, octets.length);
        Arrays.fill(octets, (byte) 9);
        assertThat(back.payload()).containsExactly(1, 2, 3);
    }

    @Test
    void anIpv6PacketLongerThanEverySlabIsReadAllTheSame() {
        SlabPool pool = new SlabPool();
        IpAddress v6 = IpAddress.LOOPBACK6;
        byte[] octets = new byte[40 + 65_530];
        RawPacket raw = new RawPacket(v6, v6, 253);
        raw.append(Slab.of(new byte[65_530]), 0, 65_530);
        PacketCodec.encode(raw, octets, 0);
        octets[4] = (byte) 0xff; // a payload longer than what is there: all of it is kept
        octets[5] = (byte) 0xff;
        Packet back = new PacketCodec(pool).decode(octets, 0, octets.length);
        assertThat(back.integrity()).isEqualTo(Integrity.TRUNCATED);
        assertThat(back.payload()).isEqualTo(octets);
        back.release();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void packetsOfAFlowShareTheirAddresses() {
        byte[] octets = PacketCodec.encode(new Segment(A, 1, B, 2));
        byte[] other = PacketCodec.encode(new Segment(B, 2, A, 1));
        PacketCodec codec = new PacketCodec();
        Packet first = codec.decode(octets, 0, octets.length);
        Packet second = codec.decode(octets, 0, octets.length);
        Packet reply = codec.decode(other, 0, other.length);
        assertThat(second.source()).isSameAs(first.source());
        assertThat(reply.destination()).isSameAs(first.source());
    }

    @Test
    void aCarriedChecksumIsWrittenAsItIs() {
        Segment segment = new Segment(A, 1, B, 2);
        segment.checksum(0x1234);
        byte[] octets = PacketCodec.encode(segment);
        assertThat(Octets.get16(octets, 36)).isEqualTo(0x1234);
    }

    @Test
    void nothingAtAllIsAMalformedPacket() {
        Packet packet = new PacketCodec().decode(new byte[0], 0, 0);
        assertThat(packet).isInstanceOf(MalformedPacket.class);
        assertThat(packet.integrity()).isEqualTo(Integrity.BAD_IP_HEADER);
        assertThat(PacketCodec.encode(packet)).isEmpty();
        assertThat(PacketCodec.encode(packet.copy())).isEmpty();
    }

    @Test
    void refusesToReadOutsideTheArray() {
        PacketCodec codec = new PacketCodec();
        assertThatThrownBy(() -> codec.decode(new byte[20], 1, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> codec.decode(Slab.of(new byte[20]), 1, 20))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesToWriteWhatALengthFieldCannotHold() {
        Slab slab = Slab.of(new byte[65_536]);
        Datagram v4 = new Datagram(A, 1, B, 2);
        v4.append(slab, 0, 65_508);
        assertThatThrownBy(() -> PacketCodec.encode(v4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
        RawPacket v6 = new RawPacket(IpAddress.LOOPBACK6, IpAddress.LOOPBACK6, 253);
        v6.append(slab, 0, 65_536);
        assertThatThrownBy(() -> PacketCodec.encode(v6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
    }
}
