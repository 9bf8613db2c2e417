package io.jackfield.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.List;

/** LINUX.md 1.4: which port an unbound socket is given. */
class EphemeralPortsTest {
    private static final long SEED = Long.getLong("jackfield.seed", 42);
    private static final IpAddress LOCAL = IpAddress.of("10.0.0.1");
    private static final IpAddress PEER = IpAddress.of("10.0.0.2");
    private static final PortRange TEN = new PortRange(50_000, 50_009);

    private final HostEntropy entropy = new HostEntropy(SEED, 0);
    private final PortTable<String> tcp = PortTable.forTcp(entropy);
    private final PortTable<String> udp = PortTable.forUdp(entropy);

    EphemeralPortsTest() {
        System.out.println("jackfield.seed=" + SEED);
    }

    private static Binding<String> socket() {
        return new Binding<>(LOCAL, 1000);
    }

    private int connect(IpAddress to, int port, PortRange range) {
        Binding<String> hold = tcp.bindForConnect(socket(), to, port, range, p -> true);
        return hold == null ? Errno.EADDRNOTAVAIL.result() : hold.port();
    }

    @Test
    void connectPrefersTheParityOfTheRangesFirstPort() { // row 53
        for (int i = 0; i < 200; i++) {
            assertThat(connect(PEER, 80, PortRange.DEFAULT) % 2).isZero();
        }
        PortRange odd = new PortRange(32_769, 60_999);
        for (int i = 0; i < 50; i++) {
            assertThat(connect(PEER, 80, odd) % 2).isOne();
        }
    }

    @Test
    void connectTakesOddPortsOnlyWhenTheEvenOnesAreUsedUp() { // row 53
        boolean[] used = new boolean[10];
        for (int i = 0; i < 10; i++) {
            Binding<String> binding =
                    tcp.bindForConnect(socket(), PEER, 80, TEN, p -> !used[p - TEN.low()]);
            assertThat(binding).isNotNull();
            used[binding.port() - TEN.low()] = true;
            assertThat(binding.port() % 2).isEqualTo(i < 5 ? 0 : 1);
        }
        assertThat(tcp.bindForConnect(socket(), PEER, 80, TEN, p -> !used[p - TEN.low()]))
                .isNull(); // row 56
    }

    @Test
    void connectSharesPortsBetweenDestinationsButNotWithBind() { // row 57
        for (int i = 0; i < 9; i++) {
            Binding<String> bound = socket();
            assertThat(tcp.bind(bound, TEN.low() + i)).isZero();
        }
        assertThat(connect(PEER, 80, TEN)).isEqualTo(50_009);
        assertThat(connect(PEER, 81, TEN)).isEqualTo(50_009);
    }

    @Test
    void connectionsFromOnePortOwnItTogether() {
        PortRange one = new PortRange(50_000, 50_000);
        Binding<String> first = tcp.bindForConnect(socket(), PEER, 80, one, p -> true);
        Binding<String> second = tcp.bindForConnect(socket(), PEER, 81, one, p -> true);
        Binding<String> foreign = new Binding<>(LOCAL, 1001);
        assertThat(first).isNotNull().isSameAs(second);
        assertThat(tcp.bindForConnect(foreign, PEER, 82, one, p -> true)).isSameAs(foreign);
        tcp.release(first);
        assertThat(first.isBound()).isTrue();
        tcp.release(second);
        assertThat(first.isBound()).isFalse();
    }

    @Test
    void successiveConnectsToOneDestinationWalkOn() { // row 53, RFC 6056 §3.3.4
        int before = connect(PEER, 80, PortRange.DEFAULT);
        for (int i = 0; i < 50; i++) {
            int port = connect(PEER, 80, PortRange.DEFAULT);
            int step = Math.floorMod(port - before, 28_232);
            assertThat(step).isIn(2, 4);
            before = port;
        }
        int other = connect(IpAddress.of("10.0.0.3"), 80, PortRange.DEFAULT);
        assertThat(Math.abs(other - before)).isGreaterThan(4);
    }

    @Test
    void bindPrefersTheOtherParityAtRandom() { // row 54
        BitSet seen = new BitSet();
        for (int i = 0; i < 300; i++) {
            Binding<String> binding = socket();
            assertThat(tcp.bindEphemeral(binding, PortRange.DEFAULT)).isZero();
            assertThat(binding.port() % 2).isOne();
            seen.set(binding.port());
        }
        assertThat(seen.cardinality()).isEqualTo(300);
        assertThat(seen.length()).isGreaterThan(55_000);
    }

    @Test
    void bindWithReuseAddressTriesTheLowerHalfFirst() { // row 54
        for (int i = 0; i < 300; i++) {
            Binding<String> binding = socket();
            binding.reuseAddress(true);
            assertThat(tcp.bindEphemeral(binding, PortRange.DEFAULT)).isZero();
            assertThat(binding.port()).isLessThan(46_884);
        }
    }

    @Test
    void bindRunsOutWithAddressInUseEvenWithReuseAddress() { // row 56
        for (PortTable<String> table : List.of(tcp, udp)) {
            for (int i = 0; i < 10; i++) {
                assertThat(table.bindEphemeral(socket(), TEN)).isZero();
            }
            Binding<String> reusing = socket();
            reusing.reuseAddress(true);
            assertThat(table.bindEphemeral(reusing, TEN)).isEqualTo(Errno.EADDRINUSE.result());
        }
    }

    @Test
    void bindUsesEveryPortOfTheRangeWithReuseAddress() { // row 54: the upper half comes second
        for (int i = 0; i < 10; i++) {
            Binding<String> binding = socket();
            binding.reuseAddress(true);
            assertThat(tcp.bindEphemeral(binding, TEN)).isZero();
        }
        assertThat(tcp.size()).isEqualTo(10);
    }

    @Test
    void datagramPortsHaveNoParity() { // row 55
        int odd = 0;
        for (int i = 0; i < 300; i++) {
            Binding<String> binding = socket();
            assertThat(udp.bindEphemeral(binding, PortRange.DEFAULT)).isZero();
            odd += binding.port() % 2;
        }
        assertThat(odd).isBetween(110, 190);
    }

    @Test
    void aRangeOfOnePortWorks() {
        PortRange one = new PortRange(50_000, 50_000);
        assertThat(connect(PEER, 80, one)).isEqualTo(50_000);
        assertThat(tcp.bindEphemeral(socket(), one)).isEqualTo(Errno.EADDRINUSE.result());
        assertThat(udp.bindEphemeral(socket(), one)).isZero();
    }
}
