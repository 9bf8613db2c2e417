package io.jackfield.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewRenoTest { // RFC 5681
    private final RateSample sample = new RateSample();

    private void acks(CongestionControl control, int segments) {
        sample.clear();
        sample.acked = segments;
        sample.isCwndLimited = true;
        control.onAck(sample, 0);
    }

    @Test
    void growsByWhatIsAcknowledgedInSlowStart() { // §3.1
        NewReno reno = new NewReno(10);
        acks(reno, 3);
        assertThat(reno.cwnd()).isEqualTo(13);
    }

    @Test
    void growsByOneSegmentPerWindowAfterwards() { // §3.1
        NewReno reno = new NewReno(10);
        reno.ssthresh(10);
        for (int i = 0; i < 9; i++) {
            acks(reno, 1);
        }
        assertThat(reno.cwnd()).isEqualTo(10);
        acks(reno, 1);
        assertThat(reno.cwnd()).isEqualTo(11);
    }

    @Test
    void stopsSlowStartExactlyAtTheThreshold() {
        NewReno reno = new NewReno(10);
        reno.ssthresh(12);
        acks(reno, 5);
        assertThat(reno.cwnd()).isEqualTo(12);
    }

    @Test
    void halvesOnLossButKeepsTwo() { // §3.1 equation 4
        NewReno reno = new NewReno(10);
        assertThat(reno.reduced(0)).isEqualTo(5);
        reno.cwnd(3);
        assertThat(reno.reduced(0)).isEqualTo(2);
    }

    @Test
    void decaysByHalfPerTimeoutOfIdleness() { // §4.1, RFC 2861
        NewReno reno = new NewReno(10);
        reno.cwnd(80);
        reno.decay(2500, 1000, 10);
        assertThat(reno.cwnd()).isEqualTo(20);
        reno.decay(100_000, 1000, 10);
        assertThat(reno.cwnd()).isEqualTo(10);
    }
}
