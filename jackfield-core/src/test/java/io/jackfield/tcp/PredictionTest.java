package io.jackfield.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.link.Direction;
import io.jackfield.link.Verdict;
import io.jackfield.observe.Counter;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Header prediction is a short cut: with it and without it the same packets travel. */
class PredictionTest {
    private static final int STEPS = 20_000;

    @Test
    void changesNothingThatCanBeSeen() {
        long[] predicted = {0};
        Forall.seeds(
                Integer.getInteger("jackfield.seeds", 8),
                draws -> {
                    List<String> with = new ArrayList<>();
                    predicted[0] += run(draws.seed(), true, with);
                    List<String> without = new ArrayList<>();
                    run(draws.seed(), false, without);
                    assertThat(with).isEqualTo(without);
                });
        assertThat(predicted[0]).isGreaterThan(500);
    }

    private static long run(long seed, boolean isPredicting, List<String> trace) {
        Draws draws = new Draws(seed);
        TwoHosts world = new TwoHosts(seed, AnyPathTest.path(draws));
        AnyPathTest.vary(draws, world.a);
        AnyPathTest.vary(draws, world.b);
        world.a.tcp.isPredicting = isPredicting;
        world.b.tcp.isPredicting = isPredicting;
        world.cable.add(
                (Direction way, Packet packet, long nowNanos, Verdict verdict) ->
                        trace.add(nowNanos + " " + verdict + " " + text(packet)));
        TcpListener listener = world.b.listen(80);
        TcpConnection client = world.a.connect(4000, world.b, 80);
        int forth = draws.below(2_000_000);
        int back = draws.below(2_000_000);
        StreamProgram one = new StreamProgram(draws, client, forth, back, 0);
        StreamProgram other = null;
        for (int steps = 0; steps < STEPS; steps++) {
            world.step();
            one.run(world.nowNanos());
            TcpConnection server = listener.accept();
            if (server != null) {
                other = new StreamProgram(draws, server, back, forth, 1);
            }
            if (other != null) {
                other.run(world.nowNanos());
                if (one.isFinished() && other.isFinished()) {
                    break;
                }
            }
        }
        return world.a.counters.get(Counter.TCP_HP_ACKS)
                + world.a.counters.get(Counter.TCP_HP_HITS)
                + world.b.counters.get(Counter.TCP_HP_ACKS)
                + world.b.counters.get(Counter.TCP_HP_HITS);
    }

    private static String text(Packet packet) {
        return packet instanceof Segment segment
                ? segment.source() + " " + SegmentText.of(segment, 0, 0)
                : packet.kind();
    }
}
