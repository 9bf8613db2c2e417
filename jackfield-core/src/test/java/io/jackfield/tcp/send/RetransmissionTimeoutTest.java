package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Counter;

import org.junit.jupiter.api.Test;

class RetransmissionTimeoutTest {
    @Test
    void isOneSecondBeforeTheFirstSampleAndDoubles() { // RFC 6298 §2.1, §5.5
        SenderBench bench = SenderBench.newReno().writes(500);
        bench.sends("0:500");
        for (int wait : new int[] {1000, 2000, 4000, 8000, 16_000, 32_000, 64_000}) {
            bench.after(wait - 1).sendsNothing();
            bench.after(1).sends("0:500 RTO");
        }
    }

    @Test
    void neverExceedsTwoMinutes() { // RFC 6298 §2.5, Linux's TCP_RTO_MAX
        SenderBench bench = SenderBench.newReno().writes(500);
        bench.after(127_000);
        assertThat(bench.sender.timeouts()).isEqualTo(7);
        for (int i = 0; i < 3; i++) {
            assertThat(bench.deadlineMillis()).isEqualTo(120_000);
            bench.after(120_000);
        }
        assertThat(bench.sender.timeouts()).isEqualTo(10);
    }

    @Test
    void isTheRoundTripPlusAtLeastTwoHundredMilliseconds() { // Linux's TCP_RTO_MIN
        SenderBench bench = SenderBench.newReno().rtt(30);
        assertThat(bench.sender.rtoNanos()).isEqualTo(230 * SenderBench.MILLI);
    }

    @Test
    void isTheRoundTripPlusTwiceAFirstLongOne() { // RFC 6298 §2.2: SRTT + 4 * R/2
        SenderBench bench = SenderBench.newReno().rtt(400);
        assertThat(bench.sender.rtoNanos()).isEqualTo(1200 * SenderBench.MILLI);
    }

    @Test
    void restartsWithEveryAckOfNewData() { // RFC 6298 §5.3
        SenderBench bench = SenderBench.newReno().rtt(30).writes(2000);
        bench.sends("0:2000");
        bench.after(30);
        bench.acks(1000);
        assertThat(bench.deadlineMillis()).isBetween(225L, 230L);
        bench.acks(2000);
        assertThat(bench.sender.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void marksEverythingLostAndBeginsAgainWithOneSegment() { // RFC 5681 §3.1
        SenderBench bench = SenderBench.newReno().rtt(30).writes(8000);
        bench.sends("0:5000", "5000:8000");
        bench.after(230);
        bench.sends("0:1000 RTO");
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.LOSS);
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(1);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7); // CUBIC: 0.7 of ten
        assertThat(bench.sender.lost()).isEqualTo(8);
        bench.after(30);
        bench.acks(1000);
        bench.sends("1000:3000 RTO");
        bench.after(30);
        bench.acks(3000);
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(4);
        bench.sends("3000:5000 RTO", "5000:7000 RTO");
        bench.acks(8000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
    }

    @Test
    void staysBackedOffUntilARoundTripIsMeasured() { // RFC 6298 §3 and §5.7, Karn
        SenderBench bench = SenderBench.newReno().rtt(30).writes(500);
        bench.after(230 + 460);
        assertThat(bench.sender.backoffs()).isEqualTo(2);
        bench.acks(500);
        assertThat(bench.sender.backoffs()).isEqualTo(2);
        bench.writes(500).after(20);
        bench.acks(1000);
        assertThat(bench.sender.backoffs()).isZero();
    }

    @Test
    void aTimestampTellsTheRoundTripOfARetransmission() { // RFC 7323 §4.1
        SenderBench bench = SenderBench.newReno().rtt(30).writes(500);
        bench.after(230 + 40);
        bench.acksEchoing(500, 40);
        assertThat(bench.sender.backoffs()).isZero();
        assertThat(bench.sender.rtt().srttMicros()).isBetween(31_000, 32_000);
    }

    @Test
    void anEchoFromBeforeTheRetransmissionTakesTheTimeoutBack() { // RFC 3522
        SenderBench bench = SenderBench.withSack().rtt(30).writes(8000);
        bench.after(1500);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.LOSS);
        int events = bench.acksEchoing(8000, 1500);
        assertThat(events & Sender.UNDONE).isNotZero();
        assertThat(bench.sender.congestion().cwnd()).isGreaterThanOrEqualTo(10);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(Integer.MAX_VALUE);
        assertThat(bench.counters.get(Counter.TCP_SPURIOUS_RTOS)).isEqualTo(1);
    }

    @Test
    void nothingIsSentAgainAfterATimeoutWasTakenBack() {
        SenderBench bench = SenderBench.withSack().rtt(30).writes(8000).after(500).ignoring();
        bench.acksEchoing(1000, 500);
        assertThat(bench.sender.lost()).isZero();
        assertThat(bench.sender.recoveryState()).isNotEqualTo(RecoveryState.LOSS);
        bench.sendsNothing();
        bench.acksEchoing(8000, 500);
        assertThat(bench.sender.queued()).isZero();
    }

    @Test
    void reducesAgainIfTheTimerExpiresAfterProgress() { // RFC 5681 §3.1, as Linux counts episodes
        SenderBench bench = SenderBench.newReno().rtt(30).writes(8000).after(230 + 460);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(7);
        assertThat(bench.sender.timeouts()).isEqualTo(2);
        for (int ack = 1000; ack <= 4000; ack += 1000) {
            bench.after(10).acks(ack);
        }
        assertThat(bench.sender.timeouts()).isZero();
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(5);
        bench.after(5000);
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(3);
    }

    @Test
    void leavesAloneWhatIsTooYoungToBeLost() { // RFC 8985 §6.3
        SenderBench bench = SenderBench.withSack().rtt(100).writes(1000).after(100);
        bench.acks(1000);
        bench.writes(1000).after(300);
        bench.sends("0:1000", "1000:2000", "1000:2000 TLP");
        bench.after(290).writes(1000).after(10);
        bench.sends("2000:3000", "1000:2000 RTO");
        assertThat(bench.sender.unacked()).isEqualTo(2);
        assertThat(bench.sender.lost()).isEqualTo(1);
    }

    @Test
    void aReceiverThatRenegesIsSentEverythingAgain() { // RFC 2018 §8
        SenderBench bench = SenderBench.withSack().rtt(30).writes(4000);
        bench.after(30);
        bench.acks(0, 1000, 4000);
        bench.acks(1000, 1000, 4000); // odd: it holds on to what it says it has
        bench.after(5000);
        assertThat(bench.counters.get(Counter.TCP_SACK_RENEGING)).isEqualTo(1);
        assertThat(bench.sender.sacked()).isZero();
    }

    @Test
    void aFinIsRetransmittedToo() {
        SenderBench bench = SenderBench.newReno().rtt(30).writes(500).closes();
        bench.sends("0:500", "500:500F");
        bench.after(30);
        bench.acks(500);
        bench.after(230).sends("500:500F RTO");
        assertThat(bench.acks(501) & Sender.FIN_ACKED).isNotZero();
        assertThat(bench.acks(501) & Sender.FIN_ACKED).isZero();
    }
}
