package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;
import static io.jackfield.link.TestNetwork.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.entropy.Forall;
import io.jackfield.link.TestNetwork.TestEnd;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

class DirectionTest {
    private static final long MS = 1_000_000;

    private final TestNetwork network = new TestNetwork();
    private final TestEnd a = new TestEnd("a");
    private final TestEnd b = new TestEnd("b");
    private final Cable cable = network.cable(a, b);
    private final Direction way = cable.forth();

    private void transmit(Packet packet) {
        way.transmit(packet, network.nowNanos(), network.work);
    }

    @Test
    void aPlainCableDeliversAtOnceAndInOrder() {
        network.send(way, 3, MS);
        assertThat(b.numbers()).containsExactly(0, 1, 2);
        assertThat(b.times).containsExactly(0L, MS, 2 * MS);
        assertThat(way.counts().sent()).isEqualTo(3);
        assertThat(way.counts().arrived()).isEqualTo(3);
    }

    @Test
    void aCutLosesWhatIsUnderWayAndWhatIsSent() {
        cable.netem(Netem.parse("delay 10ms"));
        transmit(datagram(0, 100));
        network.runUntil(5 * MS);
        cable.up(false);
        assertThat(cable.isUp()).isFalse();
        transmit(datagram(1, 100));
        network.run();
        cable.up(true);
        transmit(datagram(2, 100));
        network.run();
        assertThat(b.numbers()).containsExactly(2);
        assertThat(way.counts().noCarrier()).isEqualTo(2);
    }

    @Test
    void aBlackHoleSwallowsOneDirectionOnly() {
        way.blackhole(true);
        transmit(datagram(0, 100));
        cable.back().transmit(datagram(1, 100), 0, network.work);
        network.run();
        assertThat(b.packets).isEmpty();
        assertThat(a.numbers()).containsExactly(1);
        assertThat(way.isUp()).isTrue();
        way.blackhole(false);
        transmit(datagram(2, 100));
        network.run();
        assertThat(b.numbers()).containsExactly(2);
        assertThat(way.counts().blackholed()).isEqualTo(1);
    }

    @Test
    void healEndsEveryFault() {
        cable.netem(Netem.parse("delay 10ms loss 50%"));
        cable.add(PacketRule.drop(packet -> true));
        way.blackhole(true);
        way.mtu(68);
        cable.up(false);
        cable.heal();
        transmit(datagram(0, 100));
        network.drain();
        assertThat(b.numbers()).containsExactly(0);
        assertThat(way.netem()).isEqualTo(Netem.NONE);
    }

    @Test
    void aSmallerMtuOnTheWayDropsWithoutAWord() {
        way.mtu(600);
        transmit(datagram(0, 601));
        transmit(datagram(1, 600));
        network.run();
        assertThat(b.numbers()).containsExactly(1);
        assertThat(way.counts().tooBig()).isEqualTo(1);
        assertThatThrownBy(() -> way.mtu(67)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleDropsTheFirstMatchingPackets() {
        PacketRule rule = PacketRule.drop(packet -> packet.identification() % 2 == 1).first(2);
        way.add(rule);
        network.send(way, 8, MS);
        assertThat(b.numbers()).containsExactly(0, 2, 4, 5, 6, 7);
        assertThat(rule.matches()).isEqualTo(4);
        assertThat(rule.applications()).isEqualTo(2);
        assertThat(way.counts().ruledOut()).isEqualTo(2);
    }

    @Test
    void aRuleDropsTheNthMatchingPacketOnly() {
        way.add(PacketRule.drop(packet -> true).nth(3));
        network.send(way, 5, MS);
        assertThat(b.numbers()).containsExactly(0, 1, 3, 4);
    }

    @Test
    void aRuleHoldsPacketsBackWhileOthersOvertake() {
        way.netem(Netem.parse("delay 1ms"));
        way.add(PacketRule.delay(packet -> packet.identification() == 0, 5 * MS));
        network.send(way, 3, MS);
        assertThat(b.numbers()).containsExactly(1, 2, 0);
        assertThat(b.times).containsExactly(2 * MS, 3 * MS, 6 * MS);
    }

    @Test
    void aRuleDuplicatesPackets() {
        way.add(PacketRule.duplicate(packet -> packet.identification() == 1).always());
        network.send(way, 3, MS);
        assertThat(b.numbers()).containsExactly(0, 1, 1, 2);
        assertThat(way.counts().duplicated()).isEqualTo(1);
    }

    @Test
    void theFirstRuleThatChoosesIsApplied() {
        PacketRule second = PacketRule.duplicate(packet -> true);
        way.add(PacketRule.drop(packet -> packet.identification() == 0));
        way.add(second);
        network.send(way, 2, MS);
        assertThat(b.numbers()).containsExactly(1, 1);
        way.remove(second);
        network.send(way, 2, MS);
        assertThat(b.numbers()).containsExactly(1, 1, 1);
    }

    @Test
    void oneRuleOnBothDirectionsCountsThePacketsOfBoth() {
        PacketRule rule = PacketRule.drop(packet -> true).first(2);
        cable.add(rule);
        transmit(datagram(0, 100));
        cable.back().transmit(datagram(1, 100), 0, network.work);
        transmit(datagram(2, 100));
        network.run();
        assertThat(a.packets).isEmpty();
        assertThat(b.numbers()).containsExactly(2);
    }

    @Test
    void tapsSeeEveryPacketWithWhatBecameOfIt() {
        List<String> seen = new ArrayList<>();
        Tap tap =
                (where, packet, now, verdict) ->
                        seen.add(packet.identification() + " " + verdict + " " + where);
        way.add(tap);
        way.add(PacketRule.drop(packet -> packet.identification() == 1));
        transmit(datagram(0, 100));
        transmit(datagram(1, 100));
        network.run();
        seen.forEach(line -> assertThat(line).endsWith("a→b"));
        assertThat(seen).containsExactly("0 SENT a→b", "1 RULED_OUT a→b");
        way.remove(tap);
        transmit(datagram(2, 100));
        assertThat(seen).hasSize(2);
    }

    @Test
    void aSuperSegmentPassesWholeWhereNothingMayBefallIt() {
        Segment whole = segment(100, 10_000, 1_448);
        transmit(whole);
        network.run();
        assertThat(b.packets).containsExactly(whole);
    }

    @Test
    void aSuperSegmentIsCutWhereSinglePacketsAreSeen() {
        way.netem(Netem.parse("rate 100mbit"));
        Segment whole = segment(100, 3_000, 1_448);
        whole.identification(0xffff);
        transmit(whole);
        network.run();
        assertThat(b.packets).hasSize(3);
        assertThat(b.packets.stream().map(Packet::payloadLength)).containsExactly(1448, 1448, 104);
        assertThat(b.numbers()).containsExactly(0xffff, 0, 1);
        assertThat(b.packets.stream().map(packet -> ((Segment) packet).seq()))
                .containsExactly(100, 1548, 2996);
        assertThat(way.counts().sent()).isEqualTo(3);
    }

    /** The capture with super-segments is the capture without. */
    @Test
    void cuttingMakesTheSamePacketsAsSendingThemOneByOne() {
        Forall.seeds(
                50,
                draws -> {
                    int length = 1 + draws.below(20_000);
                    int size = 100 + draws.below(1_400);
                    String words = draws.oneOf("", "loss 20%", "delay 5ms 4ms duplicate 10%");
                    List<String> whole = capture(words, segment(7, length, size));
                    List<Packet> pieces = new ArrayList<>();
                    Segment model = segment(7, length, size);
                    for (int at = 0; at < length; at += size) {
                        Segment piece = model.piece(at, Math.min(size, length - at));
                        piece.identification(at / size);
                        pieces.add(piece);
                    }
                    assertThat(whole).isEqualTo(capture(words, pieces.toArray(Packet[]::new)));
                });
    }

    private static List<String> capture(String words, Packet... packets) {
        TestNetwork net = new TestNetwork();
        TestEnd end = new TestEnd("end");
        Direction direction = net.cable(new TestEnd("start"), end).forth();
        List<String> capture = new ArrayList<>();
        direction.netem(Netem.parse(words));
        direction.add(
                (where, packet, now, verdict) ->
                        capture.add(
                                verdict
                                        + " "
                                        + packet.dueNanos()
                                        + " "
                                        + HexFormat.of().formatHex(PacketCodec.encode(packet))));
        for (Packet packet : packets) {
            direction.transmit(packet, 0, net.work);
        }
        net.run();
        end.packets.forEach(
                packet -> capture.add(HexFormat.of().formatHex(PacketCodec.encode(packet))));
        return capture;
    }

    @Test
    void everyPacketIsAccountedFor() {
        Forall.seeds(
                200,
                draws -> {
                    TestNetwork net = new TestNetwork();
                    TestEnd end = new TestEnd("end");
                    Direction direction =
                            net.cable(new TestEnd("start"), end, draws.seed()).forth();
                    for (int i = 0; i < 300; i++) {
                        if (draws.oneIn(30)) {
                            direction.netem(Netem.parse(draws.oneOf(WORDS)));
                        }
                        if (draws.oneIn(40)) {
                            direction.up(draws.oneIn(2));
                        }
                        direction.transmit(datagram(i, 500), net.nowNanos(), net.work);
                        if (draws.oneIn(3)) {
                            net.runUntil(net.nowNanos() + draws.below(5 * MS));
                        }
                        assertBalanced(direction.counts());
                    }
                    net.run();
                    DirectionCounts counts = direction.counts();
                    assertBalanced(counts);
                    assertThat(counts.underWay()).isZero();
                    assertThat(counts.sent()).isEqualTo(300);
                    assertThat(end.packets).hasSize((int) counts.arrived());
                });
    }

    private static final String[] WORDS = {
        "",
        "loss 20% duplicate 30%",
        "delay 3ms 3ms limit 5",
        "delay 2ms reorder 20% corrupt 10% loss gemodel 10% 30%",
        "rate 2mbit limit 10 duplicate 10%",
        "slot 1ms 3ms packets 2 limit 20",
    };

    private static void assertBalanced(DirectionCounts counts) {
        assertThat(counts.sent() + counts.duplicated())
                .isEqualTo(counts.arrived() + counts.dropped() + counts.underWay());
    }

    @Test
    void removingOneFaultLeavesAllOthersInPlace() {
        List<Integer> lossAlone = survivors("loss 10%");
        List<Integer> withDelay = survivors("loss 10% delay 5ms");
        List<Integer> withMore = survivors("loss 10% delay 5ms 1ms corrupt 1% order keep");
        assertThat(withDelay).isEqualTo(lossAlone);
        assertThat(withMore).hasSameSizeAs(lossAlone);
        assertThat(survivors("loss 10%")).isEqualTo(lossAlone);
    }

    private static List<Integer> survivors(String words) {
        TestNetwork net = new TestNetwork();
        TestEnd end = new TestEnd("end");
        Direction direction = net.cable(new TestEnd("start"), end).forth();
        direction.netem(Netem.parse(words));
        net.send(direction, 1_000, MS);
        return end.numbers();
    }

    @Test
    void theTwoDirectionsOfACableDrawDifferently() {
        cable.netem(Netem.parse("loss 50%"));
        for (int i = 0; i < 64; i++) {
            transmit(datagram(i, 100));
            cable.back().transmit(datagram(i, 100), 0, network.work);
        }
        network.run();
        assertThat(a.numbers()).isNotEqualTo(b.numbers());
    }

    @Test
    void aPredicateThatThrowsLeavesTheLinkAlive() {
        way.netem(Netem.parse("delay 1ms"));
        transmit(datagram(0, 100));
        PacketRule bad =
                PacketRule.drop(
                        packet -> {
                            throw new IllegalStateException("bad predicate");
                        });
        way.add(bad);
        assertThatThrownBy(() -> transmit(datagram(1, 100))).hasMessage("bad predicate");
        way.remove(bad);
        transmit(datagram(2, 100));
        network.run();
        assertThat(b.numbers()).containsExactly(0, 2);
    }
}
