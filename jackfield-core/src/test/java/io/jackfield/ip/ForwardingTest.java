package io.jackfield.ip;

import static io.jackfield.ip.SmallWorld.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.ip.IcmpError.Kind;
import io.jackfield.link.Cable;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Datagram;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

/** a — r1 — r2 — b, both families on each cable; the middle one is narrow. */
class ForwardingTest {
    private final SmallWorld world = new SmallWorld();
    private final SmallHost a = world.host("a");
    private final SmallHost r1 = world.router("r1");
    private final SmallHost r2 = world.router("r2");
    private final SmallHost b = world.host("b");
    private final Cable left =
            world.cable(a, "10.0.1.2/24 fd00:1::2/64", r1, "10.0.1.1/24 fd00:1::1/64");
    private final Cable middle =
            world.cable(r1, "10.0.2.1/24 fd00:2::1/64", r2, "10.0.2.2/24 fd00:2::2/64", 1400);
    private final Cable right =
            world.cable(r2, "10.0.3.1/24 fd00:3::1/64", b, "10.0.3.2/24 fd00:3::2/64");

    @BeforeEach
    void routes() {
        a.defaultRoute("10.0.1.1");
        a.defaultRoute("fd00:1::1");
        b.defaultRoute("10.0.3.1");
        b.defaultRoute("fd00:3::1");
        r1.route("10.0.3.0/24", "10.0.2.2");
        r1.route("fd00:3::/64", "fd00:2::2");
        r2.route("10.0.1.0/24", "10.0.2.1");
        r2.route("fd00:1::/64", "fd00:2::1");
    }

    @Test
    void aDatagramCrossesTwoRoutersAndLosesTwoHops() {
        assertThat(a.send("10.0.3.2", 100)).isZero();
        assertThat(a.send("fd00:3::2", 100)).isZero();
        world.settle();
        assertThat(b.udp.payloads).containsExactly(SmallHost.pattern(100), SmallHost.pattern(100));
        assertThat(b.udp.hopLimits).containsExactly(62, 62);
        assertThat(r1.count(Counter.IP_FORW_DATAGRAMS)).isEqualTo(1);
        assertThat(r2.count(Counter.IP6_OUT_FORW_DATAGRAMS)).isEqualTo(1);
    }

    @Test
    void aRouterPassesOnAChangedCopyAndLeavesThePacketAsItWas() {
        Datagram sent = a.datagram("10.0.3.2", 10);
        sent.slab(0).retain();
        a.send(sent, PathMtuDiscovery.WANT);
        world.settle();
        assertThat(sent.hopLimit()).isEqualTo(64);
        assertThat(b.udp.hopLimits).containsExactly(62);
    }

    @Test
    void theLastHopTellsTheSenderThatTheHopLimitRanOut() {
        for (String destination : List.of("10.0.3.2", "fd00:3::2")) {
            Datagram datagram = a.datagram(destination, 10);
            datagram.hopLimit(2);
            a.send(datagram, PathMtuDiscovery.WANT);
        }
        world.settle();
        assertThat(b.udp.arrived).isEmpty();
        assertThat(a.udp.errors).extracting(IcmpError::kind).containsOnly(Kind.TIME_EXCEEDED);
        assertThat(a.udp.errors)
                .extracting(error -> error.offender().toString())
                .containsExactly("10.0.2.2", "fd00:2::2");
        assertThat(a.udp.errors)
                .extracting(IcmpError::errno)
                .containsOnly(Errno.EHOSTUNREACH.number());
        assertThat(a.udp.quoted.get(0)).startsWith("IP 10.0.1.2.1000 > 10.0.3.2.2000: UDP");
    }

    @Test
    void whereThereIsNoRouteTheNetIsUnreachable() {
        a.send("10.9.9.9", 10);
        a.send("fd99::9", 10);
        world.settle();
        assertThat(a.udp.errors)
                .extracting(IcmpError::errno)
                .containsExactly(Errno.ENETUNREACH.number(), Errno.ENETUNREACH.number());
        assertThat(r1.count(Counter.IP_IN_NO_ROUTES)).isEqualTo(1);
        assertThat(r1.count(Counter.IP6_IN_NO_ROUTES)).isEqualTo(1);
    }

    @Test
    void aPacketTooBigForTheMiddleIsReportedWithTheMtuAndThePathIsNarrowerFromThenOn() {
        for (String destination : List.of("10.0.3.2", "fd00:3::2")) {
            a.udp.errors.clear();
            assertThat(a.send(a.datagram(destination, 1440), PathMtuDiscovery.DO)).isZero();
            world.settle();
            IcmpError error = a.udp.errors.getFirst();
            assertThat(error.kind()).isEqualTo(Kind.PACKET_TOO_BIG);
            assertThat(error.mtu()).isEqualTo(1400);
            var held = a.to(destination);
            assertThat(a.ip.pathMtu(held.destination(), error.mtu(), world.nowNanos())).isTrue();
            assertThat(held.mtu()).isEqualTo(1400);
            assertThat(held.isValid()).isTrue();
            int refused = a.send(a.datagram(destination, 1440), PathMtuDiscovery.DO);
            assertThat(refused).isEqualTo(Errno.EMSGSIZE.result());
            world.runFor(601 * SECOND);
            assertThat(held.mtu()).isEqualTo(1500);
        }
        assertThat(b.udp.arrived).isEmpty();
    }

    @Test
    void withoutDfTheRouterFragmentsAndTheReceiverPutsTogether() {
        List<String> seen = world.capture(middle);
        a.send(a.datagram("10.0.3.2", 1472), PathMtuDiscovery.DONT);
        world.settle();
        assertThat(seen).hasSize(2);
        assertThat(b.udp.payloads).containsExactly(SmallHost.pattern(1472));
        assertThat(r1.count(Counter.IP_FRAG_OKS)).isEqualTo(1);
        assertThat(r1.count(Counter.IP_FRAG_CREATES)).isEqualTo(2);
        assertThat(b.count(Counter.IP_REASM_OKS)).isEqualTo(1);
    }

    @Test
    void aFragmentTooBigForTheMiddleIsCutAgain() {
        List<String> seen = world.capture(middle);
        a.send(a.datagram("10.0.3.2", 3000), PathMtuDiscovery.DONT);
        world.settle();
        assertThat(seen).hasSize(5);
        assertThat(b.udp.payloads).containsExactly(SmallHost.pattern(3000));
    }

    @Test
    void ipv6IsFragmentedByItsSourceOnly() {
        a.send(a.datagram("fd00:3::2", 1440), PathMtuDiscovery.WANT);
        world.settle();
        assertThat(b.udp.arrived).isEmpty();
        a.ip.pathMtu(a.to("fd00:3::2").destination(), 1400, world.nowNanos());
        List<String> seen = world.capture(left);
        a.send(a.datagram("fd00:3::2", 1440), PathMtuDiscovery.WANT);
        world.settle();
        assertThat(seen).hasSize(2);
        assertThat(b.udp.payloads).containsExactly(SmallHost.pattern(1440));
    }

    @Test
    void aHostThatDoesNotForwardDropsWhatIsForOthers() {
        r1.settings.set(Setting.IP_FORWARD, 0);
        List<String> seen = world.capture(right);
        a.send("10.0.3.2", 10);
        world.settle();
        assertThat(seen).isEmpty();
        assertThat(a.udp.errors).isEmpty();
        assertThat(r1.count(Counter.IP_IN_ADDR_ERRORS)).isEqualTo(1);
    }

    @Test
    void theFarSideOfARouterIsTheRouterToo() {
        var ping = a.icmp.ping(r2.eth(1).addresses().get(1).address(), 56, null, 0);
        world.settle();
        assertThat(ping.isAnswered()).isTrue();
        assertThat(ping.hopLimit()).isEqualTo(63);
    }
}
