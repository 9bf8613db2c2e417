package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

class TcpOptionsCodecTest {
    private static Segment segment() {
        return new Segment(IpAddress.LOOPBACK4, 1, IpAddress.LOOPBACK4, 2);
    }

    private static Segment read(int flags, String hex) {
        byte[] octets = HexFormat.of().parseHex("ff" + hex + "02040bad");
        Segment segment = segment().flags(flags);
        TcpOptionsCodec.read(segment, octets, 1, octets.length - 4);
        return segment;
    }

    private static String written(Segment segment) {
        byte[] to = new byte[segment.optionsLength()];
        TcpOptionsCodec.write(segment, to, 0);
        return HexFormat.of().formatHex(to);
    }

    private static String text(Segment segment) {
        return PacketText.of(segment).replaceAll(".*win 0(, options )?(.*), length 0", "$2");
    }

    @Test
    void writesThemAsLinuxDoes() {
        Segment syn = segment().mss(1460).sackPermitted(true).timestamps(0x11223344, 0);
        assertThat(written(syn.windowScale(7)))
                .isEqualTo("020405b4" + "0402080a" + "11223344" + "00000000" + "01030307");
        Segment plain = segment().mss(536).sackPermitted(true).windowScale(0);
        assertThat(written(plain)).isEqualTo("02040218" + "01010402" + "01030300");
        Segment ack = segment().timestamps(1, -2).sack(new SackBlocks(1, 2, 3, 4));
        assertThat(written(ack))
                .isEqualTo(
                        "0101080a"
                                + "00000001"
                                + "fffffffe"
                                + "01010512"
                                + "00000001"
                                + "00000002"
                                + "00000003"
                                + "00000004");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', ''",
                "020405b4, '[mss 1460]'",
                "0204000a, '[mss 10]'",
                "02040000, ''", // no size at all
                "030307, '[nop,wscale 7]'",
                "0303ff, '[nop,wscale 14]'", // RFC 7323 §2.3
                "0402, '[nop,nop,sackOK]'",
                "080a0000000100000002, '[nop,nop,TS val 1 ecr 2]'",
                "0101080a0000000100000002, '[nop,nop,TS val 1 ecr 2]'",
                "0401080a0000000100000002, ''", // not quite the usual twelve octets
                "050a0000000100000002, '[nop,nop,sack 1 {1:2}]'",
                "0101010101020405b4, '[mss 1460]'",
                "00020405b4, ''", // end of list
                "fe04abcd020405b4, '[mss 1460]'", // unknown
                "220c00112233445566778899020405b4, '[mss 1460]'", // fast open cookie
                "0203aa020405b4, '[mss 1460]'", // wrong lengths are passed over
                "0304aaaa020405b4, '[mss 1460]'",
                "0403aa020405b4, '[mss 1460]'",
                "0809aaaaaaaaaaaaaa020405b4, '[mss 1460]'",
                "0502020405b4, '[mss 1460]'",
                "050600000001020405b4, '[mss 1460]'",
                "050eaaaaaaaaaaaaaaaaaaaaaaaa020405b4, '[mss 1460]'",
                "02, ''", // no length
                "0200, ''", // length 0 and 1 end the list
                "0201020405b4, ''",
                "020405, ''", // over the end
                "020405b4020405b5, '[mss 1461]'", // the last one counts
            })
    void readsThem(String hex, String expected) {
        assertThat(text(read(Segment.ACK, hex))).isEqualTo(expected);
    }

    @Test
    void dropsWhatContradictsSynWhenPaddingLeavesNoRoom() {
        String blocks = "0522" + "00000001".repeat(8);
        String negotiation = "0402" + "030307";
        Segment ack = read(Segment.ACK, blocks + negotiation);
        assertThat(ack.optionsLength()).isEqualTo(36);
        assertThat(ack.sack()).isNotNull();
        assertThat(ack.sackPermitted()).isFalse();
        assertThat(ack.windowScale()).isEqualTo(Segment.NO_SCALE);
        Segment syn = read(Segment.SYN | Segment.ACK, blocks + negotiation);
        assertThat(syn.optionsLength()).isEqualTo(8);
        assertThat(syn.sack()).isNull();
        Segment three =
                read(Segment.ACK, "020405b4080a0000000100000002051a" + "00000001".repeat(6));
        assertThat(three.optionsLength()).isEqualTo(40);
        assertThat(three.mss()).isZero();
    }
}
