package io.jackfield.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.ip.route.Route;
import io.jackfield.link.Cable;
import io.jackfield.link.Tap;
import io.jackfield.link.Verdict;
import io.jackfield.observe.Counter;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class IpOutputTest {
    private final SmallWorld world = new SmallWorld();
    private final SmallHost a = world.host("a");
    private final SmallHost b = world.host("b");
    private final Cable cable =
            world.cable(a, "10.0.0.1/24 fd00::1/64", b, "10.0.0.2/24 fd00::2/64");
    private final List<Packet> sent = new ArrayList<>();

    private final Tap tap =
            (_, packet, _, verdict) -> {
                if (verdict == Verdict.SENT) {
                    sent.add(packet.copy());
                }
            };

    IpOutputTest() {
        cable.forth().add(tap);
    }

    /** LINUX: ip(7), IP_MTU_DISCOVER; the path has 1400 octets, the interface 1500. */
    @ParameterizedTest
    @CsvSource({
        "DONT, 1000, false, 1",
        "DONT, 1440, false, 2",
        "WANT, 1000, true, 1",
        "WANT, 1440, false, 2",
        "DO, 1000, true, 1",
        "DO, 1440, true, 0",
        "PROBE, 1440, true, 1",
        "PROBE, 1480, true, 0",
        "INTERFACE, 1440, false, 1",
        "INTERFACE, 1480, false, 0",
        "OMIT, 1440, false, 1",
        "OMIT, 1480, false, 2",
    })
    void pathMtuDiscoverySaysWhetherToSetDfAndWhetherToFragment(
            PathMtuDiscovery discovery, int octets, boolean dontFragment, int packets) {
        a.ip.pathMtu(IpAddress.of("10.0.0.2"), 1400, 0);
        int result = a.send(a.datagram("10.0.0.2", octets), discovery);
        world.settle();
        assertThat(result).isEqualTo(packets == 0 ? Errno.EMSGSIZE.result() : 0);
        assertThat(b.udp.arrived).hasSize(packets == 0 ? 0 : 1);
        assertThat(a.count(Counter.IP_FRAG_CREATES)).isEqualTo(packets == 2 ? 2 : 0);
        if (packets == 1) {
            assertThat(sent.getFirst().dontFragment()).isEqualTo(dontFragment);
        }
    }

    @Test
    void whatMayBeFragmentedHasANumberOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            a.send(a.datagram("10.0.0.2", 10), PathMtuDiscovery.DONT);
        }
        a.send(a.datagram("10.0.0.2", 10), PathMtuDiscovery.WANT);
        world.settle();
        List<Integer> ids = sent.stream().map(Packet::identification).distinct().toList();
        assertThat(ids).hasSize(4).last().isEqualTo(0); // RFC 6864: atomic, needs none
    }

    @Test
    void aSegmentThatIsSuperIsCutBeforeItIsFragmented() {
        Segment segment = new Segment(IpAddress.of("10.0.0.1"), 1, IpAddress.of("10.0.0.2"), 80);
        Slab slab = Slab.of(new byte[Slab.LARGE]);
        segment.append(slab, 0, 4380);
        segment.segmentSize(1460);
        Route route = a.to("10.0.0.2");
        a.ip.pathMtu(route.destination(), 1400, 0);
        assertThat(a.ip.send(segment, route, 0)).isZero();
        world.settle();
        assertThat(b.tcp.payloads).hasSize(3).allMatch(octets -> octets.length == 1460);
        assertThat(sent).hasSize(6).allMatch(packet -> packet instanceof Fragment);
    }

    @Test
    void aSuperSegmentWhosePiecesFitGoesWhole() {
        Segment segment = new Segment(IpAddress.of("10.0.0.1"), 1, IpAddress.of("10.0.0.2"), 80);
        segment.append(Slab.of(new byte[Slab.LARGE]), 0, Slab.LARGE);
        segment.segmentSize(1460);
        segment.dontFragment(true);
        cable.forth().remove(tap); // a link without taps does not cut either
        assertThat(a.ip.send(segment, a.to("10.0.0.2"), 0)).isZero();
        world.settle();
        assertThat(b.tcp.payloads).hasSize(1);
        assertThat(a.count(Counter.IP_OUT_REQUESTS)).isEqualTo(1);
    }

    @Test
    void aGroupIsHeardByWhoeverJoinedTheSenderIncluded() {
        for (String group : List.of("239.1.1.1", "ff02::99")) {
            IpAddress address = IpAddress.of(group);
            b.ip.groups().join(b.eth(0), address);
            Route route =
                    Objects.requireNonNull(
                            a.ip.route(address, SmallHost.any(address), a.eth(0).index()));
            a.ip.send(datagram(route), route, PathMtuDiscovery.WANT, true, 0);
            world.settle();
            assertThat(a.udp.arrived).isEmpty();
            a.ip.groups().join(a.eth(0), address);
            a.ip.send(datagram(route), route, PathMtuDiscovery.WANT, true, 0);
            a.ip.send(datagram(route), route, PathMtuDiscovery.WANT, false, 0);
            world.settle();
            assertThat(a.udp.arrived).hasSize(1);
            assertThat(a.udp.interfaces).containsExactly(a.eth(0)); // as if over that interface
            assertThat(b.udp.arrived).hasSize(3);
            a.udp.arrived.clear();
            a.udp.interfaces.clear();
            b.udp.arrived.clear();
        }
    }

    private static Datagram datagram(Route route) {
        return new Datagram(route.source(), 1, route.destination(), 2);
    }

    @Test
    void aGroupOfInterfaceScopeIsHeardHereAndNotSent() { // RFC 4291 §2.7
        IpAddress group = IpAddress.of("ff01::101");
        a.ip.groups().join(a.eth(0), group);
        Route route = Objects.requireNonNull(a.ip.route(group, IpAddress.ANY6, a.eth(0).index()));
        assertThat(a.ip.send(datagram(route), route, PathMtuDiscovery.WANT, true, 0)).isZero();
        world.settle();
        assertThat(a.udp.arrived).hasSize(1);
        assertThat(a.udp.interfaces).containsExactly(a.eth(0));
        assertThat(sent).isEmpty();
    }

    @Test
    void aGroupWithHopLimitZeroStaysOnTheHost() {
        IpAddress group = IpAddress.of("239.1.1.1");
        a.ip.groups().join(a.eth(0), group);
        b.ip.groups().join(b.eth(0), group);
        Route route = Objects.requireNonNull(a.ip.route(group, IpAddress.ANY4, a.eth(0).index()));
        Datagram datagram = datagram(route);
        datagram.hopLimit(0);
        a.ip.send(datagram, route, PathMtuDiscovery.WANT, true, 0);
        world.settle();
        assertThat(a.udp.arrived).hasSize(1);
        assertThat(b.udp.arrived).isEmpty();
    }

    @Test
    void aBroadcastReachesAllAndTheSender() {
        Route route = a.to("10.0.0.255");
        a.ip.send(datagram(route), route, 0);
        world.settle();
        assertThat(a.udp.arrived).hasSize(1);
        assertThat(b.udp.arrived).hasSize(1);
    }

    @Test
    void aRouteOverAnInterfaceThatWentDownIsNoRoute() {
        Route route = a.to("10.0.0.2");
        a.eth(0).up(false);
        assertThat(a.ip.send(datagram(route), route, 0)).isEqualTo(Errno.ENETUNREACH.result());
        assertThat(a.count(Counter.IP_OUT_NO_ROUTES)).isEqualTo(1);
    }

    @Test
    void linkLocalAddressesAreThereUnasked() {
        String ofB = b.eth(0).addresses().getFirst().address().toString();
        assertThat(ofB).isEqualTo("fe80::ff:fe02:2"); // RFC 4291 appendix A
        a.send(ofB, 10);
        world.settle();
        assertThat(b.udp.arrived).hasSize(1);
        assertThat(b.udp.arrived.getFirst()).contains("fe80::");
    }
}
