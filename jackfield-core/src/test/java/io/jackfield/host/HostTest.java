package io.jackfield.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.file.HostLock;
import io.jackfield.icmp.Ping;
import io.jackfield.ip.filter.Filter;
import io.jackfield.ip.filter.Hook;
import io.jackfield.ip.route.RouteEntry;
import io.jackfield.net.Fault;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.net.WorldException;
import io.jackfield.observe.Counter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostTest {
    private final World world = World.scripted(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");
    private final PatchCable cable = world.cable(a, b).delay("1ms");

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anErrorInADrainIsReportedAndLeavesTheHostAlive() {
        AssertionError injected = new AssertionError("injected");
        Filter bomb =
                (_, _, _, _, _) -> {
                    throw injected;
                };
        b.kernel().ip().addFilter(Hook.INPUT, bomb);
        a.ping(b.address());
        assertThatThrownBy(() -> world.runFor("1s"))
                .isInstanceOf(WorldException.class)
                .hasRootCause(injected);
        assertThat(b.counts()).containsEntry(Counter.DRAIN_ERRORS, 1L);
        b.kernel().ip().removeFilter(Hook.INPUT, bomb);
        Ping ping = a.ping(b.address());
        world.runFor("1s");
        assertThat(ping.isAnswered()).isTrue();
        assertThat(HostLock.holdsNoLock()).isTrue();
    }

    @Test
    void aHostBootsWithItsLoopbackInterfaceAndNamesTheOthersInOrder() {
        world.cable(a, world.host("c"));
        assertThat(a.interfaces())
                .extracting(nic -> nic.name())
                .containsExactly("lo", "eth0", "eth1");
        assertThat(a.nic("lo").addresses())
                .containsExactly(Prefix.of("127.0.0.1/8"), Prefix.of("::1/128"));
        assertThat(a.address()).isEqualTo(IpAddress.of("10.0.1.1"));
        assertThat(b.address6()).isEqualTo(IpAddress.of("fd00:0:0:1::2"));
        assertThatThrownBy(() -> a.nic("eth7")).hasMessageContaining("eth7");
    }

    @Test
    void addressesAndRoutesMayBeGivenByHand() {
        a.addAddress(cable.nic(a), Prefix.of("192.0.2.1/24"));
        b.addAddress(cable.nic(b), Prefix.of("192.0.2.2/24"));
        b.addAddress(b.nic("lo"), Prefix.of("198.51.100.1/32"));
        IpAddress far = IpAddress.of("198.51.100.1");
        RouteEntry route =
                RouteEntry.via(
                        Prefix.of("198.51.100.0/24"), IpAddress.of("192.0.2.2"), cable.nic(a));
        a.addRoute(route);
        Ping ping = a.ping(far);
        world.runFor("1s");
        assertThat(ping.isAnswered()).isTrue();
        assertThat(a.removeRoute(route)).isTrue();
        assertThat(a.ping(far).result()).isNegative();
        b.removeAddress(cable.nic(b), Prefix.of("192.0.2.2/24"));
        assertThat(b.has(IpAddress.of("192.0.2.2"))).isFalse();
        assertThat(b.has(far)).isTrue();
    }

    @Test
    void anInterfaceThatIsDownSendsAndReceivesNothing() {
        b.up(cable.nic(b), false);
        Ping lost = a.ping(b.address());
        world.runFor("1s");
        b.up(cable.nic(b), true);
        Ping ping = a.ping(b.address());
        world.runFor("1s");
        assertThat(lost.isAnswered()).isFalse();
        assertThat(ping.isAnswered()).isTrue();
    }

    @Test
    void aRouterForwardsAndAHostDoesNot() {
        Host beyondHost = world.host("beyondHost");
        Host beyondRouter = world.host("beyondRouter");
        Host router = world.router("router");
        world.cable(b, beyondHost);
        assertThat(b.isForwarding()).isFalse();
        assertThat(a.ping(beyondHost.address()).result()).isNegative();
        world.cable(router, beyondRouter);
        world.cable(a, router);
        Ping ping = a.ping(beyondRouter.address());
        world.runFor("1s");
        assertThat(ping.isAnswered()).isTrue();
    }

    @Test
    void aHostIsNeverEnteredFromAnother() {
        Fault wrong = cable.from(a).drop(_ -> b.counts().isEmpty());
        assertThatThrownBy(() -> a.ping(b.address()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("never holds two hosts' locks");
        wrong.close();
        assertThat(HostLock.holdsNoLock()).isTrue();
        Ping ping = a.ping(b.address());
        world.runFor("1s");
        assertThat(ping.isAnswered()).isTrue();
    }
}
