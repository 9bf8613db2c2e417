package io.jackfield.icmp;

import static io.jackfield.ip.SmallWorld.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.ip.ErrorReporter.Trouble;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.SmallHost;
import io.jackfield.ip.SmallWorld;
import io.jackfield.link.Cable;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.Test;

import java.util.List;

class IcmpTest {
    private static final List<String> B = List.of("10.0.0.2", "fd00::2");

    private final SmallWorld world = new SmallWorld();
    private final SmallHost a = world.host("a");
    private final SmallHost b = world.host("b");
    private final Cable cable =
            world.cable(a, "10.0.0.1/24 fd00::1/64", b, "10.0.0.2/24 fd00::2/64");
    private final List<String> seen = world.capture(cable);

    private static IpAddress address(String text) {
        return IpAddress.of(text);
    }

    private Ping ping(String destination, int octets) {
        Ping ping = a.icmp.ping(address(destination), octets, null, world.nowNanos());
        world.settle();
        return ping;
    }

    @Test
    void anEchoIsAnsweredFromTheAddressThatWasAsked() {
        for (String destination : B) {
            Ping ping = ping(destination, 56);
            assertThat(ping.isAnswered()).isTrue();
            assertThat(ping.answeredBy()).isEqualTo(address(destination));
            assertThat(ping.hopLimit()).isEqualTo(64);
        }
        assertThat(b.count(Counter.ICMP_IN_ECHOS)).isEqualTo(1);
        assertThat(b.count(Counter.ICMP6_OUT_ECHO_REPLIES)).isEqualTo(1);
        assertThat(a.count(Counter.ICMP_IN_ECHO_REPS)).isEqualTo(1);
        assertThat(seen.getFirst()).contains("ICMP echo request");
    }

    @Test
    void anEchoLargerThanTheLinkComesBackWhole() {
        assertThat(ping("10.0.0.2", 20_000).isAnswered()).isTrue();
        assertThat(ping("fd00::2", 20_000).isAnswered()).isTrue();
        assertThat(b.count(Counter.IP_REASM_OKS)).isEqualTo(1);
        assertThat(a.count(Counter.IP6_REASM_OKS)).isEqualTo(1);
    }

    @Test
    void aHostAnswersItself() {
        for (String own : List.of("127.0.0.1", "::1", "10.0.0.1", "fd00::1")) {
            assertThat(ping(own, 8).isAnswered()).isTrue();
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void anEchoToABroadcastAddressIsIgnoredAndOneToAllIpv6NodesIsAnswered() {
        assertThat(ping("10.0.0.255", 8).isAnswered()).isFalse();
        b.settings.set(Setting.ICMP_ECHO_IGNORE_BROADCASTS, 0);
        assertThat(ping("10.0.0.255", 8).isAnswered()).isTrue();
        Ping all = ping("ff02::1", 8);
        assertThat(all.isAnswered()).isTrue();
    }

    @Test
    void aPingWithoutARouteSaysSo() {
        assertThat(ping("192.0.2.1", 8).result()).isEqualTo(Errno.ENETUNREACH.result());
    }

    @Test
    void anUnknownProtocolIsReported() {
        send(new RawPacket(address("10.0.0.1"), address("10.0.0.2"), 99));
        send(new RawPacket(address("fd00::1"), address("fd00::2"), 99));
        assertThat(seen).hasSize(4);
        assertThat(a.count(Counter.ICMP_IN_DEST_UNREACHS)).isEqualTo(1);
        assertThat(b.count(Counter.IP_IN_UNKNOWN_PROTOS)).isEqualTo(1);
        assertThat(b.count(Counter.IP6_IN_UNKNOWN_PROTOS)).isEqualTo(1);
        assertThat(a.count(Counter.ICMP6_IN_PARM_PROBLEMS)).isEqualTo(1);
    }

    private void send(Packet packet) {
        a.ip.send(packet, a.to(packet.destination().toString()), world.nowNanos());
        world.settle();
    }

    private Datagram fromA(String destination) {
        return a.datagram(destination, 20);
    }

    private void report(Packet offending) {
        b.ip.report(Trouble.PORT_UNREACHABLE, offending, b.eth(0), 0, world.nowNanos());
        world.settle();
    }

    @Test
    void aPortThatNobodyHasIsReportedToTheSocketThatAsked() {
        for (String destination : B) {
            a.udp.errors.clear();
            report(fromA(destination));
            IcmpError error = a.udp.errors.getFirst();
            assertThat(error.errno()).isEqualTo(Errno.ECONNREFUSED.number());
            assertThat(error.isFatal()).isTrue();
            assertThat(error.offender()).isEqualTo(address(destination));
            assertThat(a.udp.quoted.getLast()).contains(".1000 > ").contains(".2000: UDP");
        }
    }

    @Test
    void aSuperSegmentIsQuotedAsTheFirstOfItsSegments() {
        Segment segment = new Segment(address("10.0.0.1"), 1000, address("10.0.0.2"), 80);
        segment.seq(4711).flags(Segment.ACK);
        Slab slab = Slab.of(new byte[Slab.LARGE]);
        segment.append(slab, 0, Slab.LARGE);
        segment.append(slab, 0, Slab.LARGE);
        segment.segmentSize(1460);
        report(segment);
        assertThat(a.tcp.errors).hasSize(1);
        assertThat(a.tcp.quoted.getFirst()).contains("4711");
    }

    @Test
    void nothingIsReportedAboutWhatMustNotBe() { // RFC 1812 §4.3.2.7
        IpAddress from = address("10.0.0.1");
        IpAddress to = address("10.0.0.2");
        report(new IcmpMessage(from, to, 3, 3, 0));
        report(new IcmpMessage(address("fd00::1"), address("fd00::2"), 1, 4, 0));
        report(new Fragment(from, to, IpProtocol.UDP, 8, false));
        report(new Datagram(from, 1, address("224.0.0.1"), 2));
        report(new Datagram(from, 1, address("10.0.0.255"), 2));
        report(new Datagram(address("0.0.0.0"), 1, to, 2));
        report(new Datagram(address("127.0.0.1"), 1, to, 2));
        report(new Datagram(address("10.0.0.255"), 1, to, 2));
        report(new Datagram(address("ff02::1"), 1, address("fd00::2"), 2));
        Datagram broadcastFrame = fromA("10.0.0.2");
        broadcastFrame.frame(1, 0xffff_ffff_ffffL);
        report(broadcastFrame);
        assertThat(seen).isEmpty();
        assertThat(b.count(Counter.ICMP_OUT_MSGS)).isZero();
        assertThat(b.count(Counter.ICMP6_OUT_MSGS)).isZero();
    }

    @Test
    void anEchoMayBeReportedThoughItIsIcmp() {
        report(new IcmpMessage(address("10.0.0.1"), address("10.0.0.2"), 8, 0, 0));
        assertThat(seen).hasSize(1);
    }

    @Test
    void oneReceiverGetsSixErrorsAtOnceAndThenOneASecond() {
        for (int i = 0; i < 20; i++) {
            report(fromA("10.0.0.2"));
        }
        assertThat(seen).hasSize(6);
        world.runFor(SECOND - 1);
        report(fromA("10.0.0.2"));
        assertThat(seen).hasSize(6);
        world.runFor(1);
        report(fromA("10.0.0.2"));
        report(fromA("10.0.0.2"));
        assertThat(seen).hasSize(7);
        assertThat(b.count(Counter.ICMP_OUT_RATE_LIMIT_HOST)).isEqualTo(16);
        world.runFor(100 * SECOND);
        for (int i = 0; i < 20; i++) {
            report(fromA("10.0.0.2"));
        }
        assertThat(seen).hasSize(13);
    }

    @Test
    void overIpv6TenASecondFollowTheFirstSix() {
        for (int i = 0; i < 20; i++) {
            report(fromA("fd00::2"));
        }
        assertThat(seen).hasSize(6);
        world.runFor(SECOND / 10);
        report(fromA("fd00::2"));
        report(fromA("fd00::2"));
        assertThat(seen).hasSize(7);
    }

    @Test
    void allReceiversTogetherGetABurstOfFifty() {
        b.defaultRoute("10.0.0.1");
        for (int i = 0; i < 200; i++) {
            report(new Datagram(IpAddress.v4(0x0b00_0000 | i), 1, address("10.0.0.2"), 2));
        }
        assertThat(seen).hasSize(50);
        assertThat(b.count(Counter.ICMP_OUT_RATE_LIMIT_GLOBAL)).isEqualTo(150);
        world.runFor(SECOND / 50);
        for (int i = 0; i < 200; i++) {
            report(new Datagram(IpAddress.v4(0x0c00_0000 | i), 1, address("10.0.0.2"), 2));
        }
        assertThat(seen).hasSize(70); // 20 ms at a thousand a second
    }

    @Test
    void whatTooBigAPacketIsAlwaysTold() {
        for (int i = 0; i < 100; i++) {
            b.ip.report(Trouble.PACKET_TOO_BIG, fromA("10.0.0.2"), b.eth(0), 1400, 0);
            b.ip.report(Trouble.PACKET_TOO_BIG, fromA("fd00::2"), b.eth(0), 1400, 0);
        }
        assertThat(b.count(Counter.ICMP_OUT_DEST_UNREACHS)).isEqualTo(100);
        assertThat(b.count(Counter.ICMP6_OUT_PKT_TOO_BIGS)).isEqualTo(100);
        world.settle();
        assertThat(a.udp.errors).hasSize(200).allMatch(error -> error.mtu() == 1400);
    }

    @Test
    void anErrorAboutAPacketThatThisHostDidNotSendConcernsNobody() {
        IcmpMessage error = new IcmpMessage(address("10.0.0.2"), address("10.0.0.1"), 3, 1, 0);
        PacketCodec.quote(error, new Datagram(address("10.0.0.7"), 1, address("10.0.0.2"), 2));
        a.ip.receive(a.eth(0), error, 0);
        assertThat(a.udp.errors).isEmpty();
        assertThat(a.count(Counter.ICMP_IN_ERRORS)).isEqualTo(1);
    }

    @Test
    void anErrorThatQuotesTooLittleCountsAsBad() {
        IcmpMessage error = new IcmpMessage(address("10.0.0.2"), address("10.0.0.1"), 3, 1, 0);
        error.append(Slab.of(new byte[24]), 0, 24);
        a.ip.receive(a.eth(0), error, 0);
        assertThat(a.udp.errors).isEmpty();
        assertThat(a.count(Counter.ICMP_IN_ERRORS)).isEqualTo(1);
    }

    @Test
    void aDamagedMessageIsCountedAndNotAnswered() {
        RawPacket damaged = new RawPacket(address("10.0.0.1"), address("10.0.0.2"), 1);
        damaged.integrity(Integrity.BAD_CHECKSUM);
        b.ip.receive(b.eth(0), damaged, 0);
        world.settle();
        assertThat(seen).isEmpty();
        assertThat(b.count(Counter.ICMP_IN_CSUM_ERRORS)).isEqualTo(1);
        assertThat(b.count(Counter.ICMP_IN_ERRORS)).isEqualTo(1);
    }

    @Test
    void aPingThatCannotGetThereFailsWithTheError() {
        a.defaultRoute("10.0.0.2");
        b.settings.set(Setting.IP_FORWARD, 1);
        Ping ping = ping("192.0.2.1", 8);
        assertThat(ping.isAnswered()).isFalse();
        assertThat(ping.error()).isNotNull();
        assertThat(ping.error().errno()).isEqualTo(Errno.ENETUNREACH.number());
    }

    @Test
    void fragmentsThatStayIncompleteAreReportedWithTheFirst() {
        Fragment head =
                new Fragment(address("10.0.0.1"), address("10.0.0.2"), IpProtocol.UDP, 0, true);
        head.append(Slab.of(new byte[] {3, -24, 7, -48, 0, 100, 0, 0}), 0, 8);
        send(head);
        world.runFor(30 * SECOND);
        assertThat(a.udp.errors).hasSize(1);
        assertThat(a.udp.errors.getFirst().kind()).isEqualTo(IcmpError.Kind.TIME_EXCEEDED);
        assertThat(a.udp.errors.getFirst().code()).isEqualTo(1);
        assertThat(a.udp.quoted.getFirst()).contains("10.0.0.1.1000 > 10.0.0.2.2000");
    }
}
