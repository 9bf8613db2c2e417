package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.MacAddress;
import io.jackfield.entropy.Forall;
import io.jackfield.link.TestNetwork.TestEnd;
import io.jackfield.packet.Packet;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

class SwitchTest {
    private static final long SECOND = 1_000_000_000;

    private final TestNetwork network = new TestNetwork();
    private final Switch bridge = new Switch("s");
    private final TestEnd[] ends = {new TestEnd("a"), new TestEnd("b"), new TestEnd("c")};
    private final Cable[] cables = {
        network.cable(ends[0], bridge.port()),
        network.cable(ends[1], bridge.port()),
        network.cable(ends[2], bridge.port())
    };

    private static long mac(int end) {
        return MacAddress.local(end + 1, 1);
    }

    private void send(int from, long to, int number) {
        send(from, mac(from), to, number);
    }

    private void send(int from, long source, long to, int number) {
        Packet packet = datagram(number, 100);
        packet.frame(source, to);
        cables[from].forth().transmit(packet, network.nowNanos(), network.work);
        network.run();
    }

    @Test
    void anUnknownDestinationIsFlooded() {
        send(0, mac(1), 1);
        assertThat(ends[0].packets).isEmpty();
        assertThat(ends[1].numbers()).containsExactly(1);
        assertThat(ends[2].numbers()).containsExactly(1);
        assertThat(ends[1].packets.getFirst()).isNotSameAs(ends[2].packets.getFirst());
    }

    @Test
    void aDestinationThatWasHeardGetsItsFramesAlone() {
        send(1, mac(0), 1);
        assertThat(bridge.whereIs(mac(1), network.nowNanos())).isEqualTo("s:1");
        send(0, mac(1), 2);
        assertThat(ends[1].numbers()).containsExactly(2);
        assertThat(ends[2].numbers()).containsExactly(1);
    }

    @Test
    void broadcastAndMulticastGoEverywhereElse() {
        send(1, MacAddress.BROADCAST, 1);
        send(1, 0x3333_0000_0001L, 2);
        assertThat(ends[0].numbers()).containsExactly(1, 2);
        assertThat(ends[1].packets).isEmpty();
        assertThat(ends[2].numbers()).containsExactly(1, 2);
    }

    @Test
    void framesForTheBridgesThemselvesAreNotSentOn() {
        send(0, 0x0180_c200_0000L, 1);
        assertThat(ends[1].packets).isEmpty();
        assertThat(ends[2].packets).isEmpty();
    }

    @Test
    void aFrameForItsOwnSideIsNotSentBack() {
        send(0, mac(7), MacAddress.BROADCAST, 1);
        send(0, mac(7), 2);
        assertThat(ends[0].packets).isEmpty();
        assertThat(ends[1].numbers()).containsExactly(1);
    }

    @Test
    void aStationThatMovesIsFoundAtItsNewPort() {
        send(1, MacAddress.BROADCAST, 1);
        send(2, mac(1), MacAddress.BROADCAST, 2);
        send(0, mac(1), 3);
        assertThat(ends[1].numbers()).containsExactly(2);
        assertThat(ends[2].numbers()).containsExactly(1, 3);
    }

    @Test
    void whatWasNotHeardForLongIsFloodedAgain() {
        send(1, MacAddress.BROADCAST, 1);
        network.runUntil(300 * SECOND);
        send(0, mac(1), 2);
        assertThat(ends[2].numbers()).containsExactly(1);
        network.runUntil(301 * SECOND);
        send(0, mac(1), 3);
        assertThat(ends[2].numbers()).containsExactly(1, 3);
    }

    @Test
    void aCutPortIsForgotten() {
        send(1, MacAddress.BROADCAST, 1);
        cables[1].up(false);
        send(0, mac(1), 2);
        assertThat(ends[2].numbers()).containsExactly(1, 2);
        assertThat(ends[1].packets).isEmpty();
    }

    @Test
    void cablesToASwitchAreEthernet() {
        assertThat(cables[0].isEthernet()).isTrue();
        assertThat(network.cable(ends[0], ends[1]).isEthernet()).isFalse();
    }

    @Test
    void aPortTakesOneCable() {
        End port = bridge.port();
        network.cable(ends[0], port);
        assertThatThrownBy(() -> network.cable(ends[1], port)).hasMessage("s:3 has a cable");
    }

    @Test
    void switchesBehindSwitchesLearnThroughEachOther() {
        Switch other = new Switch("t");
        network.cable(bridge.port(), other.port());
        TestEnd far = new TestEnd("far");
        Cable farCable = network.cable(far, other.port());
        send(0, mac(9), 1);
        assertThat(far.numbers()).containsExactly(1);
        Packet answer = datagram(2, 100);
        answer.frame(mac(9), mac(0));
        farCable.forth().transmit(answer, network.nowNanos(), network.work);
        network.run();
        assertThat(ends[0].numbers()).containsExactly(2);
        assertThat(ends[1].numbers()).containsExactly(1);
        assertThat(bridge.whereIs(mac(9), network.nowNanos())).isEqualTo("s:3");
    }

    @Test
    void theTableBehavesAsAMapThatForgets() {
        Forall.seeds(
                50,
                draws -> {
                    SwitchTable table = new SwitchTable();
                    Switch owner = new Switch("m");
                    Map<Long, Switch.Port> model = new TreeMap<>();
                    Map<Long, Long> heard = new TreeMap<>();
                    for (long now = 0; now < 2_000; now++) {
                        long mac = MacAddress.local(draws.below(500), 0);
                        if (draws.oneIn(2)) {
                            Switch.Port port = new Switch.Port(owner, draws.below(8));
                            table.put(mac, port, now, 300);
                            model.put(mac, port);
                            heard.put(mac, now);
                        } else {
                            boolean known = heard.containsKey(mac) && now - heard.get(mac) <= 300;
                            assertThat(table.get(mac, now, 300))
                                    .isSameAs(known ? model.get(mac) : null);
                        }
                    }
                });
    }
}
