package io.jackfield.ip.route;

import static io.jackfield.ip.SmallWorld.SECOND;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.ip.SmallHost;
import io.jackfield.ip.SmallWorld;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class RouteTableTest {
    private final SmallWorld world = new SmallWorld();
    private final SmallHost host = world.host("h");
    private final SmallHost one = world.host("one");
    private final SmallHost two = world.host("two");
    private final RouteTable routes = host.ip.routes();
    private final NetworkInterface eth0;
    private final NetworkInterface eth1;

    RouteTableTest() {
        world.cable(host, "10.0.1.1/24 fd00:1::1/64", one, "10.0.1.2/24 fd00:1::2/64");
        world.cable(host, "10.0.2.1/24 fd00:2::1/64", two, "10.0.2.2/24 fd00:2::2/64");
        eth0 = host.eth(0);
        eth1 = host.eth(1);
    }

    private @Nullable Route find(String destination, int boundIndex) {
        IpAddress address = IpAddress.of(destination);
        return host.ip.route(address, address.isV4() ? IpAddress.ANY4 : IpAddress.ANY6, boundIndex);
    }

    private String text(String destination) {
        return Objects.toString(find(destination, 0));
    }

    @Test
    void theLongestPrefixWinsThenTheLowestMetric() {
        routes.add(RouteEntry.via(Prefix.of("0.0.0.0/0"), IpAddress.of("10.0.1.2"), eth0));
        routes.add(RouteEntry.via(Prefix.of("172.16.0.0/12"), IpAddress.of("10.0.2.2"), eth1));
        routes.add(
                new RouteEntry(
                        RouteKind.UNICAST, Prefix.of("172.16.5.0/24"), eth1, null, null, 20));
        routes.add(
                new RouteEntry(
                        RouteKind.UNICAST, Prefix.of("172.16.5.0/24"), eth0, null, null, 10));
        assertThat(text("8.8.8.8")).isEqualTo("8.8.8.8 via 10.0.1.2 dev eth0 src 10.0.1.1");
        assertThat(text("172.16.9.9")).isEqualTo("172.16.9.9 via 10.0.2.2 dev eth1 src 10.0.2.1");
        assertThat(text("172.16.5.5")).isEqualTo("172.16.5.5 dev eth0 src 10.0.1.1");
        assertThat(text("10.0.2.77")).isEqualTo("10.0.2.77 dev eth1 src 10.0.2.1");
    }

    @Test
    void thereIsNoRouteWithoutAnEntry() {
        assertThat(find("8.8.8.8", 0)).isNull();
        assertThat(find("2001:db8::1", 0)).isNull();
    }

    @Test
    void aDefaultRouteOfOneFamilyDoesNotServeTheOther() {
        host.defaultRoute("fd00:1::2");
        assertThat(find("8.8.8.8", 0)).isNull();
        assertThat(text("2001:db8::1"))
                .isEqualTo("2001:db8::1 via fd00:1::2 dev eth0 src fd00:1::1");
    }

    @Test
    void ownAddressesGoOverTheLoopbackFromThemselves() {
        assertThat(text("10.0.2.1")).isEqualTo("10.0.2.1 dev lo src 10.0.2.1");
        assertThat(text("fd00:2::1")).isEqualTo("fd00:2::1 dev lo src fd00:2::1");
        assertThat(text("127.0.0.5")).isEqualTo("127.0.0.5 dev lo src 127.0.0.1");
        assertThat(text("::1")).isEqualTo("::1 dev lo src ::1");
        assertThat(text("0.0.0.0")).isEqualTo("127.0.0.1 dev lo src 127.0.0.1");
        assertThat(text("::")).isEqualTo("::1 dev lo src ::1");
    }

    @Test
    void anAddressSaysWhatItIsToTheHost() {
        assertThat(host.ip.kind(IpAddress.of("10.0.1.255"))).isEqualTo(RouteKind.BROADCAST);
        assertThat(host.ip.kind(IpAddress.of("255.255.255.255"))).isEqualTo(RouteKind.BROADCAST);
        assertThat(host.ip.kind(IpAddress.of("224.0.0.1"))).isEqualTo(RouteKind.MULTICAST);
        assertThat(host.ip.kind(IpAddress.of("127.9.9.9"))).isEqualTo(RouteKind.LOCAL);
        assertThat(host.ip.kind(IpAddress.of("10.0.1.2"))).isEqualTo(RouteKind.UNICAST);
    }

    @Test
    void aSocketBoundToAnInterfaceUsesThatOne() {
        host.defaultRoute("10.0.1.2");
        assertThat(Objects.toString(find("8.8.8.8", eth1.index())))
                .isEqualTo("8.8.8.8 dev eth1 src 10.0.2.1"); // Linux: taken to be on the link
        assertThat(find("2001:db8::1", eth1.index())).isNull();
        assertThat(Objects.requireNonNull(find("224.0.0.9", eth1.index())).kind())
                .isEqualTo(RouteKind.MULTICAST);
    }

    @Test
    void aRouteIsValidUntilSomethingChanges() {
        Route held = host.to("10.0.1.2");
        assertThat(host.to("10.0.1.2")).isSameAs(held);
        routes.add(RouteEntry.onLink(Prefix.of("10.0.1.2/32"), eth1));
        assertThat(held.isValid()).isFalse();
        Route fresh = host.to("10.0.1.2");
        assertThat(fresh.nic()).isSameAs(eth1);
        assertThat(fresh.isValid()).isTrue();
        assertThat(routes.remove(RouteEntry.onLink(Prefix.of("10.0.1.2/32"), eth1))).isTrue();
        assertThat(fresh.isValid()).isFalse();
        assertThat(host.to("10.0.1.2").nic()).isSameAs(eth0);
    }

    @Test
    void everyQuestionGetsItsOwnAnswerHoweverManyAreAsked() {
        host.defaultRoute("10.0.1.2");
        for (int i = 0; i < 600; i++) {
            host.ip.addAddress(eth1, new Prefix(IpAddress.v4(0x0b00_0000 | i), 32));
        }
        IpAddress to = IpAddress.of("8.8.8.8");
        for (int i = 0; i < 1200; i++) {
            IpAddress own = IpAddress.v4(0x0b00_0000 | i % 600);
            Route from = Objects.requireNonNull(host.ip.route(to, own, 0));
            Route bound = Objects.requireNonNull(host.ip.route(to, own, eth1.index()));
            assertThat(from.toString()).isEqualTo("8.8.8.8 via 10.0.1.2 dev eth0 src " + own);
            assertThat(bound.toString()).isEqualTo("8.8.8.8 dev eth1 src " + own);
        }
    }

    @Test
    void anInterfaceThatIsDownCarriesNothing() {
        Route held = host.to("10.0.1.2");
        eth0.up(false);
        host.ip.interfaceChanged(eth0);
        assertThat(held.isValid()).isFalse();
        assertThat(find("10.0.1.2", 0)).isNull();
        eth0.up(true);
        host.ip.interfaceChanged(eth0);
        assertThat(host.to("10.0.1.2").nic()).isSameAs(eth0);
    }

    @Test
    void anAddressTakenAwayTakesItsRoutesAlong() {
        for (String own : List.of("10.0.1.1/24", "fd00:1::1/64")) {
            host.ip.removeAddress(eth0, Prefix.of(own));
        }
        assertThat(find("10.0.1.2", 0)).isNull();
        assertThat(find("fd00:1::2", 0)).isNull();
        assertThat(host.ip.isLocal(IpAddress.of("10.0.1.1"))).isFalse();
        assertThat(routes.entries().toString()).doesNotContain("10.0.1").doesNotContain("fd00:1");
        assertThat(host.ip.isLocal(IpAddress.of("10.0.2.1"))).isTrue();
    }

    @Test
    void tablesReadLikeIpRoute() {
        host.defaultRoute("10.0.1.2");
        assertThat(routes.entries())
                .extracting(RouteEntry::toString)
                .contains("10.0.1.0/24 dev eth0 src 10.0.1.1", "default via 10.0.1.2 dev eth0");
        assertThat(routes.localEntries())
                .extracting(RouteEntry::toString)
                .contains(
                        "local 10.0.1.1 dev eth0 src 10.0.1.1",
                        "broadcast 10.0.1.255 dev eth0 src 10.0.1.1",
                        "local 127.0.0.0/8 dev lo src 127.0.0.1");
    }

    @Test
    void theTableFindsWhatALinearSearchFinds() {
        Forall.seeds(50, this::likeLinearSearch);
    }

    private void likeLinearSearch(Draws draws) {
        PrefixTable table = new PrefixTable();
        List<RouteEntry> entries = new ArrayList<>();
        boolean v4 = draws.oneIn(2);
        for (int i = 0; i < 40; i++) {
            if (!entries.isEmpty() && draws.oneIn(5)) {
                assertThat(table.remove(entries.remove(draws.below(entries.size())))).isTrue();
            } else {
                int length = draws.below(v4 ? 33 : 129);
                Prefix prefix = new Prefix(address(draws, v4), length).network();
                if (entries.stream().noneMatch(entry -> entry.prefix().equals(prefix))) {
                    entries.add(RouteEntry.onLink(prefix, eth0));
                    table.add(entries.getLast());
                }
            }
            IpAddress wanted = address(draws, v4);
            RouteEntry best = null;
            for (RouteEntry entry : entries) {
                boolean longer = best == null || entry.prefix().length() > best.prefix().length();
                best = entry.prefix().contains(wanted) && longer ? entry : best;
            }
            assertThat(table.find(wanted, 0)).isEqualTo(best);
        }
    }

    /** Few bits differ, so that prefixes overlap. */
    private static IpAddress address(Draws draws, boolean v4) {
        int bits = draws.below(64);
        return v4
                ? IpAddress.v4(bits << 26 | draws.below(4))
                : IpAddress.v6((long) bits << 58, draws.below(8));
    }

    @Test
    void aPathMtuIsForgottenAfterTenMinutesAndNeverWidens() {
        Route route = host.to("10.0.1.2");
        IpAddress peer = route.destination();
        assertThat(host.ip.pathMtu(peer, 1400, 0)).isTrue();
        assertThat(host.ip.pathMtu(peer, 1450, 0)).isFalse();
        assertThat(route.mtu()).isEqualTo(1400);
        assertThat(host.to("10.0.2.2").mtu()).isEqualTo(1500);
        world.runFor(599 * SECOND);
        assertThat(route.mtu()).isEqualTo(1400);
        assertThat(host.ip.pathMtu(peer, 1450, world.nowNanos())).isFalse(); // nor prolongs it
        world.runFor(SECOND);
        assertThat(route.mtu()).isEqualTo(1500);
    }

    @Test
    void aPathTooNarrowIsLockedAtTheLeastAndIpv6NeverGoesBelow1280() {
        Route route = host.to("10.0.1.2");
        host.ip.pathMtu(route.destination(), 300, 0);
        assertThat(route.mtu()).isEqualTo(552);
        assertThat(route.isMtuLocked()).isTrue();
        Route six = host.to("fd00:1::2");
        host.ip.pathMtu(six.destination(), 600, 0);
        assertThat(six.mtu()).isEqualTo(1280);
        assertThat(six.isMtuLocked()).isFalse();
    }
}
