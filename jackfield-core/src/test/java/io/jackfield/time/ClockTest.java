package io.jackfield.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClockTest {
    @Test
    void aManualClockStandsStillUntilAdvanced() {
        ManualClock clock = new ManualClock();
        assertThat(clock.nowNanos()).isZero();
        assertThat(clock.advance(5)).isEqualTo(5);
        assertThat(clock.nowNanos()).isEqualTo(5);
        assertThatThrownBy(() -> clock.advance(-1)).hasMessageContaining("go back");
    }

    @Test
    void aVirtualClockJumpsForwardOnly() {
        VirtualClock clock = new VirtualClock();
        clock.jumpTo(10);
        clock.jumpTo(10);
        assertThat(clock.nowNanos()).isEqualTo(10);
        assertThatThrownBy(() -> clock.jumpTo(9)).hasMessageContaining("jump back");
    }

    @Test
    void aSystemClockStartsAtZeroAndNeverRunsBackwards() {
        SystemClock clock = new SystemClock();
        long last = clock.nowNanos();
        assertThat(last).isBetween(0L, 60_000_000_000L);
        for (int i = 0; i < 10_000; i++) {
            long now = clock.nowNanos();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
    }

    @Test
    void deadlinesSaturate() {
        assertThat(Deadline.after(10, 5)).isEqualTo(15);
        assertThat(Deadline.after(10, Deadline.NEVER)).isEqualTo(Deadline.NEVER);
        assertThat(Deadline.earlier(3, Deadline.NEVER)).isEqualTo(3);
    }
}
