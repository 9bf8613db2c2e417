package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportCodecTest {
    private static final IpAddress A4 = IpAddress.of("10.0.0.1");
    private static final IpAddress B4 = IpAddress.of("10.0.0.2");
    private static final IpAddress A6 = IpAddress.of("fd00::1");
    private static final IpAddress B6 = IpAddress.of("fd00::2");

    private static Packet with(Packet packet, int... payload) {
        byte[] octets = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            octets[i] = (byte) payload[i];
        }
        packet.append(Slab.of(octets), 0, octets.length);
        return packet;
    }

    private static Packet udp(boolean v4) {
        return with(new Datagram(v4 ? A4 : A6, 7, v4 ? B4 : B6, 9), 1, 2, 3, 4);
    }

    private static Packet tcp(boolean v4) {
        return with(new Segment(v4 ? A4 : A6, 7, v4 ? B4 : B6, 9).flags(Segment.ACK), 1, 2, 3, 4);
    }

    private static Packet icmp(boolean v4) {
        return with(new IcmpMessage(v4 ? A4 : A6, v4 ? B4 : B6, v4 ? 8 : 128, 0, 1), 1, 2, 3, 4);
    }

    private static Packet decode(byte[] octets) {
        return new PacketCodec().decode(octets, 0, octets.length);
    }

    private static void isKept(byte[] octets, Integrity found) {
        Packet packet = decode(octets);
        assertThat(packet).isInstanceOf(RawPacket.class);
        assertThat(packet.integrity()).isEqualTo(found);
        assertThat(PacketCodec.encode(packet)).isEqualTo(octets);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFlippedBitInHeaderOrPayloadIsFound(boolean v4) {
        for (Packet packet : new Packet[] {udp(v4), tcp(v4), icmp(v4)}) {
            int start = packet.ipHeaderLength();
            int length = PacketCodec.encodedLength(packet);
            for (int bit = start * 8; bit < length * 8; bit++) {
                byte[] octets = PacketCodec.encode(packet);
                octets[bit / 8] ^= (byte) (1 << (bit & 7));
                Packet read = decode(octets);
                assertThat(read.integrity()).isNotEqualTo(Integrity.SOUND);
                assertThat(PacketCodec.encode(read)).isEqualTo(octets);
            }
        }
    }

    @Test
    void anIpv4DatagramMayComeWithoutChecksum() {
        byte[] octets = PacketCodec.encode(udp(true));
        Octets.put16(octets, 26, 0);
        Packet packet = decode(octets);
        assertThat(packet).isInstanceOf(Datagram.class);
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(packet.checksum()).isZero();
        assertThat(PacketCodec.encode(packet)).isEqualTo(octets);
    }

    @Test
    void anIpv6DatagramWithoutChecksumIsItsReceiversToJudge() { // RFC 6935 §5
        byte[] octets = PacketCodec.encode(udp(false));
        Octets.put16(octets, 46, 0);
        Packet packet = decode(octets);
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(packet.checksum()).isZero();
        assertThat(PacketCodec.encode(packet)).isEqualTo(octets);
    }

    @Test
    void aUdpChecksumThatComputesToZeroIsSentAsAllOnes() { // RFC 768
        Datagram datagram = new Datagram(A4, 7, B4, 9);
        byte[] probe = PacketCodec.encode(with(datagram, 0, 0));
        int missing = Octets.get16(probe, 26);
        Datagram chosen = new Datagram(A4, 7, B4, 9);
        byte[] octets = PacketCodec.encode(with(chosen, missing >>> 8, missing & 0xff));
        assertThat(Octets.get16(octets, 26)).isEqualTo(0xffff);
        assertThat(decode(octets).integrity()).isEqualTo(Integrity.SOUND);
    }

    @ParameterizedTest
    @CsvSource({"true, 0", "true, 7", "true, 13", "false, 7", "false, 13"})
    void aUdpLengthThatCannotBeIsABadHeader(boolean v4, int length) {
        byte[] octets = PacketCodec.encode(udp(v4));
        Octets.put16(octets, v4 ? 24 : 44, length);
        isKept(octets, Integrity.BAD_TRANSPORT_HEADER);
    }

    @Test
    void anIpv6DatagramOfLengthZeroGoesOnToTheEnd() { // RFC 2675 §4, as Linux
        byte[] octets = PacketCodec.encode(udp(false));
        Octets.put16(octets, 44, 0);
        int sum = 0;
        for (int at = 8; at < octets.length; at += 2) {
            sum += at == 46 ? 0 : Octets.get16(octets, at);
        }
        int checksum = ~(sum + 17 + 12);
        checksum = ~((~checksum & 0xffff) + (~checksum >>> 16));
        Octets.put16(octets, 46, checksum);
        Packet packet = decode(octets);
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(packet.payload()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void octetsAfterTheUdpLengthAreNotPartOfTheDatagram() {
        byte[] octets = PacketCodec.encode(udp(true));
        Octets.put16(octets, 24, 10);
        ReferenceChecksum.mend(octets, 0, octets.length);
        assertThat(decode(octets).payload()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"6, 19", "6, 0", "17, 7", "17, 0"})
    void aTransportHeaderThatIsCutIsABadHeader(int protocol, int length) {
        RawPacket raw = new RawPacket(A4, B4, protocol);
        raw.append(Slab.of(new byte[length]), 0, length);
        isKept(PacketCodec.encode(raw), Integrity.BAD_TRANSPORT_HEADER);
    }

    @Test
    void anIcmpMessageThatIsCutIsABadHeaderIfItsChecksumIsRight() {
        RawPacket raw = new RawPacket(A4, B4, 1);
        byte[] octets = {8, 0, (byte) 0xf7, (byte) 0xff};
        raw.append(Slab.of(octets), 0, 4);
        isKept(PacketCodec.encode(raw), Integrity.BAD_TRANSPORT_HEADER);
        octets[3] = 0;
        isKept(PacketCodec.encode(raw), Integrity.BAD_CHECKSUM);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x40, 0xf0})
    void aTcpHeaderLengthThatCannotBeIsABadHeader(int dataOffset) {
        byte[] octets = PacketCodec.encode(tcp(true));
        octets[32] = (byte) dataOffset;
        ReferenceChecksum.mend(octets, 0, octets.length);
        isKept(octets, Integrity.BAD_TRANSPORT_HEADER);
    }

    @Test
    void theIcmpOfTheOtherFamilyIsAnUnknownProtocol() {
        RawPacket v4 = new RawPacket(A4, B4, 58);
        RawPacket v6 = new RawPacket(A6, B6, 1);
        assertThat(decode(PacketCodec.encode(v4))).isInstanceOf(RawPacket.class);
        assertThat(decode(PacketCodec.encode(v6))).isInstanceOf(RawPacket.class);
        assertThat(decode(PacketCodec.encode(v6)).integrity()).isEqualTo(Integrity.SOUND);
    }

    @Test
    void optionsThatDoNotFitAreRefused() {
        Segment segment = new Segment(A4, 1, B4, 2).mss(1460).timestamps(1, 2);
        segment.sack(new SackBlocks(1, 2, 3, 4, 5, 6));
        assertThatThrownBy(() -> PacketCodec.encode(segment))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("44 octets of TCP options");
    }

    @Test
    void aWholeDatagramIsReadWhateverItsSlices() {
        Forall.cases(
                "transport part of whole datagrams",
                5_000,
                draws -> {
                    Packet packet = new PacketGenerator(draws).ipPacket();
                    if (packet instanceof Fragment) {
                        return;
                    }
                    byte[] octets = PacketCodec.encode(packet);
                    int start = packet.ipHeaderLength();
                    int cut = draws.between(start, octets.length);
                    RawPacket whole =
                            new RawPacket(packet.source(), packet.destination(), packet.protocol());
                    Slab first = Slab.of(octets);
                    whole.append(first, start, cut - start);
                    whole.append(Slab.of(octets), cut, octets.length - cut);
                    whole.hopLimit(packet.hopLimit());
                    whole.trafficClass(packet.trafficClass());
                    whole.identification(packet.identification());
                    whole.flowLabel(packet.flowLabel());
                    whole.dontFragment(packet.dontFragment());
                    whole.frame(packet.sourceMac(), packet.destinationMac());
                    whole.dueNanos(77);
                    Packet read = new PacketCodec().decodeTransport(whole);
                    assertThat(PacketFields.withFrame(read))
                            .isEqualTo(PacketFields.withFrame(packet));
                    assertThat(read.dueNanos()).isEqualTo(77);
                });
    }
}
