package io.jackfield.tcp.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CubicTest { // RFC 9438
    private static final long MILLI = 1_000_000;
    private final RateSample sample = new RateSample();
    private long now = 1000 * MILLI;

    /** One round trip: every segment of the window is acknowledged, two by two. */
    private void roundTrip(CongestionControl control, int rttMillis) {
        int window = control.cwnd();
        int steps = (window + 1) / 2;
        for (int i = 0; i < steps; i++) {
            now += rttMillis * MILLI / steps;
            sample.clear();
            sample.acked = 2;
            sample.isCwndLimited = true;
            sample.mostInFlight = window;
            sample.srttMicros = rttMillis * 1000;
            sample.minRttMicros = rttMillis * 1000;
            sample.rttMicros = rttMillis * 1000;
            sample.una += 2000;
            sample.nxt = sample.una + 1000 * window;
            control.onAck(sample, now);
        }
    }

    private Cubic afterALossAt(int window) {
        Cubic cubic = new Cubic(10, false);
        cubic.cwnd(window);
        cubic.ssthresh(cubic.reduced(now));
        cubic.cwnd(cubic.ssthresh());
        return cubic;
    }

    @Test
    void doublesPerRoundTripInSlowStart() { // §4.10
        Cubic cubic = new Cubic(10, false);
        roundTrip(cubic, 100);
        assertThat(cubic.cwnd()).isEqualTo(20);
        roundTrip(cubic, 100);
        assertThat(cubic.cwnd()).isEqualTo(40);
    }

    @Test
    void reducesToSevenTenths() { // §4.6
        assertThat(afterALossAt(1000).ssthresh()).isEqualTo(700);
        assertThat(afterALossAt(2).ssthresh()).isEqualTo(2);
    }

    @Test
    void followsTheCubicCurveOfTime() { // §4.2, figures 1 and 2
        double wMax = 1000;
        Cubic cubic = afterALossAt(1000);
        double k = Math.cbrt((wMax - 700) / 0.4);
        long start = 0;
        for (int round = 0; round < 200; round++) {
            if (start == 0) {
                start = now + 100 * MILLI / 350; // the first ACK begins the epoch
            }
            roundTrip(cubic, 100);
            double t = (now - start) / 1e9;
            double expected = 0.4 * Math.pow(t - k, 3) + wMax;
            if (expected > 1.5 * 1000) {
                break;
            }
            assertThat((double) cubic.cwnd()).isCloseTo(expected, within(0.03 * expected));
        }
        assertThat((now - start) / 1e9).isGreaterThan(2 * k - 1);
    }

    @Test
    void isBackAtTheOldWindowAfterKSeconds() {
        Cubic cubic = afterALossAt(1000);
        double k = Math.cbrt(300 / 0.4); // 9.08 s
        long start = now;
        while ((now - start) / 1e9 < k) {
            roundTrip(cubic, 50);
        }
        assertThat(cubic.cwnd()).isBetween(995, 1003);
    }

    @Test
    void doesNotDependOnTheRoundTrip() { // §3.2
        Cubic near = afterALossAt(1000);
        for (int i = 0; i < 500; i++) {
            roundTrip(near, 20);
        }
        Cubic far = afterALossAt(1000);
        for (int i = 0; i < 50; i++) {
            roundTrip(far, 200);
        }
        assertThat(far.cwnd()).isCloseTo(near.cwnd(), within(30));
    }

    @Test
    void isNoSlowerThanRenoOnShortPaths() { // §4.3
        Cubic cubic = afterALossAt(20);
        NewReno reno = new NewReno(10);
        reno.cwnd(10);
        reno.ssthresh(10);
        for (int i = 0; i < 60; i++) {
            roundTrip(cubic, 2);
        }
        long cubicRounds = cubic.cwnd();
        // 14 to 20 at 9/17 segment a round trip takes 11 rounds; the other 49 add one each
        assertThat(cubicRounds).isBetween(62L, 72L);
    }

    @Test
    void leavesRoomWhenTheWindowShrinks() { // §4.7, fast convergence
        Cubic cubic = afterALossAt(1000);
        cubic.ssthresh(cubic.reduced(now)); // again, at 700
        cubic.cwnd(cubic.ssthresh());
        double k = Math.cbrt((700 * 0.85 - 490) / 0.4);
        long start = now;
        while ((now - start) / 1e9 < k) {
            roundTrip(cubic, 50);
        }
        assertThat(cubic.cwnd()).isBetween(590, 600); // flat around 595, not 700
    }

    @Test
    void doesNotCountIdleTime() { // §4.2
        Cubic cubic = afterALossAt(1000);
        roundTrip(cubic, 100);
        int before = cubic.cwnd();
        now += 60_000 * MILLI;
        cubic.onRestart(60_000 * MILLI, now);
        roundTrip(cubic, 100);
        assertThat(cubic.cwnd()).isBetween(before, before + 40);
    }

    @Test
    void growsAtMostByHalfInARoundTrip() { // §4.2, the bound of the target
        Cubic cubic = afterALossAt(100);
        now += 100_000 * MILLI;
        roundTrip(cubic, 100);
        now += 100_000 * MILLI;
        int before = cubic.cwnd();
        roundTrip(cubic, 100);
        assertThat(cubic.cwnd()).isBetween(before + 1, before + before * 7 / 10);
    }

    @Test
    void beginsOnAPlateauOfItsOwnAfterATimeout() { // §4.8
        Cubic cubic = afterALossAt(1000);
        cubic.onTimeout();
        cubic.cwnd(700);
        for (int i = 0; i < 20; i++) {
            roundTrip(cubic, 50);
        }
        // after one second: 700 + 0.4, or 5 % a round trip while no loss is remembered
        assertThat(cubic.cwnd()).isGreaterThan(1300);
    }

    @Test
    void undoGoesBackToTheWindowBeforeTheLoss() { // §4.9
        Cubic cubic = afterALossAt(1000);
        cubic.undo(1000, CongestionControl.INFINITE);
        assertThat(cubic.cwnd()).isEqualTo(1000);
        assertThat(cubic.isInSlowStart()).isTrue();
    }

    @Test
    void aWindowThatIsNotUsedDoesNotGrow() { // RFC 7661 §4.1
        Cubic cubic = new Cubic(40, false);
        sample.clear();
        sample.acked = 10;
        sample.mostInFlight = 10;
        cubic.onAck(sample, now);
        assertThat(cubic.cwnd()).isEqualTo(40);
    }

    @Test
    void hyStartLeavesSlowStartWhenRoundTripsGrow() {
        Cubic cubic = new Cubic(20, true);
        roundTrip(cubic, 100);
        assertThat(cubic.isInSlowStart()).isTrue();
        int rtt = 130_000;
        for (int i = 0; i < 20; i++) {
            now += 5 * MILLI;
            sample.clear();
            sample.acked = 1;
            sample.isCwndLimited = true;
            sample.mostInFlight = cubic.cwnd();
            sample.rttMicros = rtt;
            sample.minRttMicros = 100_000;
            sample.una += 1000;
            cubic.onAck(sample, now);
        }
        assertThat(cubic.isInSlowStart()).isFalse();
        assertThat(cubic.ssthresh()).isLessThan(60);
    }

    @Test
    void hyStartLeavesSlowStartWhenAcksKeepComingForHalfARoundTrip() {
        Cubic cubic = new Cubic(20, true);
        for (int i = 0; i < 200 && cubic.isInSlowStart(); i++) {
            now += MILLI;
            sample.clear();
            sample.acked = 1;
            sample.isCwndLimited = true;
            sample.mostInFlight = cubic.cwnd();
            sample.rttMicros = 100_000;
            sample.minRttMicros = 100_000;
            sample.una = 1;
            sample.nxt = 1000;
            cubic.onAck(sample, now);
        }
        assertThat(cubic.isInSlowStart()).isFalse();
        assertThat(cubic.cwnd()).isBetween(65, 75); // 51 ACKs after the first
    }
}
