package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.tcp.congestion.NewReno;

import org.junit.jupiter.api.Test;

class SegmentSizeTest {
    @Test
    void aSuperSegmentHoldsHalfOfTheCongestionWindow() { // as on Linux
        SenderBench bench = SenderBench.withSack().writes(25_300);
        bench.sends("0:5000", "5000:10000");
        assertThat(bench.plan.segmentSize()).isEqualTo(1000);
        assertThat(bench.plan.segments()).isEqualTo(5);
        assertThat(bench.plan.isPush()).isTrue();
        bench.acks(10_000);
        bench.sends("10000:20000", "20000:25300");
    }

    @Test
    void aSuperSegmentFitsAnIpPacket() {
        SenderBench bench = SenderBench.withSack();
        bench.sender.congestion().cwnd(200);
        bench.writes(150_000).sends("0:65000", "65000:130000", "130000:150000");
    }

    @Test
    void aSegmentLargerThanAnyPacketOfAnotherLinkGoesAsItIs() { // loopback's MTU of 64 KiB
        SenderBench bench = SenderBench.withSack();
        bench.sender.start(65_483, true);
        bench.writes(150_000);
        bench.sends("0:65483", "65483:130966", "130966:150000");
        assertThat(bench.plan.segmentSize()).isZero();
    }

    @Test
    void aSingleSegmentIsNoSuperSegment() {
        SenderBench bench = SenderBench.withSack().writes(1000);
        assertThat(bench.plan.segmentSize()).isZero();
        assertThat(bench.plan.isPush()).isTrue();
    }

    @Test
    void pacingKeepsSegmentsApart() { // at 1 MB/s 5000 octets take 5 ms
        SenderBench bench = SenderBench.withSack();
        bench.sender.congestion().limitPacing(1_000_000);
        bench.writes(5000).sends("0:5000");
        bench.acks(5000);
        bench.writes(5000).sendsNothing();
        assertThat(bench.deadlineMillis()).isEqualTo(5);
        bench.after(4).sendsNothing();
        bench.after(1).sends("5000:10000");
    }

    @Test
    void pacingHoldsRetransmissionsBackAsWell() {
        SenderBench bench = SenderBench.withSack().rtt(10);
        bench.sender.congestion().limitPacing(100_000);
        bench.writes(5000).sends("0:5000");
        bench.after(20);
        bench.acks(0, 1000, 5000);
        bench.sendsNothing();
        bench.after(30).sends("0:1000 FAST");
    }

    @Test
    void theWindowStartsAgainAfterIdling() { // RFC 5681 §4.1
        SenderBench bench = SenderBench.withSack().rtt(100);
        bench.sender.congestion(new NewReno(10));
        bench.sender.congestion().cwnd(80);
        bench.writes(1000).after(100);
        bench.acks(1000);
        bench.after(100_000).writes(50_000).sends("0:1000", "1000:6000", "6000:11000");
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(10);
    }

    @Test
    void theWindowIsHalvedOncePerTimeoutOfIdlenessHoweverOftenOneLooks() { // RFC 2861 §3
        SenderBench bench = SenderBench.withSack().rtt(100);
        bench.sender.congestion(new NewReno(10));
        bench.sender.congestion().cwnd(80);
        bench.writes(1000).after(100);
        bench.acks(1000);
        bench.sender.cork(true);
        bench.after(350).writes(10).writes(10).writes(10).pump();
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(40);
    }

    @Test
    void theWindowStaysAfterAPauseShorterThanTheTimeout() {
        SenderBench bench = SenderBench.withSack().rtt(100);
        bench.sender.congestion(new NewReno(10));
        bench.sender.congestion().cwnd(80);
        bench.writes(1000).after(100);
        bench.acks(1000);
        bench.after(150).writes(50_000).sends("0:1000", "1000:41000", "41000:51000");
    }

    @Test
    void aWindowThatWasFullMayGrowThoughItsEndIsNot() { // RFC 7661 §4.1, per window as on Linux
        SenderBench bench = SenderBench.withSack().rtt(100);
        bench.sender.congestion(new NewReno(10));
        bench.sender.congestion().ssthresh(10);
        bench.sender.noDelay(true);
        bench.writes(10_000).after(100);
        for (int ack = 2000; ack <= 10_000; ack += 2000) {
            bench.acks(ack);
            bench.writes(100);
        }
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(11);
    }

    @Test
    void theFirstWindowIsOneSegmentAfterASlowHandshake() { // RFC 5681 §3.1
        SenderBench bench = SenderBench.withSack();
        bench.sender.handshakeWasSlow();
        bench.writes(5000).sends("0:1000");
    }
}
