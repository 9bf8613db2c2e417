package io.jackfield.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketTextTest {
    private static final IpAddress A4 = IpAddress.of("10.0.0.1");
    private static final IpAddress B4 = IpAddress.of("10.0.0.2");
    private static final IpAddress A6 = IpAddress.of("fe80::1");
    private static final IpAddress B6 = IpAddress.of("fe80::2");

    private static <P extends Packet> P filled(P packet, int octets) {
        packet.append(Slab.of(new byte[octets]), 0, octets);
        return packet;
    }

    private static Segment segment(int flags) {
        return new Segment(A4, 40112, B4, 80).seq(1000).ack(2000).window(512).flags(flags);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; [none], win 512, length 0",
                "0x02; [S], seq 1000, win 512, length 0",
                "0x12; [S.], seq 1000, ack 2000, win 512, length 0",
                "0x10; [.], ack 2000, win 512, length 0",
                "0x11; [F.], seq 1000, ack 2000, win 512, length 0",
                "0x04; [R], seq 1000, win 512, length 0",
                "0x30; [.U], ack 2000, win 512, urg 7, length 0",
                "0xff; [FSRP.UEW], seq 1000, ack 2000, win 512, urg 7, length 0",
            })
    void namesFlagsAsTcpdumpDoes(String flags, String expected) {
        Segment segment = segment(Integer.decode(flags)).urgentPointer(7);
        assertThat(PacketText.of(segment))
                .isEqualTo("IP 10.0.0.1.40112 > 10.0.0.2.80: Flags " + expected);
    }

    @Test
    void countsRelativeToTheInitialSequenceNumbers() {
        Segment data = filled(segment(Segment.ACK | Segment.PSH), 100);
        data.sack(new SackBlocks(2100, 2200));
        assertThat(PacketText.relative(data, 999, 1999))
                .isEqualTo(
                        "IP 10.0.0.1.40112 > 10.0.0.2.80: Flags [P.], seq 1:101, ack 1, win 512,"
                                + " options [nop,nop,sack 1 {101:201}], length 100");
        assertThat(PacketText.relative(segment(Segment.SYN), 1000, 0)).contains("seq 1000,");
    }

    @Test
    void describesWhatIsNotTcp() {
        Datagram datagram = filled(new Datagram(A4, 1, B4, 2), 5);
        assertThat(PacketText.of(datagram)).isEqualTo("IP 10.0.0.1.1 > 10.0.0.2.2: UDP, length 5");
        datagram.integrity(Integrity.BAD_CHECKSUM);
        assertThat(PacketText.of(datagram)).endsWith("length 5 (bad checksum)");
        Fragment fragment = filled(new Fragment(A4, B4, 17, 1480, true), 8);
        fragment.identification(7);
        assertThat(PacketText.of(fragment))
                .isEqualTo("IP 10.0.0.1 > 10.0.0.2: frag (7|1480+) ip-proto-17, length 8");
        assertThat(PacketText.of(new Fragment(A6, B6, 6, 8, false)))
                .isEqualTo("IP6 fe80::1 > fe80::2: frag (0|8) ip-proto-6, length 0");
        assertThat(PacketText.of(new RawPacket(A6, B6, 89)))
                .isEqualTo("IP6 fe80::1 > fe80::2: ip-proto-89, length 0");
        assertThat(PacketText.of(new MalformedPacket(true, Integrity.TRUNCATED)))
                .isEqualTo("IP malformed, length 0 (truncated)");
        assertThat(PacketText.of(new MalformedPacket(false, Integrity.BAD_IP_HEADER)))
                .isEqualTo("IP6 malformed, length 0 (bad IP header)");
        assertThat(PacketText.of(new MalformedPacket(true, Integrity.BAD_IP_CHECKSUM)))
                .endsWith("(bad IP checksum)");
        datagram.integrity(Integrity.BAD_TRANSPORT_HEADER);
        assertThat(PacketText.of(datagram)).endsWith("(bad header)");
    }

    @Test
    void describesArp() {
        assertThat(PacketText.of(new ArpMessage(1, 1, A4, 0, B4)))
                .isEqualTo("ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28");
        assertThat(PacketText.of(new ArpMessage(1, 1, A4, 2, B4)))
                .isEqualTo(
                        "ARP, Request who-has 10.0.0.2 (00:00:00:00:00:02) tell 10.0.0.1,"
                                + " length 28");
        assertThat(PacketText.of(new ArpMessage(2, 1, A4, 2, B4)))
                .isEqualTo("ARP, Reply 10.0.0.1 is-at 00:00:00:00:00:01, length 28");
        assertThat(PacketText.of(new ArpMessage(8, 1, A4, 2, B4)))
                .isEqualTo("ARP, operation 8, length 28");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0; 0x00020003; echo reply, id 2, seq 3, length 8",
                "8; 0; 0x00020003; echo request, id 2, seq 3, length 8",
                "3; 0; 0; net unreachable, length 8",
                "3; 1; 0; host unreachable, length 8",
                "3; 2; 0; protocol unreachable, length 8",
                "3; 3; 0; port unreachable, length 8",
                "3; 4; 1400; need to frag (mtu 1400), length 8",
                "3; 5; 0; source route failed, length 8",
                "3; 13; 0; admin prohibited, length 8",
                "3; 7; 0; unreachable, code 7, length 8",
                "4; 0; 0; source quench, length 8",
                "5; 1; 0; redirect, length 8",
                "11; 0; 0; time exceeded in-transit, length 8",
                "11; 1; 0; ip reassembly time exceeded, length 8",
                "12; 0; 0x14000000; parameter problem - octet 20, length 8",
                "13; 5; 0; type 13, code 5, length 8",
            })
    void namesIcmp(int type, int code, String rest, String expected) {
        IcmpMessage message = new IcmpMessage(A4, B4, type, code, Integer.decode(rest));
        assertThat(PacketText.of(message)).isEqualTo("IP 10.0.0.1 > 10.0.0.2: ICMP " + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1; 0; 0; destination unreachable, unreachable route, length 8",
                "1; 1; 0; destination unreachable, unreachable prohibited, length 8",
                "1; 2; 0; destination unreachable, beyond scope, length 8",
                "1; 3; 0; destination unreachable, unreachable address, length 8",
                "1; 4; 0; destination unreachable, unreachable port, length 8",
                "1; 5; 0; destination unreachable, code 5, length 8",
                "2; 0; 1280; packet too big, mtu 1280, length 8",
                "3; 0; 0; time exceeded in-transit, length 8",
                "4; 1; 40; parameter problem, code 1 - octet 40, length 8",
                "128; 0; 0x00020003; echo request, id 2, seq 3, length 8",
                "129; 0; 0x00020003; echo reply, id 2, seq 3, length 8",
                "133; 0; 0; router solicitation, length 8",
                "134; 0; 0; router advertisement, length 8",
                "135; 0; 0; neighbor solicitation, who has (invalid), length 8",
                "136; 0; 0; neighbor advertisement, tgt is (invalid), length 8",
                "143; 0; 0; type 143, code 0, length 8",
            })
    void namesIcmpv6(int type, int code, String rest, String expected) {
        IcmpMessage message = new IcmpMessage(A6, B6, type, code, Integer.decode(rest));
        assertThat(PacketText.of(message)).isEqualTo("IP6 fe80::1 > fe80::2: ICMP6, " + expected);
    }

    @Test
    void showsWhatAnErrorQuotes() {
        IcmpMessage error = new IcmpMessage(B4, A4, 3, 1, 0);
        PacketCodec.quote(error, filled(segment(Segment.ACK), 10));
        assertThat(PacketText.of(error))
                .isEqualTo(
                        "IP 10.0.0.2 > 10.0.0.1: ICMP host unreachable, length 58 {IP"
                                + " 10.0.0.1.40112 > 10.0.0.2.80: Flags [.], seq 1000:1010, ack"
                                + " 2000, win 512, length 10}");
        error.release();
    }

    @Test
    void anErrorThatQuotesAnErrorThatQuotesAnErrorEnds() {
        Packet packet = segment(Segment.ACK);
        for (int i = 0; i < 100; i++) {
            IcmpMessage error = new IcmpMessage(B4, A4, 3, 1, 0);
            PacketCodec.quote(error, packet);
            packet = error;
        }
        assertThat(PacketText.of(packet)).hasSizeLessThan(2000);
    }
}
