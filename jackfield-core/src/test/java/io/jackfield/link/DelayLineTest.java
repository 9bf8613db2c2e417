package io.jackfield.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.entropy.Forall;
import io.jackfield.packet.Packet;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

class DelayLineTest {
    @Test
    void givesPacketsByDueTimeThenByArrival() {
        Forall.seeds(
                300,
                draws -> {
                    DelayLine line = new DelayLine();
                    List<Packet> model = new ArrayList<>();
                    int range = draws.oneOf(3, 30, 1_000);
                    for (int i = 0; i < 500; i++) {
                        if (draws.below(5) < 3) {
                            Packet packet = TestNetwork.datagram(i, 28);
                            packet.dueNanos(i / 10 + draws.below(range));
                            line.insert(packet);
                            model.add(packet);
                            model.sort(Comparator.comparingLong(Packet::dueNanos));
                        } else if (!model.isEmpty()) {
                            assertThat(line.headDue()).isEqualTo(model.getFirst().dueNanos());
                            Packet first = line.poll();
                            assertThat(first).isSameAs(model.removeFirst());
                            assertThat(first.next).isNull();
                        }
                        assertThat(line.size()).isEqualTo(model.size());
                    }
                });
    }
}
