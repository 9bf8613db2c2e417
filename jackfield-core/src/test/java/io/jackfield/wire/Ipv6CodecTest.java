package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HexFormat;

class Ipv6CodecTest {
    private static final String ADDRESSES =
            "fd000000000000000000000000000001" + "fd000000000000000000000000000002";

    /** An IPv6 packet with that next header and payload, both in hexadecimal. */
    private static byte[] packet(String nextHeader, String payload) {
        String length = HexFormat.of().toHexDigits((short) (payload.length() / 2));
        return HexFormat.of()
                .parseHex("6ab12345" + length + nextHeader + "40" + ADDRESSES + payload);
    }

    private static Packet decode(byte[] octets) {
        return new PacketCodec().decode(octets, 0, octets.length);
    }

    @Test
    void readsTheHeader() {
        Packet packet = decode(packet("fd", "010203"));
        assertThat(packet).isInstanceOf(RawPacket.class);
        assertThat(packet.source()).hasToString("fd00::1");
        assertThat(packet.destination()).hasToString("fd00::2");
        assertThat(packet.trafficClass()).isEqualTo(0xab);
        assertThat(packet.flowLabel()).isEqualTo(0x12345);
        assertThat(packet.hopLimit()).isEqualTo(64);
        assertThat(packet.payload()).containsExactly(1, 2, 3);
        assertThat(PacketCodec.encode(packet)).isEqualTo(packet("fd", "010203"));
    }

    @Test
    void everyTruncationIsFound() {
        byte[] octets = packet("fd", "010203");
        for (int length = 1; length < octets.length; length++) {
            Packet packet = new PacketCodec().decode(octets, 0, length);
            assertThat(packet).isInstanceOf(MalformedPacket.class);
            assertThat(packet.isV4()).isFalse();
            assertThat(packet.integrity())
                    .isEqualTo(length < 40 ? Integrity.BAD_IP_HEADER : Integrity.TRUNCATED);
        }
    }

    @Test
    void octetsAfterThePayloadLengthAreNotPartOfThePacket() {
        byte[] padded = Arrays.copyOf(packet("fd", "010203"), 60);
        assertThat(decode(padded).payloadLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        // next header of IPv6, extension headers and payload: all of these lead to fd and 01020304
        "00, fd00010400000000" + "01020304", // hop-by-hop, PadN of 4
        "00, fd00000000000000" + "01020304", // six Pad1
        "00, fd00050200000100" + "01020304", // router alert, skipped as unknown
        "3c, fd00010400000000" + "01020304", // destination options
        "2b, fd00040000000000" + "01020304", // routing, no segments left
        "00, 3c00010400000000" + "2b00010400000000" + "fd00000000000000" + "01020304",
        "3c, fd01010c00000000" + "0000000000000000" + "01020304", // sixteen octets long
    })
    void passesOverExtensionHeaders(String nextHeader, String payload) {
        Packet packet = decode(packet(nextHeader, payload));
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(packet.protocol()).isEqualTo(0xfd);
        assertThat(packet.payload()).containsExactly(1, 2, 3, 4);
        assertThat(PacketCodec.encode(packet)).isEqualTo(packet("fd", "01020304"));
    }

    @ParameterizedTest
    @CsvSource({
        "00, fd000104000000", // seven octets
        "00, fd01010400000000", // longer than the packet
        "00, fd00010500000000", // option over the end
        "00, fd00000000000001", // option without length
        "00, fd00420400000000", // unknown option, discard
        "00, fd00810400000000", // unknown option, discard and tell
        "00, fd00c10400000000", // unknown option, discard and tell unless multicast
        "3c, 0000010400000000" + "fd00010400000000", // hop-by-hop not first
        "00, 0000010400000000" + "fd00010400000000", // hop-by-hop twice
        "2b, fd00000100000000", // routing with a segment left
        "2c, fd00000000000", // fragment header cut
        "00, 2c00010400000000" + "fd00", // the same behind another
    })
    void refusesExtensionHeaders(String nextHeader, String payload) {
        String whole = payload.length() % 2 == 0 ? payload : payload + "0";
        byte[] octets = packet(nextHeader, whole.substring(0, whole.length() & ~1));
        Packet packet = decode(octets);
        assertThat(packet).isInstanceOf(MalformedPacket.class);
        assertThat(packet.integrity()).isEqualTo(Integrity.BAD_IP_HEADER);
        assertThat(PacketCodec.encode(packet)).isEqualTo(octets);
    }

    @ParameterizedTest
    @CsvSource({"8", "24"})
    void refusesAMappedAddress(int at) {
        byte[] octets = packet("fd", "01");
        IpAddress.of("10.0.0.1").writeV6To(octets, at);
        assertThat(decode(octets).integrity()).isEqualTo(Integrity.BAD_IP_HEADER);
        assertThat(decode(octets).isV4()).isFalse();
    }

    @Test
    void readsFragments() {
        byte[] octets = packet("2c", "1100" + "0b51" + "89abcdef" + "0102030405060708");
        Packet packet = decode(octets);
        assertThat(packet).isInstanceOf(Fragment.class);
        Fragment fragment = (Fragment) packet;
        assertThat(fragment.protocol()).isEqualTo(17);
        assertThat(fragment.fragmentOffset()).isEqualTo(0xb50);
        assertThat(fragment.moreFragments()).isTrue();
        assertThat(fragment.identification()).isEqualTo(0x89abcdef);
        assertThat(fragment.payloadLength()).isEqualTo(8);
        assertThat(PacketCodec.encode(fragment)).isEqualTo(octets);
    }

    @Test
    void anAtomicFragmentIsStillAFragment() { // RFC 6946: who reassembles decides
        Packet packet = decode(packet("2c", "1100" + "0000" + "00000001" + "0102030405060708"));
        assertThat(packet).isInstanceOf(Fragment.class);
        assertThat(((Fragment) packet).isAtomic()).isTrue();
    }

    @Test
    void aReassembledDatagramMayBeginWithExtensionHeaders() {
        Datagram datagram = new Datagram(IpAddress.of("fd00::1"), 7, IpAddress.of("fd00::2"), 9);
        datagram.append(Slab.of(new byte[] {1, 2, 3}), 0, 3);
        byte[] encoded = PacketCodec.encode(datagram);
        byte[] options = HexFormat.of().parseHex("1100010400000000");
        RawPacket whole = new RawPacket(datagram.source(), datagram.destination(), 60);
        whole.append(Slab.of(options), 0, 8);
        whole.append(Slab.of(encoded), 40, encoded.length - 40);
        Packet read = new PacketCodec().decodeTransport(whole);
        assertThat(PacketFields.of(read)).isEqualTo(PacketFields.of(datagram));
    }

    @Test
    void aReassembledDatagramMayNotHoldAFragmentOrHopByHopOptions() {
        for (String hex :
                new String[] {"2c00010400000000" + "1100000000000001", "0000010400000000"}) {
            byte[] octets = HexFormat.of().parseHex(hex);
            RawPacket whole = new RawPacket(IpAddress.of("fd00::1"), IpAddress.of("fd00::2"), 60);
            whole.append(Slab.of(octets), 0, octets.length);
            Packet read = new PacketCodec().decodeTransport(whole);
            assertThat(read.integrity()).isEqualTo(Integrity.BAD_IP_HEADER);
            assertThat(read.payload()).isEqualTo(octets);
        }
    }
}
