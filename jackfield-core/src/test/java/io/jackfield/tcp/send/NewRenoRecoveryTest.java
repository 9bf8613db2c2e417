package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.observe.Setting;

import org.junit.jupiter.api.Test;

class NewRenoRecoveryTest { // RFC 6582
    private static SenderBench tenOut() {
        SenderBench bench = SenderBench.newReno().rtt(100);
        bench.settings.set(Setting.TCP_CONGESTION_CONTROL, 1);
        bench.writes(10_000).sends("0:5000", "5000:10000");
        return bench.after(100);
    }

    @Test
    void retransmitsAtTheThirdDuplicate() { // RFC 5681 §3.2
        SenderBench bench = tenOut();
        bench.acks(0);
        bench.acks(0);
        bench.sendsNothing();
        assertThat(bench.acks(0) & Sender.RECOVERY_ENTERED).isNotZero();
        bench.sends("0:1000 FAST");
        assertThat(bench.sender.congestion().ssthresh()).isEqualTo(5);
    }

    @Test
    void aPartialAckRetransmitsTheNextHole() { // §3.2 step 3
        SenderBench bench = tenOut();
        for (int i = 0; i < 7; i++) {
            bench.acks(0);
        }
        bench.sends("0:1000 FAST");
        bench.after(100);
        bench.acks(4000);
        bench.sends("4000:5000 FAST");
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.RECOVERY);
        int events = bench.acks(10_000);
        assertThat(events & Sender.RECOVERY_EXITED).isNotZero();
        assertThat(bench.sender.congestion().cwnd()).isEqualTo(5);
    }

    @Test
    void duplicatesLetNewDataGo() { // RFC 3042 and RFC 5681 §3.2 step 4
        SenderBench bench = tenOut().writes(10_000);
        bench.acks(0);
        bench.sends("10000:11000");
        bench.acks(0);
        bench.sends("11000:12000");
    }

    @Test
    void duplicatesOfOldDataAfterATimeoutAreNoLoss() { // §3.2 step 1, "recover"
        SenderBench bench = tenOut().writes(5000);
        bench.after(300);
        bench.sends("0:1000 RTO");
        bench.acks(10_000);
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
        for (int i = 0; i < 5; i++) {
            bench.acks(10_000);
        }
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.DISORDER);
    }

    @Test
    void noRoundTripIsTakenFromWhatWaitedBehindARetransmission() { // RFC 6298 §3
        SenderBench bench = tenOut();
        bench.acks(0);
        bench.acks(0);
        bench.acks(0);
        bench.after(100);
        bench.acks(10_000); // nine of them arrived 100 ms ago
        assertThat(bench.sender.rtt().srttMicros()).isEqualTo(100_000);
    }

    @Test
    void anAckThatMovesTheWindowIsNoDuplicate() { // RFC 5681 §2
        SenderBench bench = tenOut();
        for (int window = 1; window < 10; window++) {
            bench.acksWithWindow(0, (1 << 20) + window);
        }
        assertThat(bench.sender.recoveryState()).isEqualTo(RecoveryState.OPEN);
        assertThat(bench.sender.totalRetransmits()).isZero();
    }
}
