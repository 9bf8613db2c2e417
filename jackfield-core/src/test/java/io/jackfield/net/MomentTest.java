package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** a — r — b: one ping a second from a to b, and which of them are answered. */
class MomentTest {
    private World world = World.scripted(1).noteMisfortunes();
    private final Host a = world.host("a");
    private final Host b = world.host("b");
    private final Host r = world.router("r");
    private final PatchCable near = world.cable(a, r).delay("10ms");
    private final PatchCable far = world.cable(r, b).delay("10ms");

    @AfterEach
    void close() {
        world.close();
    }

    private List<Integer> unanswered(int seconds) {
        return unanswered(a, b, seconds);
    }

    private List<Integer> unanswered(Host from, Host to, int seconds) {
        List<Ping> pings = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            pings.add(from.ping(to.address()));
            world.runFor("1s");
        }
        List<Integer> unanswered = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            if (!pings.get(second).isAnswered()) {
                unanswered.add(second);
            }
        }
        return unanswered;
    }

    private List<String> said() {
        return world.misfortunes().stream().map(Misfortune::toString).toList();
    }

    @Test
    void aBlackHoleSwallowsOneWayFromItsTimeUntilItIsHealed() {
        world.at("1500ms").blackhole(a, b);
        world.at("4s").heal();
        assertThat(unanswered(6)).containsExactly(2, 3);
        assertThat(said()).containsExactly("1.500 blackhole a→b", "4.000 heal");
    }

    @Test
    void healingLeavesTheDelaysAsTheyWere() {
        world.at("500ms").heal();
        assertThat(unanswered(1)).isEmpty();
        Ping ping = a.ping(b.address());
        world.runFor("1s");
        assertThat(ping.roundTripNanos()).isEqualTo(40_000_000);
    }

    @Test
    void aPartitionHoldsForGroupsAndLeavesTheRestAlone() {
        Host c = world.host("c");
        world.cable(c, r);
        Fault apart = world.at("1s").partition(List.of(a, c), List.of(b));
        assertThat(unanswered(3)).containsExactly(1, 2);
        assertThat(unanswered(a, c, 1)).isEmpty();
        assertThat(unanswered(b, c, 1)).containsExactly(0);
        apart.close();
        assertThat(unanswered(b, c, 1)).isEmpty();
    }

    @Test
    void aCableIsCutAndMended() {
        world.at("1s").cut(far);
        world.at("3s").mend(far);
        assertThat(unanswered(5)).contains(1, 2).doesNotContain(0, 4);
        assertThat(said()).contains("1.000 cut r:eth1—b:eth0", "3.000 mend r:eth1—b:eth0");
    }

    @Test
    void theFirstTwoAnswersAreDroppedWhereverTheyAreAndNamed() {
        Fault drop = world.at("1s").drop(packet -> packet.isIcmp() && packet.isTo(a)).first(2);
        assertThat(unanswered(5)).containsExactly(1, 2);
        assertThat(drop.count()).isEqualTo(2);
        assertThat(world.misfortunes()).hasSize(2);
        assertThat(world.misfortunes().get(0).text())
                .startsWith("dropped b:eth0→r:eth1 IP ")
                .contains("ICMP echo reply");
    }

    @Test
    void aFaultThatIsClosedBeforeItsTimeNeverBegins() {
        world.at("1s").blackhole(a, b).close();
        world.at("1s").cut(near).close();
        world.at("1s").drop(PacketView::isIcmp).close();
        assertThat(unanswered(3)).isEmpty();
    }

    @Test
    void guardsUndoThemselves() {
        try (Outage _ = world.cut(near)) {
            assertThat(unanswered(1)).containsExactly(0);
        }
        try (Fault _ = world.drop(PacketView::isIcmp)) {
            assertThat(unanswered(1)).containsExactly(0);
        }
        try (Fault held = world.hold(PacketView::isIcmp, "300ms").first(1)) {
            Ping ping = a.ping(b.address());
            world.runFor("1s");
            assertThat(ping.roundTripNanos()).isEqualTo(340_000_000);
            assertThat(held.count()).isEqualTo(1);
        }
        assertThat(unanswered(1)).isEmpty();
    }

    @Test
    void whatIsPlannedCanBeSparedByItsName() {
        world.sparing(Set.of("1s blackhole a→b", "3s action"));
        world.at("1s").blackhole(a, b);
        world.at("3s", () -> near.cut());
        assertThat(unanswered(5)).isEmpty();
        assertThat(said()).isEmpty();
    }

    @Test
    void twoOfTheSameAtTheSameTimeHaveNamesOfTheirOwn() {
        world.at("1s").blackhole(a, b);
        world.at("1s").blackhole(a, b);
        world.runFor("2s");
        assertThat(world.misfortunes().stream().map(Misfortune::id))
                .containsExactly("1s blackhole a→b", "1s blackhole a→b (2)");
    }

    @Test
    void aTimeThatIsNoneIsRefusedAtOnce() {
        assertThatThrownBy(() -> world.at("30")).hasMessageContaining("has no unit");
    }
}
