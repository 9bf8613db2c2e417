package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jackfield.observe.Setting;

import org.junit.jupiter.api.Test;

/**
 * Situations of which the numbers on a Linux kernel are known, from packetdrill scripts that it
 * passes: windows, and which segment goes when.
 */
class AsOnLinuxTest {
    private static int cwnd(SenderBench bench) {
        return bench.sender.congestion().cwnd();
    }

    @Test
    void holesInTwentySegmentsAreFilledOneForOne() { // 1 to 4 and 11 to 16 of twenty are lost
        SenderBench bench = SenderBench.withSack().rtt(10).writes(20_000).ignoring();
        bench.after(10);
        bench.acks(0, 4000, 5000);
        bench.sends("10000:11000");
        bench.after(2).acks(0, 4000, 6000);
        bench.sends("11000:12000");
        String[] next = {
            "0:1000 FAST",
            "1000:2000 FAST",
            "2000:3000 FAST",
            "3000:4000 FAST",
            "12000:13000",
            "13000:14000"
        };
        for (int i = 0; i < next.length; i++) {
            bench.after(2).acks(0, 4000, 7000 + i * 1000);
            bench.sends(next[i]);
        }
        bench.after(10).acks(1000, 4000, 12_000);
        bench.sends("14000:16000");
        bench.after(2).acks(1000, 2000, 12_000);
        bench.sends("1000:2000 FAST", "16000:17000");
        bench.after(2).acks(1000, 2000, 13_000);
        bench.sends("17000:18000");
    }

    @Test
    void aFlightOfTenThatLosesItsFirstKeepsSevenInTheNetwork() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(10_000).ignoring();
        bench.after(110).acks(0, 1000, 2000);
        bench.after(10).acks(0, 1000, 3000);
        bench.after(10).acks(0, 1000, 4000);
        bench.sends("0:1000 FAST");
        assertThat(cwnd(bench)).isEqualTo(7);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7);
        bench.writes(7000).sendsNothing();
        for (int i = 0; i < 6; i++) {
            bench.after(10).acks(0, 1000, 5000 + i * 1000);
            bench.sends(10_000 + i * 1000 + ":" + (11_000 + i * 1000));
        }
        bench.after(20).acks(10_000);
        bench.sends("16000:17000");
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
        assertThat(cwnd(bench)).isEqualTo(7);
    }

    @Test
    void anOldAckStillTellsWhatHasArrived() { // it lies below SND.UNA but sacks two segments
        SenderBench bench = SenderBench.withSack().rtt(10).writes(10_000).ignoring();
        bench.after(10).acks(0, 1000, 2000);
        bench.acks(0, 1000, 3000);
        bench.acks(0, 1000, 3000, 8000, 9000);
        bench.sends("0:1000 FAST");
        bench.after(12).acks(4000, 8000, 9000);
        bench.sends("4000:5000 FAST", "5000:7000 FAST");
        bench.writes(10_000).sendsNothing();
        bench.after(2).acks(3000, 5000, 7000);
        bench.sends("7000:8000 FAST", "10000:11000");
    }

    @Test
    void fourLostInARowComeBackWithinARoundTrip() {
        SenderBench bench = SenderBench.withSack().rtt(10).writes(10_000).ignoring();
        bench.after(10).acks(0, 4000, 5000);
        bench.after(2).acks(0, 4000, 6000);
        bench.sendsNothing();
        for (int i = 0; i < 4; i++) {
            bench.acks(0, 4000, 7000 + i * 1000);
            bench.sends(i * 1000 + ":" + (i + 1) * 1000 + " FAST");
        }
        bench.after(10).acks(1000, 4000, 10_000);
        bench.acks(2000, 4000, 10_000);
        bench.acks(3000, 4000, 10_000);
        bench.acks(10_000);
        bench.after(10).writes(10_000);
        bench.sends("10000:13000", "13000:16000", "16000:17000");
    }

    @Test
    void theLastOctetSackedIsNoReasonToRetransmit() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(4000).ignoring();
        bench.after(100).acks(0, 3999, 4000);
        bench.after(101).sendsNothing();
        bench.after(2).sends("3000:4000 TLP");
        bench.after(299).sends("0:1000 RTO");
        bench.after(500).acks(1000, 3999, 4000);
        bench.sends("1000:3000 RTO");
    }

    @Test
    void aWindowUsedToNineTenthsDoublesWhatWasUsed() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(9000).after(105);
        int[] expected = {12, 14, 16, 18, 18};
        for (int i = 0; i < expected.length; i++) {
            bench.acks(Math.min(9000, 2000 * (i + 1)));
            assertThat(cwnd(bench)).isEqualTo(expected[i]);
        }
    }

    @Test
    void aWindowUsedToAHalfStays() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(5000).after(100);
        for (int ack : new int[] {2000, 4000, 5000}) {
            bench.acks(ack);
            assertThat(cwnd(bench)).isEqualTo(10);
        }
    }

    @Test
    void anEchoOfCongestionIsAnsweredByRateReduction() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(4000).after(95);
        bench.sender.congestionExperienced(bench.now);
        bench.acks(1000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.CWR);
        assertThat(cwnd(bench)).isEqualTo(5);
    }

    @Test
    void aZeroWindowLeavesTheCongestionWindowAloneUntilItOpens() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(26_000).after(100);
        bench.acks(10_000);
        assertThat(cwnd(bench)).isEqualTo(20);
        bench.after(100).acksWithWindow(26_000, 0);
        assertThat(cwnd(bench)).isEqualTo(36);
        bench.ignoring().writes(20_000);
        for (int wait : new int[] {300, 600, 1200}) {
            bench.after(wait).sends("25999:25999 PROBE");
            assertThat(cwnd(bench)).isEqualTo(36);
        }
        bench.after(900).acksWithWindow(26_000, 65_408);
        bench.sends("26000:31000", "31000:36000");
        assertThat(cwnd(bench)).isEqualTo(10); // slow start after idle
    }

    @Test
    void reorderingIsLearnedAndLetsTheWindowGrow() {
        SenderBench bench = SenderBench.withSack().rtt(20).writes(10_000).after(20);
        bench.acks(0, 9000, 10_000);
        bench.acks(0, 3000, 4000, 9000, 10_000);
        bench.acks(10_000);
        assertThat(cwnd(bench)).isEqualTo(19);
        bench.after(25).writes(2000).after(20).ignoring();
        bench.acks(10_000, 11_000, 12_000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.DISORDER);
        assertThat(cwnd(bench)).isEqualTo(19);
        bench.after(20).sends("10000:11000 FAST");
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.RECOVERY);
        assertThat(cwnd(bench)).isEqualTo(1);
    }

    @Test
    void hyStartEndsSlowStartAtTheNinthLongRoundTrip() {
        SenderBench bench = SenderBench.withSack().rtt(200).writes(30_000).after(200);
        bench.acks(10_000);
        bench.after(239);
        for (int i = 1; i <= 8; i++) {
            bench.after(1).acks(10_000 + i * 2000);
            assertThat(bench.sender.congestion().isInSlowStart()).isTrue();
        }
        assertThat(cwnd(bench)).isEqualTo(36);
        bench.after(1).acks(28_000);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(36);
        assertThat(cwnd(bench)).isEqualTo(36);
    }

    @Test
    void aSlowLinkIsFilledAsLinuxFillsIt() { // two segments per 100 ms, never a loss
        SenderBench bench = SenderBench.withSack();
        bench.settings.set(Setting.TCP_EARLY_RETRANS, 0);
        bench.rtt(100).writes(400_000);
        int[] expected = {20, 30, 40, 48, 48, 49, 50, 50, 51, 52, 54, 58, 63, 68, 73, 78};
        for (int ack = 2000; ack <= 160_000; ack += 2000) {
            bench.after(100).acks(ack);
            if (ack % 10_000 == 0) {
                int wanted = expected[ack / 10_000 - 1];
                assertThat(cwnd(bench)).as("at %d", ack).isCloseTo(wanted, within(2));
            }
        }
        assertThat(bench.sender.totalRetransmits()).isZero();
    }

    @Test
    void idleTimeGivesNoCredit() { // the same link, four seconds of silence after 40,000 octets
        SenderBench bench = SenderBench.withSack();
        bench.settings.set(Setting.TCP_EARLY_RETRANS, 0);
        bench.settings.set(Setting.TCP_SLOW_START_AFTER_IDLE, 0);
        bench.rtt(100).writes(40_000);
        for (int ack = 2000; ack <= 40_000; ack += 2000) {
            bench.after(100).acks(ack);
        }
        bench.after(4000).writes(160_000);
        int[] expected = {48, 49, 52, 58};
        for (int ack = 42_000; ack <= 120_000; ack += 2000) {
            bench.after(100).acks(ack);
            if (ack % 20_000 == 0) {
                int wanted = expected[ack / 20_000 - 3];
                assertThat(cwnd(bench)).as("at %d", ack).isCloseTo(wanted, within(3));
            }
        }
    }

    @Test
    void afterATimeoutTheWindowReachesSevenQuicklyAndEightSlowly() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(1000).after(100);
        bench.acks(1000);
        assertThat(cwnd(bench)).isEqualTo(10);
        bench.ignoring().writes(1000).after(300);
        bench.sends("1000:2000", "1000:2000 TLP");
        bench.after(300).sends("1000:2000 RTO");
        bench.after(100).acks(2000);
        assertThat(cwnd(bench)).isEqualTo(2);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7);
        bench.writes(200_000);
        for (int ack = 3000; ack <= 7000; ack += 1000) {
            bench.after(20).acks(ack);
        }
        assertThat(cwnd(bench)).isEqualTo(7);
        for (int ack = 8000; ack <= 16_000; ack += 1000) {
            bench.after(14).acks(ack);
        }
        assertThat(cwnd(bench)).isEqualTo(7);
        for (int ack = 17_000; ack <= 27_000; ack += 1000) {
            bench.after(14).acks(ack);
        }
        assertThat(cwnd(bench)).isEqualTo(8);
    }
}
