package io.jackfield.tcp.receive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many acknowledgments a connection sends at once while the peer may be in slow start. */
class QuickAckTest {
    private static final long RTO_NANOS = 200_000_000;

    private final DelayedAck acks = new DelayedAck();

    private void dataArrives(int count) {
        acks.dataArrived(false, 1000, 64_000, RTO_NANOS, count * 1_000_000L);
    }

    @Test
    void sixteenForDataThatCame() {
        int quick = 0;
        dataArrives(quick);
        while (acks.isQuick()) {
            acks.sent();
            dataArrives(++quick);
        }
        assertThat(quick).isEqualTo(DelayedAck.MOST_QUICK);
    }

    @Test
    void segmentsThatAnswerNothingDoNotCount() { // as Linux since 6.7
        dataArrives(0);
        for (int i = 0; i < 2 * DelayedAck.MOST_QUICK; i++) {
            acks.sent();
        }
        dataArrives(1);
        assertThat(acks.isQuick()).isTrue();
    }
}
