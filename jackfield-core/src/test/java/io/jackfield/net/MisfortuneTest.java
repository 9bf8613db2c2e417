package io.jackfield.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jackfield.host.Host;
import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

class MisfortuneTest {
    private static final int DATAGRAMS = 200;

    /** One line for each datagram that arrives: its time and its number. */
    private record Run(List<Misfortune> misfortunes, List<String> arrivals, int count) {
        Set<String> ids() {
            Set<String> ids = new TreeSet<>();
            misfortunes.forEach(misfortune -> ids.add(misfortune.id()));
            return ids;
        }

        Misfortune first(String word) {
            return misfortunes.stream()
                    .filter(misfortune -> misfortune.id().contains(word))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Numbered datagrams from a to b over a bad cable. */
    private static Run run(String netem, Consumer<World> before) {
        List<String> arrivals = new ArrayList<>();
        try (World world = World.scripted(7).noteMisfortunes()) {
            Host a = world.host("a");
            Host b = world.host("b");
            world.cable(a, b).from(a).netem(netem);
            before.accept(world);
            b.start(
                    "sink",
                    os -> {
                        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                        os.bind(fd, SocketAddress.of(b.address(), 9000));
                        ByteBuffer buffer = ByteBuffer.allocate(4);
                        while (os.recv(fd, buffer.clear(), 0) >= 0) {
                            arrivals.add(os.nanoTime() + " " + buffer.getInt(0));
                        }
                        return 0;
                    });
            a.start(
                    "source",
                    os -> {
                        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
                        for (int i = 0; i < DATAGRAMS; i++) {
                            ByteBuffer data = ByteBuffer.allocate(4).putInt(0, i);
                            SocketAddress to = SocketAddress.of(b.address(), 9000);
                            ErrnoException.check("sendto", os.sendto(fd, data, 0, to));
                            os.nanosleep(1_000_000);
                        }
                        return 0;
                    });
            world.runFor("2s");
            return new Run(world.misfortunes(), arrivals, world.misfortuneCount());
        }
    }

    /**
     * Each word of netem whose draws are remembered from packet to packet is among them: sparing
     * one packet must not touch what is remembered.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "delay 3ms 1ms 25% loss 40% 30%",
                "delay 3ms 1ms 25% loss gemodel 5% 30%",
                "delay 3ms loss 10% duplicate 10% 30%",
                "delay 3ms 1ms 30% loss gemodel 5% 30% duplicate 10%",
                "delay 3ms 1ms 30% corrupt 5% 20% loss 5%",
                "delay 3ms reorder 20% gap 3 loss 10%"
            })
    void sparingOneMisfortuneLeavesAllOthersInPlace(String netem) {
        Run all = run(netem, _ -> {});
        assertThat(all.misfortunes).hasSizeGreaterThan(5);
        assertThat(run(netem, _ -> {})).isEqualTo(all);
        for (Misfortune spared : all.misfortunes) {
            Set<String> rest = all.ids();
            rest.remove(spared.id());
            Run without = run(netem, world -> world.sparing(Set.of(spared.id())));
            assertThat(without.ids()).as("without %s", spared.id()).isEqualTo(rest);
            assertThat(run(netem, world -> world.only(rest))).isEqualTo(without);
        }
    }

    @Test
    void aPacketThatIsSparedArrivesAndAllOthersArriveWhenTheyDid() {
        String netem = "delay 3ms 1ms 25% loss 40% 30%";
        Run all = run(netem, _ -> {});
        Misfortune lost = all.misfortunes.get(3);
        assertThat(lost.id()).matches("a:eth0>b:eth0 #\\d+ lost");
        assertThat(lost.text()).startsWith("lost a:eth0→b:eth0 IP 10.").contains("UDP, length 4");
        List<String> arrivals = run(netem, world -> world.sparing(Set.of(lost.id()))).arrivals;
        assertThat(arrivals).hasSize(all.arrivals.size() + 1).containsAll(all.arrivals);
    }

    @Test
    void aDoubleThatIsSparedArrivesOnce() {
        Run all = run("duplicate 10%", _ -> {});
        Misfortune doubled = all.first("duplicated");
        List<String> arrivals =
                run("duplicate 10%", world -> world.sparing(Set.of(doubled.id()))).arrivals;
        List<String> expected = new ArrayList<>(all.arrivals);
        String twice = doubled.nanos() + " " + doubled.nanos() / 1_000_000;
        assertThat(expected.remove(twice)).isTrue();
        assertThat(arrivals).isEqualTo(expected);
    }

    @Test
    void aPacketThatMayNotOvertakeWaitsWithTheOthers() {
        String netem = "delay 3ms reorder 20%";
        Run all = run(netem, _ -> {});
        Misfortune overtaking = all.first("reordered");
        long number = overtaking.nanos() / 1_000_000;
        assertThat(all.arrivals).contains(overtaking.nanos() + " " + number);
        List<String> arrivals = run(netem, w -> w.sparing(Set.of(overtaking.id()))).arrivals;
        assertThat(arrivals).contains(overtaking.nanos() + 3_000_000 + " " + number);
    }

    @Test
    void aCaptureDoesNotChangeWhatBefallsAPlainCableLater() {
        Consumer<World> later =
                world -> world.at("100ms", () -> world.cables().getFirst().loss("20%"));
        Run unseen = run("limit 1000", later);
        assertThat(unseen.misfortunes).hasSizeGreaterThan(5);
        assertThat(run("limit 1000", later.andThen(World::capture))).isEqualTo(unseen);
    }

    @Test
    void withoutAnyMisfortuneAllArrive() {
        Run none = run("delay 3ms 1ms loss 20% duplicate 5%", world -> world.only(Set.of()));
        assertThat(none.arrivals).hasSize(DATAGRAMS);
        assertThat(none.misfortunes).isEmpty();
    }

    @Test
    void whatFaultsChooseIsNamedPacketByPacketAndCanBeSpared() {
        Consumer<World> third =
                world -> world.at("100ms").drop(packet -> packet.dataLength() == 4).first(3);
        Run all = run("delay 1ms", third);
        assertThat(all.ids())
                .containsExactly(
                        "a:eth0>b:eth0 #100 dropped",
                        "a:eth0>b:eth0 #101 dropped",
                        "a:eth0>b:eth0 #102 dropped");
        Run spared =
                run(
                        "delay 1ms",
                        world -> {
                            third.accept(world);
                            world.sparing(Set.of("a:eth0>b:eth0 #101 dropped"));
                        });
        assertThat(spared.misfortunes).hasSize(2);
        assertThat(spared.arrivals).hasSize(DATAGRAMS - 2).contains("102000000 101");
    }

    @Test
    void theListIsBoundedAndTheCountIsNot() {
        try (World world = World.scripted(1).noteMisfortunes()) {
            Host a = world.host("a");
            Host b = world.host("b");
            world.cable(a, b).loss("100%");
            a.start("source", os -> flood(os, b));
            world.run();
            assertThat(world.misfortunes()).hasSize(Misfortunes.BOUND);
            assertThat(world.misfortuneCount()).isEqualTo(Misfortunes.BOUND + 5);
        }
    }

    private static int flood(Syscalls os, Host b) {
        int fd = os.socket(Family.AF_INET, Family.SOCK_DGRAM, 0);
        for (int i = 0; i < Misfortunes.BOUND + 5; i++) {
            os.sendto(fd, ByteBuffer.allocate(1), 0, SocketAddress.of(b.address(), 9000));
        }
        return 0;
    }

    @Test
    void whoAsksTooLateIsTold() {
        try (World world = World.scripted(1)) {
            assertThatThrownBy(world::misfortunes).hasMessageContaining("noteMisfortunes()");
            world.at("1s", () -> {});
            world.runFor("2s");
            assertThatThrownBy(() -> world.sparing(Set.of()))
                    .hasMessageContaining("before it runs");
            assertThatThrownBy(world::noteMisfortunes).hasMessageContaining("before it runs");
        }
    }
}
