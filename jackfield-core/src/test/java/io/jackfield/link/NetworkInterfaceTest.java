package io.jackfield.link;

import static io.jackfield.link.TestNetwork.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.MacAddress;
import io.jackfield.address.Prefix;
import io.jackfield.link.TestNetwork.TestEnd;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class NetworkInterfaceTest {
    private final TestNetwork network = new TestNetwork();
    private final List<Packet> received = new ArrayList<>();
    private final NetworkInterface nic = nic("eth0", 1);

    private NetworkInterface nic(String name, int index) {
        Attachment host =
                (from, now, work) ->
                        Objects.requireNonNull(from.nic())
                                .deliver((in, packet, at) -> received.add(packet), now);
        return new NetworkInterface(
                "app", name, index, MacAddress.local(1, index), 1500, host, network.work);
    }

    @Test
    void loopbackDeliversWhatItsHostSends() {
        new Loopback(network, 0, 1, nic);
        assertThat(nic.isLoopback()).isTrue();
        assertThat(nic.hasCarrier()).isTrue();
        Packet packet = datagram(1, 100);
        nic.transmit(packet, 0);
        assertThat(received).isEmpty();
        network.drain();
        assertThat(received).containsExactly(packet);
        assertThat(nic.sentPackets()).isEqualTo(1);
        assertThat(nic.receivedOctets()).isEqualTo(100);
    }

    @Test
    void aCableIsPointToPoint() {
        TestEnd peer = new TestEnd("peer");
        Cable cable = network.cable(nic, peer);
        assertThat(nic.needsNeighbor()).isFalse();
        nic.transmit(datagram(1, 100), 0);
        network.drain();
        assertThat(peer.numbers()).containsExactly(1);
        cable.from(peer).transmit(datagram(2, 100), 0, network.work);
        network.drain();
        assertThat(received).hasSize(1);
    }

    @Test
    void behindASwitchItTakesItsOwnFramesAndGroupsOnly() {
        Switch bridge = new Switch("s");
        TestEnd peer = new TestEnd("peer");
        network.cable(nic, bridge.port());
        Cable peers = network.cable(peer, bridge.port());
        assertThat(nic.needsNeighbor()).isTrue();
        long[] destinations = {nic.mac(), MacAddress.BROADCAST, MacAddress.local(9, 9)};
        for (int i = 0; i < destinations.length; i++) {
            Packet packet = datagram(i, 100);
            packet.frame(MacAddress.local(2, 1), destinations[i]);
            peers.from(peer).transmit(packet, 0, network.work);
        }
        network.drain();
        assertThat(received.stream().map(Packet::identification)).containsExactly(0, 1);
        assertThat(nic.otherHostPackets()).isEqualTo(1);
    }

    @Test
    void switchedOffItNeitherSendsNorReceives() {
        TestEnd peer = new TestEnd("peer");
        Cable cable = network.cable(nic, peer);
        nic.up(false);
        nic.transmit(datagram(1, 100), 0);
        cable.from(peer).transmit(datagram(2, 100), 0, network.work);
        network.drain();
        assertThat(peer.packets).isEmpty();
        assertThat(received).isEmpty();
        assertThat(nic.sendDrops()).isEqualTo(1);
    }

    @Test
    void aCutCableTakesTheCarrierAway() {
        Cable cable = network.cable(nic, new TestEnd("peer"));
        cable.up(false);
        assertThat(nic.hasCarrier()).isFalse();
        assertThat(nic.isUp()).isTrue();
        cable.up(true);
        assertThat(nic.hasCarrier()).isTrue();
    }

    @Test
    void holdsItsAddressesInOrder() {
        Prefix first = Prefix.of("10.0.0.1/24");
        Prefix second = Prefix.of("fd00::1/64");
        nic.add(first);
        nic.add(second);
        assertThat(nic.addresses()).containsExactly(first, second);
        assertThat(nic.remove(first)).isTrue();
        assertThat(nic.remove(first)).isFalse();
        assertThat(nic.addresses()).containsExactly(second);
    }

    @Test
    void takesOneCable() {
        network.cable(nic, new TestEnd("peer"));
        assertThatThrownBy(() -> network.cable(nic, new TestEnd("other")))
                .hasMessageContaining("app:eth0 is plugged into");
        assertThatThrownBy(() -> nic.mtu(60)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tapsSeeAPacketLeaveAndArrive() {
        TestEnd peer = new TestEnd("peer");
        Cable cable = network.cable(nic, peer);
        List<String> seen = new ArrayList<>();
        cable.add((way, packet, now, verdict) -> seen.add(way + " " + verdict + "@" + now));
        cable.netem(Netem.parse("delay 1ms"));
        cable.from(peer).transmit(datagram(1, 100), 0, network.work);
        network.run();
        assertThat(seen).containsExactly("peer→app:eth0 SENT@0", "peer→app:eth0 DELIVERED@1000000");
    }

    @Test
    void checksumsAreComputedAtOneEndAndVerifiedAtTheOther() {
        NetworkInterface peer = nic("eth1", 2);
        Cable cable = network.cable(nic, peer);
        nic.transmit(datagram(1, 101), 0);
        network.drain();
        assertThat(received.getLast().checksum()).isEqualTo(Packet.OFFLOADED);

        cable.checksums(true);
        nic.transmit(datagram(2, 101), 0);
        network.drain();
        Packet right = received.getLast();
        byte[] octets = PacketCodec.encode(datagram(2, 101));
        assertThat(right.checksum()).isEqualTo((octets[26] & 0xff) << 8 | (octets[27] & 0xff));
        assertThat(right.integrity()).isEqualTo(Integrity.SOUND);

        Packet wrong = datagram(3, 101);
        wrong.checksum(0x1234);
        nic.transmit(wrong, 0);
        network.drain();
        assertThat(received.getLast().integrity()).isEqualTo(Integrity.BAD_CHECKSUM);
    }

    @Test
    void aSuperSegmentHasOneChecksumOverAllOfIt() {
        Cable cable = network.cable(nic, nic("eth1", 2));
        cable.checksums(true);
        nic.transmit(TestNetwork.segment(1, 10_001, 1000), 0);
        network.drain();
        Packet right = received.getLast();
        assertThat(right.payloadLength()).isEqualTo(10_001);
        assertThat(right.checksum()).isNotEqualTo(Packet.OFFLOADED);
        assertThat(right.integrity()).isEqualTo(Integrity.SOUND);

        Packet wrong = TestNetwork.segment(2, 10_001, 1000);
        wrong.checksum(right.checksum());
        nic.transmit(wrong, 0);
        network.drain();
        assertThat(received.getLast().integrity()).isEqualTo(Integrity.BAD_CHECKSUM);
    }
}
