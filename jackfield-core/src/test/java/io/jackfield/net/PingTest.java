package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;
import io.jackfield.ip.IcmpError;

import org.junit.jupiter.api.Test;

class PingTest {
    @Test
    void anEchoTakesOneDelayThereAndOneBack() {
        try (World world = World.scripted(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            world.cable(a, b).delay("20ms");
            for (IpAddress to : b.addresses()) {
                Ping ping = a.ping(to);
                world.runFor("1s");
                assertThat(ping.answeredBy()).isEqualTo(to);
                assertThat(ping.roundTripNanos()).isEqualTo(40_000_000);
                assertThat(ping.hopLimit()).isEqualTo(64);
            }
        }
    }

    @Test
    void aHostReachesItselfWithoutACable() {
        try (World world = World.scripted(1)) {
            Host alone = world.host("alone");
            for (IpAddress to : new IpAddress[] {IpAddress.LOOPBACK4, IpAddress.LOOPBACK6}) {
                Ping ping = alone.ping(to);
                assertThat(ping.isAnswered()).isTrue();
                assertThat(ping.roundTripNanos()).isZero();
            }
        }
    }

    @Test
    void routesOverSeveralRoutersNeedNotBeWritten() {
        try (World world = World.scripted(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            Host last = a;
            for (int i = 1; i <= 4; i++) {
                Host router = world.router("r" + i);
                world.cable(last, router).delay("1ms");
                last = router;
            }
            world.cable(last, b).delay("1ms");
            for (IpAddress to : b.addresses()) {
                Ping ping = a.ping(to);
                world.runFor("1s");
                assertThat(ping.answeredBy()).isEqualTo(to);
                assertThat(ping.roundTripNanos()).isEqualTo(10_000_000);
                assertThat(ping.hopLimit()).isEqualTo(60);
            }
        }
    }

    @Test
    void twoWaysAroundTheShorterOneIsTaken() {
        try (World world = World.scripted(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            Host near = world.router("near");
            Host far1 = world.router("far1");
            Host far2 = world.router("far2");
            world.cable(a, far1);
            world.cable(far1, far2);
            world.cable(far2, b);
            world.cable(a, near);
            world.cable(near, b);
            Ping ping = a.ping(b.addresses().getLast());
            world.runFor("1s");
            assertThat(ping.hopLimit()).isEqualTo(63);
        }
    }

    @Test
    void hostsOnASwitchFindEachOtherByArpAndNeighborDiscovery() {
        try (World world = World.scripted(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            Host c = world.host("c");
            EthernetSwitch lan = world.ethernetSwitch("lan");
            EthernetSwitch floor = world.ethernetSwitch("floor");
            world.cable(a, lan).delay("1ms");
            world.cable(b, lan).delay("1ms");
            world.cable(c, floor).delay("1ms");
            world.cable(lan, floor).delay("1ms");
            for (Host to : new Host[] {b, c}) {
                for (IpAddress address : to.addresses()) {
                    Ping ping = a.ping(address);
                    world.runFor("2s");
                    assertThat(ping.answeredBy()).as("from %s", to).isEqualTo(address);
                }
            }
            Ping again = a.ping(b.address());
            world.runFor("1s");
            assertThat(again.roundTripNanos()).isEqualTo(4_000_000);
        }
    }

    @Test
    void aCutCableAnswersNothingUntilItIsMended() {
        try (World world = World.scripted(1)) {
            Host a = world.host("a");
            Host b = world.host("b");
            PatchCable cable = world.cable(a, b).delay("1ms");
            world.at("1s", cable::cut).at("3s", cable::mend);
            world.runFor("2s");
            Ping lost = a.ping(b.address());
            world.runFor("2s");
            Ping ping = a.ping(b.address());
            world.runFor("1s");
            assertThat(lost.isAnswered()).isFalse();
            assertThat(ping.isAnswered()).isTrue();
            assertThat(cable.from(a).counts().noCarrier()).isEqualTo(1);
        }
    }

    @Test
    void aRouterWithoutTheRouteSaysSo() {
        try (World world = World.scripted(1)) {
            Host a = world.host("a");
            Host router = world.router("r");
            world.cable(a, router);
            Ping ping = a.ping(IpAddress.of("192.0.2.1"));
            world.runFor("1s");
            assertThat(ping.error()).isNotNull();
            assertThat(ping.error().kind()).isEqualTo(IcmpError.Kind.UNREACHABLE);
            assertThat(ping.error().offender()).isEqualTo(router.address());
        }
    }
}
