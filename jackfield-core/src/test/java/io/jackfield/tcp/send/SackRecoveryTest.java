package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;

import org.junit.jupiter.api.Test;

class SackRecoveryTest {
    /** Ten segments out, of which a round trip of 100 ms has passed. */
    private static SenderBench tenOut() {
        SenderBench bench = SenderBench.withSack().rtt(100).writes(10_000);
        bench.sends("0:5000", "5000:10000");
        return bench.after(100);
    }

    @Test
    void retransmitsAtTheThirdSegmentSackedBeyondAHole() { // RFC 8985 §6.2, RFC 6675 §5
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 2000);
        bench.acks(0, 1000, 3000);
        bench.sendsNothing();
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.DISORDER);
        int events = bench.acks(0, 1000, 4000);
        assertThat(events & Sender.RECOVERY_ENTERED).isNotZero();
        bench.sends("0:1000 FAST");
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7);
    }

    @Test
    void waitsAQuarterOfTheRoundTripForFewerThanThree() { // RFC 8985 §6.2 step 4
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 2000);
        bench.after(24).sendsNothing();
        bench.after(1).sends("0:1000 FAST");
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.RECOVERY);
    }

    @Test
    void doesNothingWhenTheHoleFillsInTime() {
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 2000);
        bench.after(10);
        bench.acks(10_000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
        assertThat(bench.sender.totalRetransmits()).isZero();
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void sendsNewDataForTheFirstTwoDuplicates() { // limited transmit, RFC 3042
        SenderBench bench = tenOut().writes(5000);
        bench.sendsNothing();
        bench.acks(0, 1000, 2000);
        bench.sends("10000:11000");
        bench.acks(0, 1000, 3000);
        bench.sends("11000:12000");
    }

    @Test
    void knowsEveryHoleOfAFlight() {
        SenderBench bench = tenOut();
        bench.acks(0, 9000, 10_000, 5000, 8000, 2000, 4000);
        assertThat(bench.sender.sacked()).isEqualTo(6);
        assertThat(bench.sender.lost()).isEqualTo(4); // 0 and 1, 4, 8
        assertThat(bench.sender.pipe()).isLessThanOrEqualTo(7);
        bench.sends("0:2000 FAST", "4000:5000 FAST", "8000:9000 FAST");
    }

    @Test
    void endsAtTheRecoveryPointWithTheReducedWindow() { // RFC 9937 §6.3
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 4000);
        bench.sends("0:1000 FAST");
        for (int right = 5000; right <= 10_000; right += 1000) {
            bench.acks(0, 1000, right);
        }
        bench.after(100);
        int events = bench.acks(10_000);
        assertThat(events & Sender.RECOVERY_EXITED).isNotZero();
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(7);
        assertThat(bench.sender.queued()).isZero();
    }

    @Test
    void sendsSevenSegmentsForTenDelivered() { // RFC 9937 §6.2, with CUBIC's 0.7
        SenderBench bench = tenOut().writes(20_000);
        bench.acks(0, 1000, 2000);
        bench.acks(0, 1000, 3000);
        bench.sends("10000:11000", "11000:12000");
        int start = bench.sender.nxt;
        for (int delivered = 1; delivered <= 4; delivered++) {
            bench.acks(0, 1000, 3000 + delivered * 1000);
            int sent = bench.sender.totalRetransmits() + (bench.sender.nxt - start) / 1000;
            assertThat(sent).isEqualTo((int) Math.ceil(0.7 * delivered));
        }
    }

    @Test
    void keepsTheWindowFullOnceItIsSmallEnough() { // RFC 9937 §6.2, the slow start bound
        SenderBench bench = tenOut().writes(20_000);
        bench.acks(0, 1000, 4000);
        bench.sends("0:1000 FAST"); // three have arrived, one is lost, seven may be out
        bench.acks(0, 1000, 5000);
        bench.sends("10000:11000");
        assertThat(bench.sender.pipe()).isEqualTo(7);
    }

    @Test
    void retransmitsAtOnceEvenIfAllThatMayBeOutIsOut() { // RFC 9937 §6.2, the first segment
        SenderBench bench = SenderBench.withSack().rtt(100).writes(11_000).ignoring().after(100);
        bench.acks(0, 1000, 2000);
        bench.acks(0, 1000, 3000);
        bench.ignoring().acks(0, 1000, 4000); // of eleven three have arrived and one is lost
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7);
        bench.sends("0:1000 FAST");
    }

    @Test
    void retransmitsARetransmissionThatWasLost() { // RFC 8985 §3.1
        SenderBench bench = tenOut().writes(20_000);
        bench.acks(0, 1000, 4000);
        bench.acks(0, 1000, 5000);
        bench.sends("0:1000 FAST", "10000:11000");
        bench.after(100);
        bench.acks(0, 1000, 5000, 10_000, 11_000);
        bench.after(30);
        assertThat(bench.sender.totalRetransmits()).isGreaterThanOrEqualTo(2);
        assertThat(bench.sender.timeouts()).isZero();
        assertThat(bench.sender.retransmittedInFlight()).isPositive();
    }

    @Test
    void learnsFromReorderingNotToTrustThreeDuplicates() { // RFC 8985 §6.2 step 3
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 2000);
        bench.acks(2000); // the first was not lost but late
        bench.acks(2000, 3000, 7000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.DISORDER);
        bench.after(24);
        assertThat(bench.sender.totalRetransmits()).isZero();
        bench.after(1).sends("2000:3000 FAST");
    }

    @Test
    void remembersReorderingWhileNothingIsInFlight() {
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 2000);
        bench.acks(10_000);
        bench.after(10).writes(6000).after(100).ignoring();
        bench.acks(10_000, 11_000, 16_000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.DISORDER);
        bench.after(25).sends("10000:11000 FAST");
    }

    @Test
    void waitsLongerAfterADuplicate() { // RFC 8985 §6.2 step 4
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 2000);
        bench.acks(2000);
        bench.acks(2000, 1000, 2000, 3000, 7000); // 1000 to 2000 came twice
        bench.after(49).sendsNothing();
        bench.after(1).sends("2000:3000 FAST");
        assertThat(bench.counters.get(Counter.TCP_DSACK_RECV)).isEqualTo(1);
    }

    @Test
    void takesTheReductionBackWhenEveryRetransmissionWasADuplicate() { // RFC 3708
        SenderBench bench = tenOut();
        bench.acks(0, 1000, 4000);
        assertThat(bench.sender.congestion().cwnd()).isLessThan(10);
        int events = bench.acks(4000, 0, 1000);
        assertThat(events & Sender.UNDONE).isNotZero();
        assertThat(bench.sender.congestion().cwnd()).isGreaterThanOrEqualTo(10);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(Integer.MAX_VALUE);
        assertThat(bench.counters.get(Counter.TCP_FULL_UNDO)).isEqualTo(1);
    }

    @Test
    void believesNoBlockOutsideOfWhatWasSent() {
        SenderBench bench = tenOut();
        bench.acks(0, 9000, 11_000);
        bench.acks(0, 5000, 5000);
        bench.acks(0, 7000, 6000);
        assertThat(bench.sender.sacked()).isZero();
    }

    @Test
    void believesOnlyWholeSegmentsOfABlock() {
        SenderBench bench = tenOut();
        bench.acks(0, 1500, 4999);
        assertThat(bench.sender.sacked()).isEqualTo(2); // 2000 to 4000
    }

    @Test
    void anEcnEchoReducesOncePerWindow() { // RFC 3168 §6.1.2
        SenderBench bench = tenOut();
        assertThat(bench.sender.congestionExperienced(bench.now)).isTrue();
        assertThat(bench.sender.congestionExperienced(bench.now)).isFalse();
        bench.writes(20_000);
        bench.acks(10_000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.CWR);
        bench.acks(12_000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7);
        assertThat(bench.sender.totalRetransmits()).isZero();
    }

    @Test
    void aSmallerSegmentSizeCutsWhatIsInFlight() { // RFC 8201 §5.4, RFC 1191
        SenderBench bench = SenderBench.withSack().rtt(100).writes(3000);
        bench.sends("0:3000");
        bench.sender.effectiveSendMss(600);
        bench.pump().sends("0:3000 RTO");
        assertThat(bench.sender.unacked()).isEqualTo(5);
        assertThat(bench.plan.segmentSize()).isEqualTo(600);
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(10);
        bench.acks(3000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
    }
}
