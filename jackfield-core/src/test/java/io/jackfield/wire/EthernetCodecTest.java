package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HexFormat;

class EthernetCodecTest {
    /** Who has 10.0.0.2, asks 10.0.0.1: as RFC 826 lays it out. */
    private static final String REQUEST =
            "ffffffffffff"
                    + "020000000001"
                    + "0806"
                    + "0001"
                    + "0800"
                    + "06"
                    + "04"
                    + "0001"
                    + "020000000001"
                    + "0a000001"
                    + "000000000000"
                    + "0a000002";

    private static Packet decode(byte[] frame) {
        return new EthernetCodec().decode(frame, 0, frame.length);
    }

    @Test
    void everyFrameIsReadBackAsItWasWritten() {
        EthernetCodec codec = new EthernetCodec();
        Forall.cases(
                "frames round trip",
                10_000,
                draws -> {
                    PacketGenerator generator = new PacketGenerator(draws);
                    Packet packet = draws.oneIn(4) ? generator.arp() : generator.ipPacket();
                    byte[] frame = EthernetCodec.encode(packet);
                    Packet back = codec.decode(frame, 0, frame.length);
                    assertThat(PacketFields.withFrame(back))
                            .isEqualTo(PacketFields.withFrame(packet));
                });
    }

    @Test
    void writesArp() {
        ArpMessage request =
                new ArpMessage(
                        ArpMessage.REQUEST,
                        0x0200_0000_0001L,
                        IpAddress.of("10.0.0.1"),
                        MacAddress.NONE,
                        IpAddress.of("10.0.0.2"));
        request.frame(0x0200_0000_0001L, MacAddress.BROADCAST);
        assertThat(HexFormat.of().formatHex(EthernetCodec.encode(request))).isEqualTo(REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"13, 5", "15, 6", "17, 1", "18, 8", "19, 16"})
    void otherHardwareAndOtherProtocolsOfArpAreNotRead(int at, int value) {
        byte[] frame = HexFormat.of().parseHex(REQUEST);
        frame[at] = (byte) value;
        assertThat(decode(frame)).isNull();
    }

    @Test
    void frameOfAnotherTypeOrTooShortIsNotRead() {
        byte[] frame = HexFormat.of().parseHex(REQUEST);
        for (int length = 0; length < frame.length; length++) {
            assertThat(decode(Arrays.copyOf(frame, length))).isNull();
        }
        frame[12] = (byte) 0x81; // a VLAN tag
        frame[13] = 0;
        assertThat(decode(frame)).isNull();
    }

    @Test
    void theTypeDecidesTheFamily() {
        byte[] frame = new byte[14 + 40];
        Octets.put16(frame, 12, EthernetCodec.IPV4);
        frame[14] = 0x60;
        assertThat(decode(frame)).isInstanceOf(MalformedPacket.class);
        assertThat(decode(frame).isV4()).isTrue();
        Octets.put16(frame, 12, EthernetCodec.IPV6);
        frame[14] = 0x45;
        assertThat(decode(frame).isV4()).isFalse();
        assertThat(decode(frame).integrity()).isEqualTo(Integrity.BAD_IP_HEADER);
        assertThat(EthernetCodec.encode(decode(frame))).isEqualTo(frame);
    }

    @Test
    void aFrameInASlabIsReadInPlace() {
        byte[] frame = HexFormat.of().parseHex("02".repeat(12) + "0800" + "4500");
        Slab slab = Slab.of(frame);
        Packet packet = new EthernetCodec().decode(slab, 0, frame.length);
        assertThat(packet).isNotNull();
        assertThat(packet.slab(0)).isSameAs(slab);
        assertThatThrownBy(() -> new EthernetCodec().decode(slab, 1, frame.length))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new EthernetCodec().decode(frame, 1, frame.length))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
