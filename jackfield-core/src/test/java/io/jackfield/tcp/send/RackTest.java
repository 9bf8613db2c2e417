package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;

import org.junit.jupiter.api.Test;

class RackTest { // RFC 8985
    private final Rack rack = new Rack();
    private final SendSequence snd =
            new Sender(new SendPool(new Settings(), new Counters(), new SlabPool()));
    private final RttEstimator rtt = new RttEstimator();
    private final AckTally tally = new AckTally();

    private void dsack() {
        tally.begin(-1, 0);
        tally.hasDsack = true;
        rack.updateReoWnd(tally, snd, false, false, rtt);
    }

    private int steps() {
        return 1 + (rack.memory() >> 9 & 0xff);
    }

    @Test
    void widensOncePerRoundTripWithDuplicates() { // §6.2 step 4
        snd.una = 1000;
        snd.nxt = 5000;
        rack.begin(1000, 0);
        dsack();
        dsack();
        assertThat(steps()).isEqualTo(2);
        snd.una = 5000;
        snd.nxt = 9000;
        dsack();
        assertThat(steps()).isEqualTo(3);
    }

    @Test
    void narrowsAfterSixteenRecoveriesWithoutDuplicates() { // §6.2 step 4
        rack.begin(1000, 0);
        dsack();
        for (int i = 0; i < 15; i++) {
            rack.recovered();
        }
        assertThat(steps()).isEqualTo(2);
        rack.recovered();
        assertThat(steps()).isEqualTo(1);
    }

    @Test
    void keepsWhatItLearnedFromOneFlightToTheNext() {
        rack.begin(1000, 0);
        dsack();
        int memory = rack.memory();
        Rack later = new Rack();
        later.begin(9000, memory);
        assertThat(later.memory()).isEqualTo(memory);
        assertThat(later.reordering()).isZero();
    }
}
