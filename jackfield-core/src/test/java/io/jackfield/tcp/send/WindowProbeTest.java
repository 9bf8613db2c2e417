package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowProbeTest { // RFC 9293 §3.8.6.1
    @Test
    void asksAZeroWindowAtGrowingDistances() {
        SenderBench bench = SenderBench.withSack().rtt(30).window(0).writes(500);
        bench.sendsNothing();
        for (int wait : new int[] {230, 460, 920, 1840, 3680}) {
            bench.after(wait - 1).sendsNothing();
            bench.after(1).sends("-1:-1 PROBE");
        }
        assertThat(bench.sender.probes()).isEqualTo(5);
    }

    @Test
    void neverGivesUpWhileTheAcksSayZero() {
        SenderBench bench = SenderBench.withSack().rtt(30).window(0).writes(500);
        for (int i = 0; i < 100; i++) {
            bench.after(120_000);
            bench.acksWithWindow(0, 0);
            assertThat(bench.sender.probes()).isZero();
        }
        bench.acksWithWindow(0, 5000);
        assertThat(bench.sender.nxt - bench.sender.una).isEqualTo(500);
    }

    @Test
    void endsWhenTheWindowOpens() {
        SenderBench bench = SenderBench.withSack().rtt(30).window(0).writes(500);
        bench.after(300).sends("-1:-1 PROBE");
        assertThat(bench.acksWithWindow(0, 4000) & Sender.WINDOW_UPDATED).isNotZero();
        bench.sends("0:500");
        assertThat(bench.sender.backoffs()).isZero();
    }

    @Test
    void sendsWhatASmallWindowTakes() { // RFC 9293 §3.8.6.2.1: the override timeout
        SenderBench bench = SenderBench.withSack().rtt(30).window(300);
        bench.writes(5000).sendsNothing();
        bench.after(230).sends("0:300 PROBE");
    }

    @Test
    void aFinWaitsForTheWindowAsWell() {
        SenderBench bench = SenderBench.withSack().rtt(30).window(0).closes();
        bench.sendsNothing();
        bench.after(230).sends("-1:-1 PROBE");
        bench.acksWithWindow(0, 10);
        bench.sends("0:0F");
    }

    @Test
    void halfOfTheLargestWindowIsWorthASegment() { // RFC 9293 §3.8.6.2.1 (3)
        SenderBench bench = SenderBench.withSack().rtt(30);
        bench.sender.maxWnd = 600;
        bench.sender.wnd = 300;
        bench.writes(5000).sends("0:300");
    }

    @Test
    void aWindowTakenBackDoesNotStopTheFirstSegment() { // RFC 9293 §3.8.6, "shrinking"
        SenderBench bench = SenderBench.withSack().rtt(30).writes(3000);
        bench.sends("0:3000");
        bench.acksWithWindow(0, 0);
        bench.after(5000);
        assertThat(bench.sender.totalRetransmits()).isPositive();
        bench.acks(0, 100_000, -1);
        bench.acks(3000, 100_000, -1);
        assertThat(bench.sender.queued()).isZero();
    }
}
