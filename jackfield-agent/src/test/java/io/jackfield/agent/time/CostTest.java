package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Waiting takes a world's time, and none of anybody's. */
class CostTest {
    private static final int JUMPS =
            (int) Math.max(20_000, Math.min(1_000_000, Long.getLong("jackfield.sweep", 0)));

    @Test
    void aJumpTakesMicroseconds() {
        var found = Costs.nanosPerJump(JUMPS);
        System.out.println("nanoseconds per jump: " + found);
        assertThat(found.values()).allSatisfy(nanos -> assertThat(nanos).isLessThan(100_000));
    }

    @Test
    void noThreadOfAWorldSleepsInRealTime() throws Exception {
        TimedWaits waits = TimedWaits.during(Hours::nettyIdleMillis);
        System.out.println("in an hour of Netty: " + waits);
        assertThat(waits.ofTheWorld()).isEqualTo(0);
        assertThat(waits.ofOthers()).isGreaterThan(0);
    }

    @Test
    void anHourOfTimeoutsTakesLittle() throws Exception {
        System.out.println("an hour of Netty's idle handlers: " + Hours.nettyIdleMillis() + " ms");
        System.out.println(
                "an hour of HttpClient's timeouts: " + Hours.httpTimeoutMillis() + " ms");
    }
}
