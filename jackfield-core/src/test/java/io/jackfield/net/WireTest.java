package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.icmp.Ping;
import io.jackfield.wire.PcapngBlock;
import io.jackfield.wire.PcapngReader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class WireTest {
    private final World world = World.scripted(1);
    private final Host a = world.host("a");
    private final Host b = world.host("b");
    private final PatchCable cable = world.cable(a, b).delay("1ms");

    @AfterEach
    void close() {
        world.close();
    }

    private Ping ping() {
        Ping ping = a.ping(b.address());
        world.runFor("100ms");
        return ping;
    }

    @Test
    void aFaultBefallsTheChosenPacketsAndNoOthers() {
        Fault fault = cable.from(b).drop(PacketView::isIcmp).first(2);
        assertThat(ping().isAnswered()).isFalse();
        assertThat(ping().isAnswered()).isFalse();
        assertThat(ping().isAnswered()).isTrue();
        assertThat(fault.count()).isEqualTo(2);
    }

    @Test
    void aFaultEndsWhenItIsClosed() {
        try (Fault _ = cable.drop(packet -> packet.isTo(b))) {
            assertThat(ping().isAnswered()).isFalse();
        }
        assertThat(ping().isAnswered()).isTrue();
    }

    @Test
    void aHeldPacketTakesLonger() {
        cable.from(a).hold(PacketView::isIcmp, "5ms").nth(2);
        assertThat(ping().roundTripNanos()).isEqualTo(2_000_000);
        assertThat(ping().roundTripNanos()).isEqualTo(7_000_000);
        assertThat(ping().roundTripNanos()).isEqualTo(2_000_000);
    }

    @Test
    void wordsAddUpAndEachWayHasItsOwn() {
        cable.from(a).loss("1%").rate("1mbit").limit(7).mend();
        assertThat(cable.from(a).netem().toString())
                .contains("delay 1ms", "loss random 1%", "rate 1mbit", "limit 7");
        assertThat(cable.to(a).netem().toString()).contains("delay 1ms").doesNotContain("loss");
    }

    @Test
    void aBlackHoleSwallowsOneWayUntilItIsHealed() {
        cable.from(b).blackhole();
        assertThat(ping().isAnswered()).isFalse();
        assertThat(cable.from(b).counts().blackholed()).isEqualTo(1);
        cable.heal();
        assertThat(ping().isAnswered()).isTrue();
    }

    @Test
    void aSmallerMtuIsTheHostsOwnAndANarrowPathIsNot() {
        cable.mtu(1400);
        assertThat(cable.nic(a).mtu()).isEqualTo(1400);
        cable.dropsLargerThan(80);
        assertThat(ping().isAnswered()).isFalse();
        assertThat(cable.from(a).counts().tooBig()).isEqualTo(1);
    }

    @Test
    void aCaptureShowsEachPacketOnceAndSaysWhatBefellIt() {
        Capture capture = world.capture(cable);
        cable.from(b).drop(PacketView::isIcmp).first(1);
        ping();
        ping();
        assertThat(capture.lines()).hasSize(4);
        assertThat(capture.lines().get(0)).startsWith("0.000000000 a:eth0→b:eth0");
        assertThat(capture.lines().get(1)).contains("b:eth0→a:eth0", "[dropped: ruled out]");
        assertThat(capture.lines().get(3)).startsWith("0.101000000 b:eth0→a:eth0");
    }

    @Test
    void aCaptureAtAnInterfaceSeesPacketsWhenTheyLeaveAndWhenTheyArrive(@TempDir Path directory)
            throws IOException {
        Path file = directory.resolve("a.pcapng");
        world.capture(cable.nic(a), file);
        ping();
        world.close();
        List<PcapngBlock> blocks =
                PcapngReader.readAll(new ByteArrayInputStream(Files.readAllBytes(file)));
        assertThat(blocks.stream().filter(PcapngBlock.Captured.class::isInstance)).hasSize(2);
    }

    @Test
    void bothEndsOfACableInOneHostAreRefused() {
        assertThatThrownBy(() -> world.cable(a, a)).hasMessageContaining("both ends");
        assertThatThrownBy(() -> world.host("a")).hasMessageContaining("already");
        assertThatThrownBy(() -> cable.from(world.host("c"))).hasMessageContaining("no end");
    }

    @Test
    void aCableMayHaveAnotherSubnetAndRoutesFollow() {
        Host router = world.router("r");
        Host far = world.host("far");
        world.cable(b, router);
        PatchCable last = world.cable(router, far);
        assertThat(b.ping(far.address()).result()).isZero();
        last.subnet("192.168.7.0/24").subnet("2001:db8:7::/64");
        assertThat(far.addresses())
                .containsExactly(IpAddress.of("192.168.7.2"), IpAddress.of("2001:db8:7::2"));
        Ping there = router.ping(IpAddress.of("192.168.7.2"));
        Ping over = a.ping(IpAddress.of("2001:db8:7::2"));
        world.runFor("1s");
        assertThat(there.isAnswered()).isTrue();
        assertThat(over.result()).isNegative(); // b does not forward
        b.forwards(true);
        over = a.ping(IpAddress.of("2001:db8:7::2"));
        world.runFor("1s");
        assertThat(over.isAnswered()).isTrue();
    }

    @Test
    void aPartitionSeparatesTwoHostsWhereverTheyAreUntilItIsClosed() {
        Host router = world.router("r");
        Host far = world.host("far");
        world.cable(a, router);
        world.cable(router, far);
        try (Fault partition = world.partition(a, far)) {
            Ping lost = far.ping(a.addresses().get(1));
            world.runFor("1s");
            assertThat(lost.isAnswered()).isFalse();
            assertThat(partition.count()).isEqualTo(1);
            assertThat(ping().isAnswered()).isTrue();
        }
        Fault oneWay = world.blackhole(a, far);
        Ping lost = far.ping(a.addresses().get(1));
        world.runFor("1s");
        assertThat(lost.isAnswered()).isFalse();
        oneWay.close();
        Ping ping = far.ping(a.addresses().get(1));
        world.runFor("1s");
        assertThat(ping.isAnswered()).isTrue();
    }
}
