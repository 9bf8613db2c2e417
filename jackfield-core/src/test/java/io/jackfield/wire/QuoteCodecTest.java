package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HexFormat;

class QuoteCodecTest {
    private static final IpAddress A4 = IpAddress.of("10.0.0.1");
    private static final IpAddress B4 = IpAddress.of("10.0.0.2");
    private static final IpAddress A6 = IpAddress.of("fd00::1");
    private static final IpAddress B6 = IpAddress.of("fd00::2");

    private static IcmpMessage error(boolean v4) {
        return new IcmpMessage(v4 ? B4 : B6, v4 ? A4 : A6, v4 ? 3 : 1, v4 ? 3 : 4, 0);
    }

    private static IcmpMessage quoting(boolean v4, byte[] octets, int length) {
        IcmpMessage error = error(v4);
        error.append(Slab.of(octets), 0, length);
        return error;
    }

    private static Packet read(IcmpMessage error) {
        return new PacketCodec().decodeQuote(error);
    }

    private static <P extends Packet> P filled(P packet, int octets) {
        packet.append(Slab.of(new byte[octets]), 0, octets);
        return packet;
    }

    @ParameterizedTest
    @CsvSource({"true, 576", "false, 1280"})
    void quotesAsMuchAsTheErrorHasRoomFor(boolean v4, int most) {
        Datagram large = filled(new Datagram(v4 ? A4 : A6, 7, v4 ? B4 : B6, 9), 1400);
        IcmpMessage error = error(v4);
        PacketCodec.quote(error, large);
        assertThat(error.length()).isEqualTo(most);
        byte[] start = Arrays.copyOf(PacketCodec.encode(large), error.payloadLength());
        assertThat(error.payload()).isEqualTo(start);
        IcmpMessage whole = error(v4);
        PacketCodec.quote(whole, filled(new Datagram(v4 ? A4 : A6, 7, v4 ? B4 : B6, 9), 10));
        assertThat(whole.payloadLength()).isEqualTo((v4 ? 20 : 40) + 8 + 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eightOctetsOfASegmentGivePortsAndSequenceNumber(boolean v4) {
        Segment sent = new Segment(v4 ? A4 : A6, 40_000, v4 ? B4 : B6, 80).seq(0x89abcdef);
        byte[] octets = PacketCodec.encode(filled(sent.ack(5).flags(Segment.ACK), 100));
        Segment quoted = (Segment) read(quoting(v4, octets, sent.ipHeaderLength() + 8));
        assertThat(quoted).isNotNull();
        assertThat(quoted.source()).isEqualTo(sent.source());
        assertThat(quoted.destination()).isEqualTo(sent.destination());
        assertThat(quoted.sourcePort()).isEqualTo(40_000);
        assertThat(quoted.destinationPort()).isEqualTo(80);
        assertThat(quoted.seq()).isEqualTo(0x89abcdef);
        assertThat(quoted.flags()).isZero();
        assertThat(quoted.payloadLength()).isZero();
    }

    @Test
    void aWholePacketIsQuotedWhole() {
        Forall.cases(
                "quotes",
                10_000,
                draws -> {
                    Packet packet = new PacketGenerator(draws).ipPacket();
                    byte[] octets = PacketCodec.encode(packet);
                    packet.checksum(Packet.OFFLOADED); // what it was is of no use to anyone
                    Packet quoted = read(quoting(packet.isV4(), octets, octets.length));
                    assertThat(quoted).isNotNull();
                    boolean first = packet instanceof Fragment f && f.fragmentOffset() == 0;
                    if (first) {
                        assertThat(quoted).isNotInstanceOf(Fragment.class);
                    } else if (packet instanceof Fragment) {
                        assertThat(quoted.payloadLength()).isZero();
                        assertThat(PacketText.of(quoted).replaceAll("length.*", ""))
                                .isEqualTo(PacketText.of(packet).replaceAll("length.*", ""));
                    } else {
                        assertThat(PacketFields.of(quoted)).isEqualTo(PacketFields.of(packet));
                    }
                });
    }

    @Test
    void theFirstFragmentGivesThePorts() {
        Datagram whole = filled(new Datagram(A6, 7, B6, 9), 40);
        byte[] octets = PacketCodec.encode(whole);
        Fragment first = new Fragment(A6, B6, 17, 0, true);
        first.append(Slab.of(octets), 40, 24);
        byte[] sent = PacketCodec.encode(first);
        Packet quoted = read(quoting(false, sent, sent.length));
        assertThat(quoted).isInstanceOf(Datagram.class);
        assertThat(((Datagram) quoted).destinationPort()).isEqualTo(9);
        assertThat(quoted.payloadLength()).isEqualTo(16);
    }

    @Test
    void readsAnEchoRequestByItsIdentifier() {
        IcmpMessage echo = filled(new IcmpMessage(A4, B4, 8, 0, 0x1234_0001), 56);
        byte[] octets = PacketCodec.encode(echo);
        IcmpMessage quoted = (IcmpMessage) read(quoting(true, octets, 28));
        assertThat(quoted).isNotNull();
        assertThat(quoted.rest()).isEqualTo(0x1234_0001);
    }

    @Test
    void isNotReadWhereItDoesNotReachToThePorts() {
        for (boolean v4 : new boolean[] {true, false}) {
            Packet[] packets = {
                new Segment(v4 ? A4 : A6, 1, v4 ? B4 : B6, 2),
                new Datagram(v4 ? A4 : A6, 1, v4 ? B4 : B6, 2),
                new IcmpMessage(v4 ? A4 : A6, v4 ? B4 : B6, 8, 0, 0),
            };
            for (Packet packet : packets) {
                byte[] octets = PacketCodec.encode(packet);
                for (int length = 0; length < packet.ipHeaderLength() + 8; length++) {
                    assertThat(read(quoting(v4, octets, length))).isNull();
                }
            }
            RawPacket raw = new RawPacket(v4 ? A4 : A6, v4 ? B4 : B6, 253);
            byte[] octets = PacketCodec.encode(raw);
            assertThat(read(quoting(v4, octets, octets.length))).isNotNull();
        }
    }

    @Test
    void isNotReadInTheOtherFamilyOrBehindForbiddenHeaders() {
        byte[] v6 = PacketCodec.encode(new Datagram(A6, 1, B6, 2));
        assertThat(read(quoting(true, v6, v6.length))).isNull();
        byte[] mapped = v6.clone();
        A4.writeV6To(mapped, 8);
        assertThat(read(quoting(false, mapped, mapped.length))).isNull();
        byte[] toMapped = v6.clone();
        A4.writeV6To(toMapped, 24);
        assertThat(read(quoting(false, toMapped, toMapped.length))).isNull();
        byte[] cut = v6.clone();
        cut[6] = 60;
        cut[41] = 7;
        assertThat(read(quoting(false, cut, cut.length))).isNull();
        String fragment = "000100000007";
        for (String inner :
                new String[] {"2c00" + fragment + "1100" + fragment, "0000" + fragment}) {
            RawPacket twice = new RawPacket(A6, B6, 44);
            byte[] fragments = HexFormat.of().parseHex(inner);
            twice.append(Slab.of(fragments), 0, fragments.length);
            byte[] octets = PacketCodec.encode(twice);
            assertThat(read(quoting(false, octets, octets.length))).isNull();
        }
    }

    @Test
    void whateverIsQuotedReadingItDoesNotThrow() {
        SlabPool pool = new SlabPool();
        PacketCodec codec = new PacketCodec(pool);
        Forall.cases(
                "mutated quotes",
                100_000,
                draws -> {
                    byte[] octets = PacketCodec.encode(new PacketGenerator(draws).ipPacket());
                    for (int i = draws.below(4); i > 0; i--) {
                        octets[draws.below(Math.min(80, octets.length))] = (byte) draws.bits();
                    }
                    int length = draws.below(Math.min(octets.length, 100) + 1);
                    boolean v4 = octets[0] >>> 4 == 4;
                    byte[] exact = Arrays.copyOf(octets, length);
                    Packet quoted = codec.decodeQuote(quoting(v4, exact, length));
                    assertThat(quoted == null || quoted.isV4() == v4).isTrue();
                    RawPacket whole = new RawPacket(v4 ? A4 : A6, v4 ? B4 : B6, draws.below(70));
                    whole.append(Slab.of(exact), 0, length);
                    assertThat(codec.decodeTransport(whole).isV4()).isEqualTo(v4);
                });
    }
}
