package io.jackfield.ip.neighbor;

import static io.jackfield.ip.SmallWorld.MILLISECOND;
import static io.jackfield.ip.SmallWorld.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.buffer.Slab;
import io.jackfield.ip.IcmpError;
import io.jackfield.ip.PathMtuDiscovery;
import io.jackfield.ip.SmallHost;
import io.jackfield.ip.SmallWorld;
import io.jackfield.link.Cable;
import io.jackfield.link.Switch;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class NeighborsOnASwitchTest {
    private static final List<String> B = List.of("10.0.0.2", "fd00::2");
    private static final List<String> NOBODY = List.of("10.0.0.9", "fd00::9");

    private final SmallWorld world = new SmallWorld();
    private final Switch bridge = new Switch("s");
    private final SmallHost a = world.host("a");
    private final SmallHost b = world.host("b");
    private final SmallHost c = world.host("c");
    private final Cable toA = world.plug(a, "10.0.0.1/24 fd00::1/64", bridge);
    private final Cable toB = world.plug(b, "10.0.0.2/24 fd00::2/64", bridge);

    @BeforeEach
    void third() {
        world.plug(c, "10.0.0.3/24 fd00::3/64", bridge);
    }

    private Neighbor neighbor(SmallHost host, String address) {
        return Objects.requireNonNull(
                host.ip.neighbors().find(host.eth(0), IpAddress.of(address), world.nowNanos()),
                address);
    }

    private NeighborState state(SmallHost host, String address) {
        return neighbor(host, address).state();
    }

    @Test
    void theFirstPacketWaitsForTheAddressAndOthersDoNot() {
        for (String address : B) {
            List<String> seen = world.capture(toA);
            a.send(address, 10);
            assertThat(state(a, address)).isEqualTo(NeighborState.INCOMPLETE);
            assertThat(neighbor(a, address).waiting()).isEqualTo(1);
            world.settle();
            assertThat(state(a, address)).isEqualTo(NeighborState.REACHABLE);
            assertThat(neighbor(a, address).mac()).isEqualTo(b.eth(0).mac());
            assertThat(seen).hasSize(3); // question, answer, datagram
            a.send(address, 10);
            world.settle();
            assertThat(seen).hasSize(4);
        }
        assertThat(b.udp.arrived).hasSize(4);
    }

    @Test
    void whoIsAskedLearnsWhoAsks() {
        for (String address : B) {
            a.send(address, 10);
        }
        world.settle();
        assertThat(state(b, "10.0.0.1")).isEqualTo(NeighborState.STALE);
        assertThat(state(b, "fd00::1")).isEqualTo(NeighborState.STALE);
        assertThat(c.ip.neighbors().entries(world.nowNanos())).isEmpty();
    }

    @Test
    void whomNobodyAnswersForIsUnreachableAfterThreeSeconds() {
        for (String address : NOBODY) {
            a.udp.errors.clear();
            List<String> seen = world.capture(toA);
            a.send(address, 10);
            a.send(address, 20);
            world.runFor(2999 * MILLISECOND);
            assertThat(seen).hasSize(3);
            assertThat(a.udp.errors).isEmpty();
            world.runFor(MILLISECOND);
            assertThat(a.udp.errors)
                    .extracting(IcmpError::errno)
                    .containsExactly(Errno.EHOSTUNREACH.number(), Errno.EHOSTUNREACH.number());
            assertThat(state(a, address)).isEqualTo(NeighborState.FAILED);
            assertThat(seen).hasSize(3);
        }
    }

    @Test
    void aFailedNeighborIsAskedForAnewByTheNextPacket() {
        toB.up(false);
        for (String address : B) {
            a.send(address, 10);
        }
        world.runFor(4 * SECOND);
        toB.up(true);
        for (String address : B) {
            a.send(address, 10);
        }
        world.settle();
        assertThat(b.udp.arrived).hasSize(2);
    }

    @Test
    void noMorePacketsWaitThanLinuxLets() {
        for (int i = 0; i < 150; i++) {
            a.send("10.0.0.9", 10);
        }
        assertThat(neighbor(a, "10.0.0.9").waiting()).isEqualTo(101);
    }

    @Test
    void anIdleNeighborGoesStaleAndIsCheckedWhenItIsUsedAgain() {
        for (String address : B) {
            a.send(address, 10);
            world.runFor(50 * SECOND);
            assertThat(state(a, address)).isEqualTo(NeighborState.STALE);
            List<String> seen = world.capture(toA);
            a.send(address, 10);
            assertThat(state(a, address)).isEqualTo(NeighborState.DELAY);
            world.runFor(4999 * MILLISECOND);
            assertThat(seen).hasSize(1);
            world.runFor(MILLISECOND);
            assertThat(state(a, address)).isEqualTo(NeighborState.REACHABLE);
            assertThat(seen).hasSize(3); // the datagram, a question to b alone, its answer
        }
        assertThat(c.count(Counter.ICMP6_IN_NEIGHBOR_SOLICITS)).isZero();
    }

    @Test
    void whoHasNeverAnsweredIsCheckedFromTheBeginningOfTheWorldOn() { // RFC 4861 §7.3.3
        B.forEach(address -> a.send(address, 10));
        world.settle();
        assertThat(world.nowNanos()).isZero();
        List<String> seen = world.capture(toB);
        b.send("10.0.0.1", 10);
        b.send("fd00::1", 10);
        world.runFor(5 * SECOND);
        assertThat(seen).hasSize(6); // of each family the datagram, a question, its answer
    }

    @Test
    void progressOfAnUpperLayerSparesTheQuestion() { // RFC 4861 §7.3.1
        for (String address : B) {
            a.send(address, 10);
            world.runFor(50 * SECOND);
            a.send(address, 10);
            world.runFor(SECOND);
            a.ip.confirm(a.to(address), world.nowNanos());
            List<String> seen = world.capture(toA);
            world.runFor(5 * SECOND);
            assertThat(state(a, address)).isEqualTo(NeighborState.REACHABLE);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void aNeighborThatWentAwayFailsAfterItsProbes() {
        for (String address : B) {
            a.send(address, 10);
        }
        world.runFor(50 * SECOND);
        toB.up(false);
        for (String address : B) {
            a.send(address, 10);
        }
        world.runFor(7 * SECOND);
        assertThat(B).allSatisfy(it -> assertThat(state(a, it)).isEqualTo(NeighborState.PROBE));
        world.runFor(2 * SECOND);
        assertThat(B).allSatisfy(it -> assertThat(state(a, it)).isEqualTo(NeighborState.FAILED));
    }

    @Test
    void aPermanentEntryIsNeverAskedFor() {
        List<String> seen = world.capture(toA);
        IpAddress address = IpAddress.of("10.0.0.2");
        a.ip.neighbors().setPermanent(a.eth(0), address, b.eth(0).mac(), 0);
        a.send("10.0.0.2", 10);
        world.runFor(100 * SECOND);
        assertThat(seen).hasSize(1);
        assertThat(b.udp.arrived).hasSize(1);
    }

    @Test
    void aFullTableMakesRoomByForgettingWhoIsIdle() {
        a.settings.set(Setting.NEIGH_GC_THRESH3, 2);
        a.send("10.0.0.2", 10);
        a.send("10.0.0.3", 10);
        world.settle();
        assertThat(a.send("10.0.0.4", 10)).isEqualTo(Errno.ENOBUFS.result());
        world.runFor(50 * SECOND);
        assertThat(a.send("10.0.0.4", 10)).isZero();
        assertThat(a.ip.neighbors().entries(world.nowNanos())).hasSize(2);
    }

    @Test
    void aWorldWithKnownNeighborsComesToRest() {
        for (String address : B) {
            a.send(address, 10);
        }
        world.settle();
        assertThat(a.timers.size()).isZero();
        assertThat(b.timers.size()).isZero();
    }

    @Test
    void anAddressThatMovedIsLearnedFromWhoHasItNow() { // RFC 4861 §7.2.5, RFC 826
        for (String address : B) {
            a.send(address, 10);
        }
        world.runFor(2 * SECOND);
        toB.up(false);
        c.ip.addAddress(c.eth(0), Prefix.of("10.0.0.2/24"));
        c.ip.addAddress(c.eth(0), Prefix.of("fd00::2/64"));
        c.send(c.datagramFrom("10.0.0.2", "10.0.0.1"), PathMtuDiscovery.WANT);
        world.settle();
        assertThat(neighbor(a, "10.0.0.2").mac()).isEqualTo(c.eth(0).mac());
        c.send(c.datagramFrom("fd00::2", "fd00::1"), PathMtuDiscovery.WANT);
        world.settle();
        assertThat(neighbor(a, "fd00::2").mac()).isEqualTo(c.eth(0).mac());
        assertThat(state(a, "fd00::2")).isEqualTo(NeighborState.STALE);
    }

    @Test
    void aSolicitationFromBeyondTheLinkIsInvalid() { // RFC 4861 §7.1.1
        byte[] octets = new byte[16];
        IpAddress.of("fd00::2").writeV6To(octets, 0);
        IcmpMessage question =
                new IcmpMessage(IpAddress.of("fd00::1"), IpAddress.of("fd00::2"), 135, 0, 0);
        question.append(Slab.of(octets), 0, 16);
        question.hopLimit(254);
        b.ip.receive(b.eth(0), question, 0);
        world.settle();
        assertThat(b.count(Counter.ICMP6_IN_ERRORS)).isEqualTo(1);
        assertThat(b.count(Counter.ICMP6_OUT_NEIGHBOR_ADVERTISEMENTS)).isZero();
    }
}
