package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;

import org.junit.jupiter.api.Test;

class TailLossProbeTest { // RFC 8985 §7
    @Test
    void comesAfterTwoRoundTripsAndSendsTheLastSegmentAgain() {
        SenderBench bench = SenderBench.withSack().rtt(30).writes(3000);
        bench.sends("0:3000");
        bench.after(61).sendsNothing();
        bench.after(1).sends("2000:3000 TLP");
        assertThat(bench.counters.get(Counter.TCP_LOSS_PROBES)).isEqualTo(1);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
    }

    @Test
    void waitsForADelayedAckIfOnlyOneSegmentIsOut() { // §7.2
        SenderBench bench = SenderBench.withSack().rtt(10).writes(1000);
        bench.sends("0:1000");
        // 2 * 10 + 200 ms would be later than the RTO of 210 ms, which bounds it
        bench.after(209).sendsNothing();
        bench.after(1).sends("0:1000 TLP");
    }

    @Test
    void isFollowedByTheTimeoutCountedFromTheProbe() { // §7.3
        SenderBench bench = SenderBench.withSack().rtt(30).writes(3000);
        bench.after(62).sends("0:3000", "2000:3000 TLP");
        bench.after(229).sendsNothing();
        bench.after(1).sends("0:1000 RTO");
    }

    @Test
    void sendsOnlyTheLastSegmentOfASuperSegment() {
        SenderBench bench = SenderBench.withSack().rtt(30).writes(2500);
        bench.after(62).sends("0:2500", "2000:2500 TLP");
    }

    @Test
    void prefersNewDataThatTheWindowLetsGo() { // §7.3
        SenderBench bench = SenderBench.withSack().rtt(30).writes(10_000);
        bench.after(1).writes(3000);
        bench.after(61);
        assertThat(bench.sender.unacked()).isEqualTo(11);
        assertThat(bench.sender.totalRetransmits()).isZero();
    }

    @Test
    void turnsTheLossOfATailIntoFastRecovery() {
        SenderBench bench = SenderBench.withSack().rtt(30).writes(4000);
        bench.after(62);
        bench.after(30);
        int events = bench.acks(1000, 3000, 4000); // 1000 to 3000 were lost
        assertThat(events & Sender.RECOVERY_ENTERED).isZero();
        bench.afterNanos(bench.sender.deadlineNanos() - bench.now);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.RECOVERY);
        assertThat(bench.sender.timeouts()).isZero();
    }

    @Test
    void reducesTheWindowWhenItRepairedALoss() { // §7.4.2
        SenderBench bench = SenderBench.withSack().rtt(30).writes(3000);
        bench.after(62 + 30);
        bench.acks(3000);
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(10);
        bench.writes(1000).after(30);
        bench.acks(4000);
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(7);
        assertThat(bench.counters.get(Counter.TCP_LOSS_PROBE_RECOVERY)).isEqualTo(1);
    }

    @Test
    void leavesTheWindowAloneWhenTheProbeArrivedTwice() { // §7.4.2, by DSACK
        SenderBench bench = SenderBench.withSack().rtt(30).writes(3000);
        bench.after(62 + 30);
        bench.acks(3000);
        bench.acks(3000, 2000, 3000);
        bench.writes(1000).after(30);
        bench.acks(4000);
        assertThat(bench.sender.congestion().cwnd()).isGreaterThanOrEqualTo(10);
        assertThat(bench.counters.get(Counter.TCP_LOSS_PROBE_RECOVERY)).isZero();
    }

    @Test
    void doesNotExistWithoutSack() {
        SenderBench bench = SenderBench.newReno().rtt(30).writes(3000);
        bench.after(229).sends("0:3000");
        bench.after(1).sends("0:1000 RTO");
    }
}
