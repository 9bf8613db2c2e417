package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
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

class Ipv4CodecTest {
    private static final IpAddress A = IpAddress.of("192.168.0.1");
    private static final IpAddress B = IpAddress.of("192.168.0.199");

    /** A header of 20 octets, checksum b861, and eight octets of protocol 253. */
    private static byte[] packet() {
        return HexFormat.of()
                .parseHex("4500001c0000400040fdb7ccc0a80001c0a800c7" + "0102030405060708");
    }

    private static Packet decode(byte[] octets) {
        return new PacketCodec().decode(octets, 0, octets.length);
    }

    private static byte[] mended(byte[] octets) {
        ReferenceChecksum.mend(octets, 0, octets.length);
        return octets;
    }

    @Test
    void readsTheHeader() {
        Packet packet = decode(packet());
        assertThat(packet).isInstanceOf(RawPacket.class);
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(packet.source()).isEqualTo(A);
        assertThat(packet.destination()).isEqualTo(B);
        assertThat(packet.protocol()).isEqualTo(253);
        assertThat(packet.dontFragment()).isTrue();
        assertThat(packet.hopLimit()).isEqualTo(64);
        assertThat(packet.payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(PacketCodec.encode(packet)).isEqualTo(packet());
    }

    @ParameterizedTest
    @CsvSource({
        // octet, value, checksum put right, what decoding finds
        "0, 0x55, true, BAD_IP_HEADER",
        "0, 0x44, true, BAD_IP_HEADER",
        "0, 0x4f, true, BAD_IP_HEADER",
        "3, 0x1d, true, TRUNCATED",
        "3, 0x13, true, BAD_IP_HEADER",
        "3, 0x1d, false, BAD_IP_CHECKSUM",
        "8, 0x41, false, BAD_IP_CHECKSUM",
    })
    void marksABadHeaderAndKeepsItsOctets(int at, String value, boolean mend, Integrity found) {
        byte[] octets = packet();
        octets[at] = (byte) (int) Integer.decode(value);
        if (mend) {
            mended(octets);
        }
        Packet packet = decode(octets);
        assertThat(packet).isInstanceOf(MalformedPacket.class);
        assertThat(packet.integrity()).isEqualTo(found);
        assertThat(packet.isV4()).isTrue();
        assertThat(packet.protocol()).isEqualTo(-1);
        assertThat(packet.kind()).isEqualTo("malformed");
        assertThat(PacketCodec.encode(packet)).isEqualTo(octets);
    }

    @Test
    void everyTruncationIsFound() {
        for (int length = 0; length < packet().length; length++) {
            Packet packet = new PacketCodec().decode(packet(), 0, length);
            assertThat(packet.integrity())
                    .isEqualTo(length < 20 ? Integrity.BAD_IP_HEADER : Integrity.TRUNCATED);
        }
    }

    @Test
    void octetsAfterTheTotalLengthAreNotPartOfThePacket() {
        byte[] padded = Arrays.copyOf(packet(), 60);
        assertThat(decode(padded).payloadLength()).isEqualTo(8);
    }

    @Test
    void passesOverOptions() {
        String options = "94040000" + "01010100";
        String hex = "4700002400000000403db2a8c0a80001c0a800c7" + options + "0102030405060708";
        Packet packet = decode(mended(HexFormat.of().parseHex(hex)));
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
        assertThat(packet.payload()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(PacketCodec.encode(packet)).hasSize(28);
    }

    @ParameterizedTest
    @CsvSource({
        // flags and offset field, offset in octets, more fragments, don't fragment
        "0x2000, 0, true, false",
        "0x0001, 8, false, false",
        "0x3fff, 65528, true, false",
        "0x6010, 128, true, true",
    })
    void readsFragments(String field, int offset, boolean more, boolean dontFragment) {
        byte[] octets = packet();
        Octets.put16(octets, 6, Integer.decode(field));
        Octets.put16(octets, 4, 0xabcd);
        octets[9] = 17; // the UDP header in it is not read
        Packet packet = decode(mended(octets));
        assertThat(packet).isInstanceOf(Fragment.class);
        Fragment fragment = (Fragment) packet;
        assertThat(fragment.fragmentOffset()).isEqualTo(offset);
        assertThat(fragment.moreFragments()).isEqualTo(more);
        assertThat(fragment.dontFragment()).isEqualTo(dontFragment);
        assertThat(fragment.identification()).isEqualTo(0xabcd);
        assertThat(fragment.protocol()).isEqualTo(17);
        assertThat(PacketCodec.encode(fragment)).isEqualTo(octets);
    }

    @Test
    void theReservedFlagMeansNothing() { // RFC 791 §3.1: must be zero; Linux does not look
        byte[] octets = packet();
        Octets.put16(octets, 6, 0x8000);
        Packet packet = decode(mended(octets));
        assertThat(packet).isInstanceOf(RawPacket.class);
        assertThat(packet.integrity()).isEqualTo(Integrity.SOUND);
    }
}
