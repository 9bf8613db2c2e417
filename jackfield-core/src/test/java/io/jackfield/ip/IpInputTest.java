package io.jackfield.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.ip.route.Route;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Observation;
import io.jackfield.observe.Observatory;
import io.jackfield.observe.Setting;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.RawPacket;
import io.jackfield.wire.PacketCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

class IpInputTest {
    private final SmallWorld world = new SmallWorld();
    private final SmallHost a = world.host("a");
    private final SmallHost b = world.host("b");

    IpInputTest() {
        world.cable(a, "10.0.0.1/24 fd00::1/64", b, "10.0.0.2/24 fd00::2/64");
    }

    private void arrives(String source, String destination) {
        Datagram datagram = new Datagram(IpAddress.of(source), 1, IpAddress.of(destination), 2);
        b.ip.receive(b.eth(0), datagram, world.nowNanos());
        world.settle();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.2",
        "10.0.0.1, 10.0.0.255",
        "10.0.0.1, 255.255.255.255",
        "0.0.0.0, 255.255.255.255",
        "10.0.0.1, 224.0.0.1",
        "192.0.2.9, 10.0.0.2",
        "fd00::1, fd00::2",
        "fe80::1, ff02::1",
        "fd00::1, ff02::1:ff00:2",
    })
    void takesWhatIsForIt(String source, String destination) {
        arrives(source, destination);
        arrives(source, destination);
        assertThat(b.udp.arrived).hasSize(2);
    }

    /** Linux 6.18 drops these under these counters; IPv4's martians it does not count. */
    @ParameterizedTest
    @CsvSource({
        "224.0.0.1, 10.0.0.2, IP_MARTIANS",
        "255.255.255.255, 10.0.0.2, IP_MARTIANS",
        "127.0.0.1, 10.0.0.2, IP_MARTIANS",
        "10.0.0.1, 127.0.0.1, IP_MARTIANS",
        "10.0.0.1, 0.0.0.0, IP_MARTIANS",
        "0.0.0.0, 10.0.0.2, IP_MARTIANS",
        "10.0.0.2, 10.0.0.2, IP_MARTIANS",
        "10.0.0.1, 192.0.2.1, IP_IN_ADDR_ERRORS",
        "ff02::1, fd00::2, IP6_IN_HDR_ERRORS",
        "::1, fd00::2, IP6_IN_HDR_ERRORS",
        "fd00::1, ::1, IP6_IN_HDR_ERRORS",
        "fd00::1, ff01::1, IP6_IN_HDR_ERRORS",
        "fd00::1, ff00::1, IP6_IN_HDR_ERRORS",
        "fd00::1, ::, IP6_IN_ADDR_ERRORS",
        "fd00::1, 2001:db8::99, IP6_IN_ADDR_ERRORS",
    })
    void dropsMartians(String source, String destination, Counter why) {
        arrives(source, destination);
        assertThat(b.udp.arrived).isEmpty();
        assertThat(b.count(why)).isEqualTo(1);
        Counter all = source.contains(":") ? Counter.IP6_IN_RECEIVES : Counter.IP_IN_RECEIVES;
        assertThat(b.count(all)).isEqualTo(1);
    }

    @Test
    void aGroupNobodyJoinedIsNotHeard() {
        arrives("10.0.0.1", "239.1.2.3");
        assertThat(b.udp.arrived).isEmpty();
        b.ip.groups().join(b.eth(0), IpAddress.of("239.1.2.3"));
        arrives("10.0.0.1", "239.1.2.3");
        assertThat(b.udp.arrived).hasSize(1);
        assertThat(b.ip.groups().leave(b.eth(0), IpAddress.of("239.1.2.3"))).isTrue();
        assertThat(b.ip.groups().leave(b.eth(0), IpAddress.of("239.1.2.3"))).isFalse();
        arrives("10.0.0.1", "239.1.2.3");
        assertThat(b.udp.arrived).hasSize(1);
    }

    @Test
    void damageIsCountedByItsKindAndTheTransportsOwnIsHandedUp() {
        for (Integrity found : Integrity.values()) {
            RawPacket packet =
                    new RawPacket(IpAddress.of("10.0.0.1"), IpAddress.of("10.0.0.2"), 17);
            packet.integrity(found);
            b.ip.receive(b.eth(0), packet, 0);
        }
        b.ip.receive(b.eth(0), new MalformedPacket(false, Integrity.TRUNCATED), 0);
        assertThat(b.udp.arrived).hasSize(3);
        assertThat(b.count(Counter.IP_IN_HDR_ERRORS)).isEqualTo(2);
        assertThat(b.count(Counter.IP_IN_TRUNCATED_PKTS)).isEqualTo(1);
        assertThat(b.count(Counter.IP6_IN_TRUNCATED_PKTS)).isEqualTo(1);
        assertThat(b.count(Counter.IP_IN_DELIVERS)).isEqualTo(3);
    }

    @Test
    void anAddressTakenAwayIsNoLongerForThisHostThoughTheFlowWasKnown() {
        arrives("10.0.0.1", "10.0.0.2");
        b.ip.removeAddress(b.eth(0), Prefix.of("10.0.0.2/24"));
        arrives("10.0.0.1", "10.0.0.2");
        assertThat(b.udp.arrived).hasSize(1);
    }

    @Test
    void anyInterfaceTakesPacketsForAnyOwnAddress() { // RFC 1122 §3.3.4.2, the weak model
        b.ip.addAddress(b.lo, Prefix.of("10.9.9.9/32"));
        arrives("10.0.0.1", "10.9.9.9");
        assertThat(b.udp.arrived).hasSize(1);
    }

    @Test
    void theReversePathIsCheckedWhenAskedFor() {
        SmallHost c = world.host("c");
        world.cable(b, "10.0.7.1/24", c, "10.0.7.2/24");
        b.settings.set(Setting.RP_FILTER, 1);
        arrives("10.0.0.1", "10.0.0.2");
        arrives("10.0.7.2", "10.0.0.2");
        arrives("192.0.2.1", "10.0.0.2");
        assertThat(b.udp.arrived).hasSize(1);
        b.settings.set(Setting.RP_FILTER, 2);
        arrives("10.0.7.2", "10.0.0.2");
        arrives("192.0.2.1", "10.0.0.2");
        assertThat(b.udp.arrived).hasSize(2);
        b.ip.routes().add(RouteEntry.onLink(Prefix.of("192.0.2.0/24"), b.eth(0)));
        arrives("192.0.2.1", "10.0.0.2");
        assertThat(b.udp.arrived).hasSize(3);
    }

    @Test
    void rawSocketsSeeWhatIsDeliveredAndSpareAnUnknownProtocolItsError() {
        b.ip.deliverRaw((packet, _, _) -> packet.protocol() == 99);
        for (int protocol : new int[] {99, 98}) {
            RawPacket packet =
                    new RawPacket(IpAddress.of("10.0.0.1"), IpAddress.of("10.0.0.2"), protocol);
            b.ip.receive(b.eth(0), packet, 0);
        }
        assertThat(b.count(Counter.IP_IN_UNKNOWN_PROTOS)).isEqualTo(1);
        assertThat(b.count(Counter.IP_IN_DELIVERS)).isEqualTo(1);
    }

    @Test
    void whoeverListensSeesWhatIsDroppedAndWhy() {
        List<Observation> seen = new ArrayList<>();
        Observatory observatory = new Observatory();
        b.ip.observeTo(observatory);
        arrives("10.0.0.1", "0.0.0.0");
        observatory.add(seen::add);
        arrives("10.0.0.1", "192.0.2.1");
        assertThat(seen)
                .containsExactly(
                        new Observation.Dropped(
                                0,
                                Counter.IP_IN_ADDR_ERRORS,
                                "IP 10.0.0.1.1 > 192.0.2.1.2: UDP, length 0"));
    }

    @Test
    void noSlabIsLeftBehindWhateverBecomesOfPackets() {
        SlabPool pool = new SlabPool();
        SmallHost far = world.router("far");
        world.cable(b, "10.0.5.1/24", far, "10.0.5.2/24", 600);
        b.forward();
        a.defaultRoute("10.0.0.2");
        String[] destinations = {
            "10.0.0.2", "10.0.5.2", "10.0.5.9", "192.0.2.1", "10.0.0.255", "127.0.0.1", "10.0.0.1"
        };
        for (String destination : destinations) {
            for (PathMtuDiscovery discovery : PathMtuDiscovery.values()) {
                for (int hops = 1; hops <= 2; hops++) {
                    Route route = a.to(destination);
                    Datagram datagram = new Datagram(route.source(), 1, route.destination(), 2);
                    Slab slab = pool.allocate(Slab.LARGE);
                    datagram.append(slab, 0, 1400 * hops);
                    slab.release();
                    datagram.hopLimit(hops);
                    a.send(datagram, discovery);
                    world.settle();
                }
            }
        }
        world.runFor(60 * SmallWorld.SECOND);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void octetsWithoutMeaningHurtNobody() {
        PacketCodec codec = new PacketCodec();
        b.settings.set(Setting.IP_FORWARD, 1);
        b.settings.set(Setting.IPV6_FORWARDING, 1);
        b.defaultRoute("10.0.0.1");
        b.defaultRoute("fd00::1");
        Forall.seeds(2000, draws -> mutate(codec, draws));
        world.runFor(100 * SmallWorld.SECOND);
        assertThat(b.ip.fragments().size()).isZero();
        assertThat(b.count(Counter.IP_IN_RECEIVES) + b.count(Counter.IP6_IN_RECEIVES))
                .isGreaterThanOrEqualTo(2000);
    }

    private void mutate(PacketCodec codec, Draws draws) {
        boolean v4 = draws.oneIn(2);
        Datagram sound = a.datagram(v4 ? "10.0.0.2" : "fd00::2", draws.below(100));
        byte[] octets = PacketCodec.encode(sound);
        for (int i = draws.below(6); i >= 0; i--) {
            octets[draws.below(octets.length)] = (byte) draws.below(256);
        }
        if (v4) { // so that more than the checksum is tried
            octets[10] = 0;
            octets[11] = 0;
            int sum = 0;
            for (int i = 0; i < 20; i += 2) {
                sum += (octets[i] & 0xff) << 8 | octets[i + 1] & 0xff;
            }
            sum = ~((sum & 0xffff) + (sum >>> 16));
            octets[10] = (byte) (sum >>> 8);
            octets[11] = (byte) sum;
        }
        b.ip.receive(b.eth(0), codec.decode(octets, 0, octets.length), world.nowNanos());
        world.settle();
    }
}
