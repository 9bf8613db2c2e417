package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jackfield.link.TestNetwork.TestEnd;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

class NetemTest {
    private static final long MS = 1_000_000;
    private static final int MANY = 20_000;

    private final TestNetwork network = new TestNetwork();
    private final TestEnd a = new TestEnd("a");
    private final TestEnd b = new TestEnd("b");
    private final Cable cable = network.cable(a, b);
    private final Direction way = cable.forth();

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /** Delays of the packets that came, each sent so much after the one before. */
    private List<Long> delays(long gapNanos) {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < b.packets.size(); i++) {
            delays.add(b.times.get(i) - b.packets.get(i).identification() * gapNanos);
        }
        return delays;
    }

    private void netem(String words) {
        way.netem(Netem.parse(words));
    }

    @Test
    void delayHoldsEveryPacketOneWayForExactlySoLong() {
        netem("delay 20ms");
        network.send(way, 100, MS);
        assertThat(b.numbers()).isEqualTo(upTo(100));
        assertThat(delays(MS)).containsOnly(20 * MS);
        assertThat(way.counts().delayed()).isEqualTo(100);

        long now = network.nowNanos();
        cable.back().transmit(datagram(0, 100), now, network.work);
        network.drain();
        assertThat(a.times).containsExactly(now);
    }

    @Test
    void jitterIsUniformAndReorders() {
        netem("delay 20ms 5ms");
        network.send(way, 5_000, MS);
        List<Long> delays = delays(MS);
        assertThat(delays).hasSize(5_000).allMatch(delay -> delay >= 15 * MS && delay < 25 * MS);
        assertThat(mean(delays)).isCloseTo(20.0 * MS, within(0.1 * MS));
        // A uniform deviation of ±5 has variance 25/3.
        assertThat(deviation(delays)).isCloseTo(2.887 * MS, within(0.1 * MS));
        assertThat(b.numbers()).isNotEqualTo(upTo(5_000));
        assertThat(way.counts().reordered()).isGreaterThan(1_000);
    }

    @Test
    void orderKeepGivesJitterWithoutReordering() {
        netem("delay 20ms 5ms order keep");
        network.send(way, 1_000, MS);
        assertThat(b.numbers()).isEqualTo(upTo(1_000));
        assertThat(deviation(delays(MS))).isGreaterThan(MS);
        assertThat(way.counts().reordered()).isZero();
    }

    @Test
    void normalJitterHasItsStandardDeviation() {
        netem("delay 20ms 2ms distribution normal");
        network.send(way, MANY, MS);
        assertThat(mean(delays(MS))).isCloseTo(20.0 * MS, within(0.05 * MS));
        assertThat(deviation(delays(MS))).isCloseTo(2.0 * MS, within(0.05 * MS));
    }

    @Test
    void paretoJitterHasALongTailUpwards() {
        netem("delay 20ms 2ms distribution pareto");
        network.send(way, MANY, MS);
        List<Long> delays = delays(MS);
        assertThat(Collections.min(delays)).isBetween(18_660_000L, 18_700_000L);
        assertThat(Collections.max(delays)).isBetween(25 * MS, 28 * MS);
    }

    @Test
    void delayCorrelationMakesNeighboursAlike() {
        netem("delay 20ms 5ms 90%");
        network.send(way, 5_000, 100 * MS);
        List<Long> delays = delays(100 * MS);
        double alike = 0;
        double mean = mean(delays);
        for (int i = 1; i < delays.size(); i++) {
            alike += (delays.get(i) - mean) * (delays.get(i - 1) - mean);
        }
        double variance = Math.pow(deviation(delays), 2);
        assertThat(alike / (delays.size() - 1) / variance).isCloseTo(0.9, within(0.05));
    }

    @Test
    void randomLossLosesItsShareEachAlone() {
        netem("loss 10%");
        network.send(way, MANY, 0);
        DirectionCounts counts = way.counts();
        assertThat(counts.lost()).isBetween(1_850L, 2_150L);
        assertThat(counts.arrived()).isEqualTo(MANY - counts.lost());
        assertThat(lossRuns()).isCloseTo(1 / 0.9, within(0.03));
    }

    @Test
    void fullLossLosesEverything() {
        netem("loss 100%");
        network.send(way, 1_000, 0);
        assertThat(b.packets).isEmpty();
    }

    @Test
    void gemodelLosesInBursts() {
        netem("loss gemodel 1% 20%");
        network.send(way, 100_000, 0);
        double expected = new Loss.GilbertElliott(0.01, 0.2, 1, 0).mean();
        assertThat(way.counts().lost() / 100_000.0).isCloseTo(expected, within(0.005));
        assertThat(lossRuns()).isCloseTo(5, within(0.3)); // geometric with r = 20%
    }

    @Test
    void gemodelLosesInTheGoodStateTooIfTold() {
        netem("loss gemodel 5% 10% 70% 2%");
        network.send(way, 100_000, 0);
        double expected = new Loss.GilbertElliott(0.05, 0.1, 0.7, 0.02).mean();
        assertThat(way.counts().lost() / 100_000.0).isCloseTo(expected, within(0.01));
    }

    @Test
    void lossStateOfTwoStatesLosesInBursts() {
        netem("loss state 2% 25%");
        network.send(way, 100_000, 0);
        assertThat(way.counts().lost() / 100_000.0).isCloseTo(0.02 / 0.27, within(0.005));
        assertThat(lossRuns()).isCloseTo(4, within(0.3));
    }

    @Test
    void lossStateLosesAloneWithP14() {
        netem("loss state 0% 100% 0% 100% 5%");
        network.send(way, 100_000, 0);
        assertThat(way.counts().lost() / 100_000.0).isCloseTo(0.05 / 1.05, within(0.003));
        assertThat(lossRuns()).isEqualTo(1); // state 4 always goes back to 1
    }

    @Test
    void theStateOfALossModelOutlivesAChangeOfSettings() {
        netem("loss gemodel 100% 0%");
        network.send(way, 2, 0);
        assertThat(way.counts().lost()).isEqualTo(1); // the good state's packet passes, then bad
        netem("loss gemodel 0% 0% limit 5");
        network.send(way, 10, 0);
        assertThat(way.counts().lost()).isEqualTo(11); // still in the bad state
    }

    @Test
    void ecnMarksCapableTransportsInsteadOfLosingThem() {
        netem("loss 100% ecn");
        for (int ecn = 0; ecn < 4; ecn++) {
            Packet packet = datagram(ecn, 100);
            packet.trafficClass(0xb8 | ecn);
            way.transmit(packet, 0, network.work);
        }
        network.run();
        assertThat(b.numbers()).containsExactly(1, 2, 3);
        assertThat(b.packets).allMatch(packet -> packet.trafficClass() == (0xb8 | 3));
        assertThat(way.counts().marked()).isEqualTo(3);
        assertThat(way.counts().lost()).isEqualTo(1);
    }

    @Test
    void duplicateSendsACopyThatTakesItsOwnChances() {
        netem("duplicate 10% delay 10ms 5ms");
        network.send(way, MANY, MS);
        DirectionCounts counts = way.counts();
        assertThat(counts.duplicated()).isBetween(1_850L, 2_150L);
        assertThat(b.packets).hasSize((int) (MANY + counts.duplicated()));
        assertThat(new HashSet<>(b.numbers())).hasSize(MANY);
        assertThat(new HashSet<>(b.packets)).hasSameSizeAs(b.packets);
    }

    @Test
    void aDuplicatedPacketThatIsLostTooArrivesOnce() {
        netem("duplicate 100% loss 50%");
        network.send(way, MANY, 0);
        DirectionCounts counts = way.counts();
        assertThat(counts.duplicated()).isEqualTo(MANY);
        // Half lose their copy at once; of the other half, half the copies are lost on their own.
        assertThat(counts.lost()).isCloseTo(3 * MANY / 4, within(300L));
        assertThat(new HashSet<>(b.numbers())).hasSize(MANY);
        assertThat(counts.sent() + counts.duplicated()).isEqualTo(counts.arrived() + counts.lost());
    }

    @Test
    void corruptFlipsOneBitAnywhere() {
        netem("corrupt 100%");
        Set<Integer> offsets = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            byte[] before = PacketCodec.encode(datagram(i, 128));
            way.transmit(datagram(i, 128), 0, network.work);
            network.run();
            byte[] after = PacketCodec.encode(b.packets.getLast());
            assertThat(after).hasSameSizeAs(before);
            int flipped = 0;
            for (int at = 0; at < before.length; at++) {
                int difference = (before[at] ^ after[at]) & 0xff;
                flipped += Integer.bitCount(difference);
                if (difference != 0) {
                    offsets.add(at);
                }
            }
            assertThat(flipped).isEqualTo(1);
        }
        assertThat(offsets).hasSize(128);
        assertThat(b.packets).noneMatch(packet -> packet.integrity() == Integrity.SOUND);
        assertThat(way.counts().corrupted()).isEqualTo(2_000);
    }

    @Test
    void reorderedPacketsGoAtOnce() {
        netem("delay 10ms reorder 25%");
        network.send(way, MANY, MS);
        List<Long> delays = delays(MS);
        assertThat(delays).containsOnly(0L, 10 * MS);
        assertThat(Collections.frequency(delays, 0L)).isCloseTo(MANY / 4, within(250));
        assertThat(way.counts().reordered()).isCloseTo(MANY / 4, within(250L));
    }

    @Test
    void aGapLetsEveryNthOvertake() {
        netem("delay 10ms gap 5");
        network.send(way, 50, MS);
        for (int i = 0; i < 50; i++) {
            int number = b.numbers().get(i);
            assertThat(delays(MS).get(i)).isEqualTo(number % 5 == 4 ? 0 : 10 * MS);
        }
        assertThat(way.counts().reordered()).isEqualTo(10);
    }

    @Test
    void rateSendsOnePacketAfterTheOther() {
        netem("rate 8mbit"); // a packet of 1000 octets takes a millisecond
        network.send(way, 10, 0);
        assertThat(b.numbers()).isEqualTo(upTo(10));
        for (int i = 0; i < 10; i++) {
            assertThat(b.times.get(i)).isEqualTo((i + 1) * MS);
        }
    }

    @Test
    void rateAddsToDelayAndAnIdleWireIsFreeAgain() {
        netem("delay 5ms rate 8mbit");
        network.send(way, 3, 10 * MS);
        assertThat(delays(10 * MS)).containsOnly(6 * MS);
    }

    @Test
    void rateCountsOverheadAndCells() {
        netem("rate 8mbit 48 53 5"); // 1048 octets are 20 cells of 58
        network.send(way, 1, 0);
        assertThat(b.times).containsExactly(20L * 58 * 1_000);
        assertThat(Netem.parse("rate 8mbit -2000").rate().nanos(1000)).isZero();
    }

    @Test
    void limitDropsAtTheTail() {
        netem("rate 8mbit limit 4");
        network.send(way, 10, 0);
        assertThat(b.numbers()).containsExactly(0, 1, 2, 3);
        assertThat(way.counts().overLimit()).isEqualTo(6);
        network.send(way, 1, 0);
        assertThat(b.packets).hasSize(5);
    }

    @Test
    void theDefaultLimitIsAThousandPackets() {
        netem("delay 1s");
        network.send(way, 1_200, 0);
        assertThat(b.packets).hasSize(1_000);
        assertThat(way.counts().overLimit()).isEqualTo(200);
    }

    @Test
    void slotsLetPacketsLeaveInBursts() {
        netem("slot 10ms packets 3");
        network.send(way, 7, 0);
        assertThat(b.numbers()).isEqualTo(upTo(7));
        assertThat(b.times)
                .containsExactly(10 * MS, 10 * MS, 10 * MS, 20 * MS, 20 * MS, 20 * MS, 30 * MS);
    }

    @Test
    void slotsAreLimitedByOctetsToo() {
        netem("slot 10ms bytes 2000");
        network.send(way, 4, 0);
        assertThat(b.times).containsExactly(10 * MS, 10 * MS, 20 * MS, 20 * MS);
    }

    @Test
    void slotsComeAtRandomBetweenTheirBounds() {
        netem("slot 5ms 15ms packets 1");
        network.send(way, 500, 0);
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < b.times.size(); i++) {
            gaps.add(b.times.get(i) - b.times.get(i - 1));
        }
        assertThat(gaps).hasSize(499).allMatch(gap -> gap >= 5 * MS && gap < 15 * MS);
        assertThat(mean(gaps)).isCloseTo(10.0 * MS, within(0.5 * MS));
    }

    @Test
    void settingsChangeWhileRunningAndPacketsUnderWayKeepTheirTimes() {
        netem("delay 20ms");
        way.transmit(datagram(0, 100), 0, network.work);
        network.runUntil(5 * MS);
        netem("delay 1ms");
        way.transmit(datagram(1, 100), network.nowNanos(), network.work);
        network.run();
        assertThat(b.numbers()).containsExactly(1, 0);
        assertThat(b.times).containsExactly(6 * MS, 20 * MS);
    }

    /** The mean length of runs of lost numbers. */
    private double lossRuns() {
        int lost = 0;
        int runs = 0;
        int expected = 0;
        for (int number : b.numbers()) {
            if (number > expected) {
                lost += number - expected;
                runs++;
            }
            expected = number + 1;
        }
        return lost / (double) runs;
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElseThrow();
    }

    private static double deviation(List<Long> values) {
        double mean = mean(values);
        return Math.sqrt(
                values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }
}
