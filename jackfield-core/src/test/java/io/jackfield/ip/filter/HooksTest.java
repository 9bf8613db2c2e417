package io.jackfield.ip.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.ip.PathMtuDiscovery;
import io.jackfield.ip.SmallHost;
import io.jackfield.ip.SmallWorld;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;
import io.jackfield.posix.Errno;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class HooksTest {
    private final SmallWorld world = new SmallWorld();
    private final SmallHost a = world.host("a");
    private final SmallHost r = world.router("r");
    private final SmallHost b = world.host("b");
    private final List<String> trace = new ArrayList<>();

    @BeforeEach
    void cables() {
        world.cable(a, "10.0.1.2/24", r, "10.0.1.1/24");
        world.cable(r, "10.0.2.1/24", b, "10.0.2.2/24");
        a.defaultRoute("10.0.1.1");
        b.defaultRoute("10.0.2.1");
    }

    private void trace(String name, SmallHost host) {
        for (Hook hook : Hook.values()) {
            host.ip.addFilter(hook, (at, _, in, out, _) -> note(name, at, in, out));
        }
    }

    private Verdict note(
            String name, Hook hook, @Nullable NetworkInterface in, @Nullable NetworkInterface out) {
        trace.add(name + " " + hook + " " + text(in) + "→" + text(out));
        return Verdict.ACCEPT;
    }

    private static String text(@Nullable NetworkInterface nic) {
        return nic == null ? "" : nic.name();
    }

    @Test
    void aPacketPassesTheHooksOfItsWayInOrder() {
        trace("a", a);
        trace("r", r);
        trace("b", b);
        a.send("10.0.2.2", 10);
        world.settle();
        assertThat(trace)
                .containsExactly(
                        "a OUTPUT →eth0",
                        "a POSTROUTING →eth0",
                        "r PREROUTING eth0→",
                        "r FORWARD eth0→eth1",
                        "r POSTROUTING eth0→eth1",
                        "b PREROUTING eth0→",
                        "b INPUT eth0→");
    }

    @Test
    void aPacketToTheHostItselfLeavesAndComesInOverTheLoopback() {
        trace("a", a);
        a.send("10.0.1.2", 10);
        world.settle();
        assertThat(trace)
                .containsExactly(
                        "a OUTPUT →lo", "a POSTROUTING →lo", "a PREROUTING lo→", "a INPUT lo→");
    }

    @Test
    void theInputHookSeesWholeDatagrams() {
        b.ip.addFilter(
                Hook.INPUT,
                (_, packet, _, _, _) -> {
                    trace.add(packet.kind() + " " + packet.payloadLength());
                    return Verdict.ACCEPT;
                });
        a.send("10.0.2.2", 4000);
        world.settle();
        assertThat(trace).containsExactly("UDP 4000");
    }

    @Test
    void aDroppedPacketIsNotSeenAfterwards() {
        trace("r", r);
        r.ip.addFilter(Hook.FORWARD, (_, _, _, _, _) -> Verdict.DROP);
        a.send("10.0.2.2", 10);
        world.settle();
        assertThat(trace).containsExactly("r PREROUTING eth0→", "r FORWARD eth0→eth1");
        assertThat(b.udp.arrived).isEmpty();
        assertThat(a.udp.errors).isEmpty();
    }

    @Test
    void theSenderOfARejectedPacketIsTold() {
        r.ip.addFilter(Hook.FORWARD, (_, _, _, _, _) -> Verdict.REJECT);
        a.send("10.0.2.2", 10);
        world.settle();
        assertThat(a.udp.errors).hasSize(1);
        assertThat(a.udp.errors.getFirst().errno()).isEqualTo(Errno.ECONNREFUSED.number());
    }

    @Test
    void aLocalSenderSeesADropAtOutputAsEperm() {
        Filter filter = (_, _, _, _, _) -> Verdict.DROP;
        a.ip.addFilter(Hook.OUTPUT, filter);
        assertThat(a.send("10.0.2.2", 10)).isEqualTo(Errno.EPERM.result());
        assertThat(a.ip.removeFilter(Hook.OUTPUT, filter)).isTrue();
        assertThat(a.send("10.0.2.2", 10)).isZero();
    }

    @Test
    void whatAFilterTakesGivesItsSlabsBack() {
        SlabPool pool = new SlabPool();
        Hook[] ofARouter = {Hook.PREROUTING, Hook.FORWARD, Hook.POSTROUTING};
        for (Verdict verdict : Verdict.values()) {
            for (Hook hook : ofARouter) {
                Filter filter = (_, _, _, _, _) -> verdict;
                r.ip.addFilter(hook, filter);
                Datagram datagram = a.datagramFrom("10.0.1.2", "10.0.2.2");
                Slab slab = pool.allocate(100);
                datagram.append(slab, 0, 100);
                slab.release();
                a.send(datagram, PathMtuDiscovery.WANT);
                world.settle();
                r.ip.removeFilter(hook, filter);
            }
        }
        assertThat(b.udp.arrived).hasSize(3);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void theTrackerSeesAPacketBeforeTheFiltersAndMayTranslateIt() {
        r.ip.trackConnections((hook, packet, _, _, _) -> translate(hook, packet));
        r.ip.addFilter(
                Hook.FORWARD,
                (_, packet, _, _, _) -> {
                    trace.add("to port " + ((Datagram) packet).destinationPort());
                    return Verdict.ACCEPT;
                });
        a.send("10.0.1.1", 10);
        world.settle();
        assertThat(trace).containsExactly("to port 53");
        assertThat(b.udp.arrived).hasSize(1);
        assertThat(b.udp.arrived.getFirst()).contains("10.0.2.2.53");
    }

    private static Packet translate(Hook hook, Packet packet) {
        if (hook != Hook.PREROUTING || !(packet instanceof Datagram datagram)) {
            return packet;
        }
        IpAddress translated = IpAddress.of("10.0.2.2");
        Datagram changed = new Datagram(datagram.source(), datagram.sourcePort(), translated, 53);
        changed.appendPayloadOf(datagram, 0, datagram.payloadLength());
        datagram.release();
        return changed;
    }
}
