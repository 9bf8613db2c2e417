package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RttEstimatorTest { // RFC 6298
    private static final int MIN_RTO = 200_000;
    private final RttEstimator rtt = new RttEstimator();
    private int seq;

    private void sample(int micros) {
        seq += 1000;
        rtt.sample(micros, seq, seq + 1000, MIN_RTO, seq * 1000L);
    }

    @Test
    void beginsWithTheFirstSampleAndHalfOfIt() { // §2.2
        sample(800_000);
        assertThat(rtt.srttMicros()).isEqualTo(800_000);
        assertThat(rtt.rttvarMicros()).isEqualTo(400_000);
        assertThat(rtt.rtoMicros()).isEqualTo(2_400_000);
    }

    @Test
    void movesByAnEighthTowardsEachSample() { // §2.3
        sample(80_000);
        sample(160_000);
        assertThat(rtt.srttMicros()).isEqualTo(90_000);
    }

    @Test
    void settlesAtTheRoundTripPlusTheMinimum() {
        for (int i = 0; i < 200; i++) {
            sample(50_000);
        }
        assertThat(rtt.srttMicros()).isEqualTo(50_000);
        assertThat((double) rtt.rtoMicros()).isCloseTo(250_000, within(2000.0));
    }

    @Test
    void aShorterRoundTripHardlyRaisesTheTimeout() {
        for (int i = 0; i < 100; i++) {
            sample(1_000_000);
        }
        long before = rtt.rtoMicros();
        sample(100_000);
        assertThat(rtt.rtoMicros()).isLessThanOrEqualTo(before);
    }

    @Test
    void aLongerRoundTripRaisesTheTimeoutAtOnce() {
        for (int i = 0; i < 100; i++) {
            sample(100_000);
        }
        sample(900_000);
        assertThat(rtt.rtoMicros()).isGreaterThan(900_000);
    }

    @Test
    void remembersTheShortestOfFiveMinutes() {
        rtt.sample(50_000, 1, 2, MIN_RTO, 0);
        rtt.sample(70_000, 1, 2, MIN_RTO, 299_000_000_000L);
        assertThat(rtt.minRttMicros()).isEqualTo(50_000);
        rtt.sample(70_000, 1, 2, MIN_RTO, 301_000_000_000L);
        assertThat(rtt.minRttMicros()).isEqualTo(70_000);
    }

    @Test
    void aRoundTripOfNoTimeCountsAsAMicrosecond() {
        sample(0);
        assertThat(rtt.hasSample()).isTrue();
        assertThat(rtt.srttMicros()).isEqualTo(1);
        sample(0);
        assertThat(rtt.srttMicros()).isEqualTo(1);
    }
}
