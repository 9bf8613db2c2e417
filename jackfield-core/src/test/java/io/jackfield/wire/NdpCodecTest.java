package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.wire.NdpMessage.NeighborAdvertisement;
import io.jackfield.wire.NdpMessage.NeighborSolicitation;
import io.jackfield.wire.NdpMessage.PrefixInformation;
import io.jackfield.wire.NdpMessage.RouterAdvertisement;
import io.jackfield.wire.NdpMessage.RouterSolicitation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HexFormat;
import java.util.List;

class NdpCodecTest {
    private static final IpAddress HERE = IpAddress.of("fe80::1");
    private static final IpAddress THERE = IpAddress.of("fe80::2");
    private static final IpAddress NOWHERE = IpAddress.ANY6;
    private static final long MAC = 0x0200_0000_0001L;

    static List<NdpMessage> messages() {
        return List.of(
                new RouterSolicitation(MAC),
                new RouterSolicitation(MacAddress.NONE),
                new NeighborSolicitation(THERE, MAC),
                new NeighborSolicitation(THERE, MacAddress.NONE),
                new NeighborAdvertisement(THERE, true, false, true, MAC),
                new NeighborAdvertisement(THERE, false, true, false, MacAddress.NONE),
                new RouterAdvertisement(64, true, false, 1800, 30_000, 1000, MAC, 1500, List.of()),
                new RouterAdvertisement(
                        0,
                        false,
                        true,
                        0xffff,
                        0,
                        -1,
                        MacAddress.NONE,
                        0,
                        List.of(
                                new PrefixInformation(Prefix.of("fd00::/64"), true, false, -1, 5),
                                new PrefixInformation(
                                        Prefix.of("fd01::/128"), false, true, 6, 7))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageIsReadBackAsItWasWritten(NdpMessage message) {
        IcmpMessage packet = NdpCodec.encode(message, HERE, THERE);
        assertThat(packet.hopLimit()).isEqualTo(255);
        byte[] octets = PacketCodec.encode(packet);
        IcmpMessage read = (IcmpMessage) new PacketCodec().decode(octets, 0, octets.length);
        assertThat(NdpCodec.decode(read)).isEqualTo(message);
    }

    @Test
    void laysASolicitationOutAsRfc4861Does() {
        IcmpMessage packet =
                NdpCodec.encode(new NeighborSolicitation(THERE, MAC), HERE, THERE.solicitedNode());
        assertThat(packet.type()).isEqualTo(135);
        assertThat(packet.rest()).isZero();
        assertThat(HexFormat.of().formatHex(packet.payload()))
                .isEqualTo("fe800000000000000000000000000002" + "0101" + "020000000001");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void discardsWhatAStrangerCouldHaveSentOrAnotherCode(NdpMessage message) {
        IcmpMessage far = NdpCodec.encode(message, HERE, THERE);
        far.hopLimit(254);
        assertThat(NdpCodec.decode(far)).isNull();
        IcmpMessage good = NdpCodec.encode(message, HERE, THERE);
        IcmpMessage code = new IcmpMessage(HERE, THERE, good.type(), 1, good.rest());
        code.appendPayloadOf(good, 0, good.payloadLength());
        code.hopLimit(255);
        assertThat(NdpCodec.decode(code)).isNull();
    }

    private static IcmpMessage raw(
            int type, int rest, IpAddress source, IpAddress destination, String body) {
        IcmpMessage packet = new IcmpMessage(source, destination, type, 0, rest);
        byte[] octets = HexFormat.of().parseHex(body);
        packet.append(Slab.of(octets), 0, octets.length);
        packet.hopLimit(255);
        return packet;
    }

    @Test
    void discardsABodyThatIsCut() {
        for (NdpMessage message : messages()) {
            IcmpMessage good = NdpCodec.encode(message, HERE, THERE);
            String body = HexFormat.of().formatHex(good.payload());
            int options = good.type() == 133 ? 0 : good.type() == 134 ? 8 : 16;
            for (int length = 0; length < good.payloadLength(); length++) {
                String cut = body.substring(0, 2 * length);
                IcmpMessage packet = raw(good.type(), good.rest(), HERE, THERE, cut);
                boolean whole = length >= options && (length - options) % 8 == 0;
                if (!whole) {
                    assertThat(NdpCodec.decode(packet)).isNull();
                }
            }
        }
    }

    @Test
    void discardsAnOptionWithoutLength() {
        assertThat(NdpCodec.decode(raw(133, 0, HERE, THERE, "0100020000000001"))).isNull();
        assertThat(NdpCodec.decode(raw(133, 0, HERE, THERE, "0102020000000001"))).isNull();
        assertThat(NdpCodec.decode(raw(133, 0, HERE, THERE, "01"))).isNull();
    }

    @Test
    void passesOverUnknownOptionsAndThoseOfAnotherLength() {
        String nonce = "0e01112233445566";
        String longMac = "0102" + "00".repeat(14);
        String mac = "0101020000000001";
        assertThat(NdpCodec.decode(raw(133, 0, HERE, THERE, nonce + mac)))
                .isEqualTo(new RouterSolicitation(MAC));
        assertThat(NdpCodec.decode(raw(133, 0, HERE, THERE, longMac)))
                .isEqualTo(new RouterSolicitation(MacAddress.NONE));
        String others =
                "0202" + "00".repeat(14) + "0502" + "00".repeat(14) + "0301" + "00".repeat(6);
        assertThat(NdpCodec.decode(raw(133, 0, HERE, THERE, others))).isNotNull();
    }

    @Test
    void passesOverAPrefixThatIsNone() {
        String start = "0000000000000000";
        String tooLong = "0304" + "81c0" + "00".repeat(12) + "fd00" + "00".repeat(14);
        String mapped = "0304" + "40c0" + "00".repeat(12) + "00".repeat(10) + "ffff0a000001";
        RouterAdvertisement read =
                (RouterAdvertisement)
                        NdpCodec.decode(raw(134, 0, HERE, THERE, start + tooLong + mapped));
        assertThat(read).isNotNull();
        assertThat(read.prefixes()).isEmpty();
    }

    @Test
    void aProbeForDuplicatesGoesToTheGroupWithoutAddress() {
        NeighborSolicitation probe = new NeighborSolicitation(THERE, MacAddress.NONE);
        IpAddress group = THERE.solicitedNode();
        assertThat(NdpCodec.decode(NdpCodec.encode(probe, NOWHERE, group))).isEqualTo(probe);
        assertThat(NdpCodec.decode(NdpCodec.encode(probe, NOWHERE, THERE))).isNull();
        NeighborSolicitation named = new NeighborSolicitation(THERE, MAC);
        assertThat(NdpCodec.decode(NdpCodec.encode(named, NOWHERE, group))).isNull();
        RouterSolicitation router = new RouterSolicitation(MAC);
        assertThat(NdpCodec.decode(NdpCodec.encode(router, NOWHERE, group))).isNull();
        RouterSolicitation nameless = new RouterSolicitation(MacAddress.NONE);
        assertThat(NdpCodec.decode(NdpCodec.encode(nameless, NOWHERE, group))).isNotNull();
    }

    @Test
    void discardsWhatContradictsItself() {
        IpAddress group = IpAddress.ALL_NODES6;
        IpAddress global = IpAddress.of("fd00::1");
        RouterAdvertisement router =
                new RouterAdvertisement(1, false, false, 0, 0, 0, 0, 0, List.of());
        assertThat(NdpCodec.decode(NdpCodec.encode(router, global, THERE))).isNull();
        NdpMessage about = new NeighborSolicitation(group, MAC);
        assertThat(NdpCodec.decode(NdpCodec.encode(about, HERE, THERE))).isNull();
        NdpMessage answer = new NeighborAdvertisement(group, false, false, false, MAC);
        assertThat(NdpCodec.decode(NdpCodec.encode(answer, HERE, THERE))).isNull();
        NdpMessage unasked = new NeighborAdvertisement(THERE, false, true, false, MAC);
        assertThat(NdpCodec.decode(NdpCodec.encode(unasked, HERE, group))).isNull();
    }

    @Test
    void otherMessagesAreNotRead() {
        assertThat(NdpCodec.decode(raw(128, 0, HERE, THERE, ""))).isNull();
        IpAddress v4 = IpAddress.LOOPBACK4;
        assertThat(NdpCodec.decode(raw(133, 0, v4, v4, ""))).isNull();
    }
}
