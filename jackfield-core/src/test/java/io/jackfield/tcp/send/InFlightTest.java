package io.jackfield.tcp.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.buffer.SlabPool;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Settings;
import io.jackfield.packet.SackBlocks;

import org.junit.jupiter.api.Test;

import java.util.SplittableRandom;

class InFlightTest {
    private final SendPool pool = new SendPool(new Settings(), new Counters(), new SlabPool(0));
    private final Rack rack = new Rack();
    private final InFlight inFlight = new InFlight(pool, rack);
    private final SackScoreboard scoreboard = new SackScoreboard(inFlight);
    private final SendSequence snd =
            new Sender(new SendPool(new Settings(), new Counters(), new SlabPool()));

    private int entries() {
        int count = 0;
        for (SentSegment s = inFlight.first(); s != null; s = s.next) {
            count++;
        }
        return count;
    }

    private void send(int octets) {
        inFlight.append(snd.nxt, snd.nxt + octets, 1000, false, 0);
        snd.nxt += octets;
    }

    private void sack(int... edges) {
        pool.tally.begin(-1, 0);
        scoreboard.update(new SackBlocks(edges), snd.una, snd, pool.tally, 0);
        assertThat(inFlight.isCoherent(snd.una, snd.nxt)).isTrue();
    }

    @Test
    void sackedNeighboursBecomeOne() {
        send(10_000);
        sack(1000, 2000);
        assertThat(entries()).isEqualTo(3);
        sack(3000, 4000, 1000, 2000);
        assertThat(entries()).isEqualTo(5);
        sack(2000, 3000);
        assertThat(entries()).isEqualTo(3);
        assertThat(inFlight.sacked()).isEqualTo(3);
        sack(1000, 10_000);
        assertThat(entries()).isEqualTo(2);
    }

    @Test
    void countsAPartlyAcknowledgedSuperSegmentBySegments() {
        send(10_000);
        pool.tally.begin(-1, 0);
        inFlight.acknowledge(3500, pool.tally, 0);
        snd.una = 3500;
        assertThat(inFlight.outstanding()).isEqualTo(7);
        assertThat(pool.tally.delivered).isEqualTo(3);
        assertThat(inFlight.isCoherent(3500, 10_000)).isTrue();
    }

    @Test
    void whatWasMarkedLostIsFoundInOrder() {
        for (int i = 0; i < 10; i++) {
            send(1000);
        }
        SentSegment third = inFlight.at(2000);
        SentSegment seventh = inFlight.at(6000);
        assertThat(inFlight.markLost(seventh)).isEqualTo(1);
        assertThat(inFlight.nextLost()).isSameAs(seventh);
        inFlight.markLost(third);
        assertThat(inFlight.nextLost()).isSameAs(third);
        assertThat(inFlight.pipe()).isEqualTo(8);
        inFlight.retransmitted(third, 1);
        assertThat(inFlight.nextLost()).isSameAs(seventh);
        assertThat(inFlight.pipe()).isEqualTo(9);
        inFlight.retransmitted(seventh, 2);
        assertThat(inFlight.nextLost()).isNull();
        assertThat(inFlight.markLost(third)).isEqualTo(1); // the retransmission as well
        assertThat(inFlight.nextLost()).isSameAs(third);
        assertThat(inFlight.pipe()).isEqualTo(9);
        assertThat(inFlight.isCoherent(0, 10_000)).isTrue();
    }

    @Test
    void staysCoherentWhateverIsSackedLostSentAndAcknowledged() {
        long seed = Long.getLong("jackfield.seed", 3);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(5)) {
                case 0 -> send(1 + random.nextInt(5000));
                case 1 -> {
                    int left = snd.una + random.nextInt(1 + snd.flightSize());
                    int right = left + 1 + random.nextInt(1 + snd.nxt - left);
                    sack(left, Math.min(right, snd.nxt));
                }
                case 2 -> loseOne(random);
                case 3 -> retransmitOne(i);
                default -> {
                    if (random.nextInt(4) == 0) {
                        int ack = snd.una + random.nextInt(1 + snd.flightSize());
                        pool.tally.begin(-1, i);
                        inFlight.acknowledge(ack, pool.tally, 0);
                        snd.una = ack;
                    }
                }
            }
            assertThat(inFlight.isCoherent(snd.una, snd.nxt))
                    .as("-Djackfield.seed=%d step %d", seed, i)
                    .isTrue();
        }
    }

    private void loseOne(SplittableRandom random) {
        SentSegment s = inFlight.at(snd.una + random.nextInt(1 + snd.flightSize()));
        if (s != null && s.isUnderWay) {
            inFlight.markLost(s);
        }
    }

    private void retransmitOne(int now) {
        SentSegment s = inFlight.nextLost();
        if (s != null) {
            inFlight.retransmitted(s, now);
        }
    }
}
