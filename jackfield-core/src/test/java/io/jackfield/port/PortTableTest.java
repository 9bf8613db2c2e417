package io.jackfield.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.posix.Errno;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/** LINUX.md 1.3: who may own a port beside whom. */
class PortTableTest {
    private static final IpAddress ANY4 = IpAddress.ANY4;
    private static final IpAddress ANY6 = IpAddress.ANY6;
    private static final IpAddress ONE = IpAddress.of("10.0.0.1");
    private static final IpAddress TWO = IpAddress.of("10.0.0.2");
    private static final IpAddress PEER = IpAddress.of("10.9.9.9");
    private static final int IN_USE = Errno.EADDRINUSE.result();

    private final PortTable<String> tcp = PortTable.forTcp(new HostEntropy(7, 0));
    private final PortTable<String> udp = PortTable.forUdp(new HostEntropy(7, 0));

    private static Binding<String> binding(IpAddress address, boolean reuse) {
        Binding<String> binding = new Binding<>(address, 1000);
        binding.reuseAddress(reuse);
        return binding;
    }

    private static Binding<String> sharing(IpAddress address, int uid) {
        Binding<String> binding = new Binding<>(address, uid);
        binding.reusePort(true);
        return binding;
    }

    /** The first column: any of 00, 01, 10, at the same address or with one side any. */
    @Test
    void withoutReuseOnBothSidesAnOverlapIsInUse() {
        for (boolean first : new boolean[] {false, true}) {
            for (IpAddress[] pair :
                    new IpAddress[][] {{ONE, ONE}, {ANY4, ONE}, {ONE, ANY4}, {ANY4, ANY4}}) {
                Binding<String> owner = binding(pair[0], first);
                assertThat(tcp.bind(owner, 80)).isZero();
                assertThat(tcp.bind(binding(pair[1], false), 80)).isEqualTo(IN_USE);
                if (!first) {
                    assertThat(tcp.bind(binding(pair[1], true), 80)).isEqualTo(IN_USE);
                }
                tcp.release(owner);
            }
        }
        assertThat(tcp.size()).isZero();
    }

    @Test
    void differentSpecificAddressesNeverMeet() {
        Binding<String> owner = binding(ONE, false);
        assertThat(tcp.bind(owner, 80)).isZero();
        tcp.receive(owner, "listens");
        assertThat(tcp.bind(binding(TWO, false), 80)).isZero();
    }

    @Test
    void bothReuseAddressShareUntilOneListens() { // row 39
        Binding<String> first = binding(ANY4, true);
        Binding<String> second = binding(ANY4, true);
        assertThat(tcp.bind(first, 80)).isZero();
        assertThat(tcp.bind(second, 80)).isZero();
        assertThat(tcp.mayListen(first)).isZero();
        tcp.receive(first, "first");
        assertThat(tcp.mayListen(second)).isEqualTo(IN_USE);
        assertThat(tcp.bind(binding(ONE, true), 80)).isEqualTo(IN_USE); // stricter than BSD
    }

    @Test
    void theFlagCountsAsItIsNowNotAsItWasAtBind() { // row 40
        Binding<String> first = binding(ANY4, false);
        assertThat(tcp.bind(first, 80)).isZero();
        assertThat(tcp.bind(binding(ANY4, true), 80)).isEqualTo(IN_USE);
        first.reuseAddress(true);
        assertThat(tcp.bind(binding(ANY4, true), 80)).isZero();
    }

    @Test
    void acceptedConnectionsKeepThePortWithTheFlagsOfTheirListener() { // row 38
        for (boolean first : new boolean[] {false, true}) {
            Binding<String> listener = binding(ANY4, first);
            assertThat(tcp.bind(listener, 80)).isZero();
            tcp.receive(listener, "listener");
            Binding<String> connection = tcp.accept(listener, ONE);
            assertThat(tcp.accept(listener, ONE)).isSameAs(connection);
            tcp.release(listener);
            tcp.release(connection);
            assertThat(tcp.bind(binding(ANY4, false), 80)).isEqualTo(IN_USE);
            Binding<String> restarted = binding(ANY4, true);
            assertThat(tcp.bind(restarted, 80)).isEqualTo(first ? 0 : IN_USE);
            if (first) {
                assertThat(tcp.mayListen(restarted)).isZero();
                tcp.release(restarted);
            }
            tcp.release(connection);
            assertThat(tcp.size()).isZero();
        }
    }

    @Test
    void aListenersLaterFlagsDoNotReachItsConnections() {
        Binding<String> listener = binding(ANY4, true);
        assertThat(tcp.bind(listener, 80)).isZero();
        Binding<String> before = tcp.accept(listener, ONE);
        listener.reuseAddress(false);
        Binding<String> after = tcp.accept(listener, ONE);
        assertThat(after).isNotSameAs(before);
        assertThat(before.isReuseAddress()).isTrue();
        assertThat(after.isReuseAddress()).isFalse();
    }

    @Test
    void oneOfTheConnectionsCanHaveFlagsOfItsOwn() {
        Binding<String> listener = binding(ANY4, true);
        assertThat(tcp.bind(listener, 80)).isZero();
        assertThat(tcp.mayListen(listener)).isZero();
        Binding<String> shared = tcp.accept(listener, ONE);
        tcp.accept(listener, ONE);
        Binding<String> own = tcp.own(shared);
        own.reuseAddress(false);
        assertThat(shared.isReuseAddress()).isTrue();
        tcp.release(listener);
        assertThat(tcp.bind(binding(ANY4, true), 80)).isEqualTo(IN_USE);
        tcp.release(own);
        assertThat(tcp.bind(binding(ANY4, true), 80)).isZero();
    }

    @Test
    void dualStackAnyMeetsIpv4AndV6OnlyDoesNot() { // row 41
        for (boolean v6Only : new boolean[] {false, true}) {
            for (IpAddress v4 : new IpAddress[] {ANY4, ONE}) {
                Binding<String> six = binding(ANY6, false);
                six.v6Only(v6Only);
                Binding<String> four = binding(v4, false);
                assertThat(tcp.bind(six, 80)).isZero();
                assertThat(tcp.bind(four, 80)).isEqualTo(v6Only ? 0 : IN_USE);
                tcp.release(six);
                if (v6Only) {
                    tcp.release(four);
                }
                assertThat(tcp.bind(four, 80)).isZero();
                assertThat(tcp.bind(six, 80)).isEqualTo(v6Only ? 0 : IN_USE);
                tcp.release(four);
                if (v6Only) {
                    tcp.release(six);
                }
            }
        }
    }

    @Test
    void reusePortMustBeOnBothButTheFirstMaySetItAfterListening() { // row 42
        Binding<String> first = new Binding<>(ANY4, 1000);
        assertThat(tcp.bind(first, 80)).isZero();
        tcp.receive(first, "first");
        assertThat(tcp.bind(sharing(ANY4, 1000), 80)).isEqualTo(IN_USE);
        first.reusePort(true);
        Binding<String> second = sharing(ANY4, 1000);
        assertThat(tcp.bind(second, 80)).isZero();
        assertThat(tcp.mayListen(second)).isZero();
        tcp.receive(second, "second");
        assertThat(tcp.bind(binding(ANY4, false), 80)).isEqualTo(IN_USE);
        int[] hits = new int[2];
        for (int port = 1; port <= 400; port++) {
            hits["first".equals(tcp.lookup(ONE, 80, PEER, port, 1)) ? 0 : 1]++;
        }
        assertThat(hits[0]).isBetween(150, 250);
    }

    @Test
    void reusePortAndReuseAddressDoNotMix() { // row 43
        for (PortTable<String> table : List.of(tcp, udp)) {
            Binding<String> address = binding(ANY4, true);
            assertThat(table.bind(address, 80)).isZero();
            assertThat(table.bind(sharing(ANY4, 1000), 80)).isEqualTo(IN_USE);
        }
        Binding<String> both = binding(ANY4, true);
        both.reusePort(true);
        assertThat(tcp.bind(both, 81)).isZero();
        assertThat(tcp.mayListen(both)).isZero();
        tcp.receive(both, "listens");
        assertThat(tcp.bind(binding(ANY4, true), 81)).isEqualTo(IN_USE);
        Binding<String> bothToo = binding(ANY4, true);
        bothToo.reusePort(true);
        assertThat(tcp.bind(bothToo, 81)).isZero();
    }

    @Test
    void reusePortIsForOneUserExceptWhereOnlyRemaindersAreLeft() { // row 44
        Binding<String> mine = sharing(ANY4, 1000);
        assertThat(tcp.bind(mine, 80)).isZero();
        assertThat(tcp.bind(sharing(ANY4, 1001), 80)).isEqualTo(IN_USE);
        mine.enterTimeWait();
        assertThat(tcp.bind(sharing(ANY4, 1001), 80)).isZero();

        assertThat(udp.bind(sharing(ANY4, 1000), 80)).isZero();
        assertThat(udp.bind(sharing(ANY4, 1001), 80)).isEqualTo(IN_USE);
        assertThat(udp.bind(sharing(ANY4, 1000), 80)).isZero();
    }

    @Test
    void aGroupSplitsByFourTupleAndKeepsAFlowTogether() { // row 45
        String[] names = {"a", "b", "c", "d"};
        int[] hits = new int[4];
        for (String name : names) {
            Binding<String> binding = sharing(ANY4, 1000);
            assertThat(tcp.bind(binding, 80)).isZero();
            tcp.receive(binding, name);
        }
        for (int port = 10_000; port < 10_400; port++) {
            String got = tcp.lookup(ONE, 80, PEER, port, 1);
            assertThat(tcp.lookup(ONE, 80, PEER, port, 1)).isEqualTo(got);
            hits[Arrays.asList(names).indexOf(got)]++;
        }
        for (int count : hits) {
            assertThat(count).isBetween(70, 130);
        }
    }

    @Test
    void aSpecificGroupTakesAllOfItsAddress() { // row 46
        for (IpAddress address : new IpAddress[] {ONE, ONE, ANY4, ANY4}) {
            Binding<String> binding = sharing(address, 1000);
            assertThat(tcp.bind(binding, 80)).isZero();
            tcp.receive(binding, address.toString());
        }
        for (int port = 1; port < 50; port++) {
            assertThat(tcp.lookup(ONE, 80, PEER, port, 1)).isEqualTo("10.0.0.1");
            assertThat(tcp.lookup(TWO, 80, PEER, port, 1)).isEqualTo("0.0.0.0");
        }
    }

    @Test
    void amongEqualDatagramSocketsTheLastBoundReceives() { // row 50
        for (String name : new String[] {"first", "second"}) {
            Binding<String> binding = binding(ANY4, true);
            assertThat(udp.bind(binding, 53)).isZero();
            udp.receive(binding, name);
        }
        assertThat(udp.lookup(ONE, 53, PEER, 9, 1)).isEqualTo("second");
    }

    @Test
    void connectedBeatsSpecificBeatsAny() { // row 51
        Binding<String> any = binding(ANY4, true);
        Binding<String> specific = binding(ONE, true);
        Binding<String> connected = binding(ONE, true);
        for (Binding<String> binding : List.of(connected, specific, any)) {
            assertThat(udp.bind(binding, 53)).isZero();
        }
        connected.remote(PEER, 9);
        udp.receive(any, "any");
        udp.receive(specific, "specific");
        udp.receive(connected, "connected");
        assertThat(udp.lookup(ONE, 53, PEER, 9, 1)).isEqualTo("connected");
        assertThat(udp.lookup(ONE, 53, PEER, 10, 1)).isEqualTo("specific");
        assertThat(udp.lookup(TWO, 53, PEER, 9, 1)).isEqualTo("any");
        assertThat(udp.lookup(TWO, 54, PEER, 9, 1)).isNull();
    }

    @Test
    void aSocketBoundToAnInterfaceHearsOnlyThatOne() {
        Binding<String> binding = binding(ANY4, false);
        binding.boundIndex(2);
        assertThat(udp.bind(binding, 53)).isZero();
        udp.receive(binding, "eth1");
        assertThat(udp.lookup(ONE, 53, PEER, 9, 1)).isNull();
        assertThat(udp.lookup(ONE, 53, PEER, 9, 2)).isEqualTo("eth1");
        Binding<String> other = binding(ANY4, false);
        other.boundIndex(3);
        assertThat(udp.bind(other, 53)).isZero();
    }

    @Test
    void chainsSurviveGrowthInTheirOrder() {
        for (int port = 1; port <= 500; port++) {
            for (String name : new String[] {"old", "new"}) {
                Binding<String> binding = binding(ANY4, true);
                assertThat(udp.bind(binding, port)).isZero();
                udp.receive(binding, name + port);
            }
        }
        for (int port = 1; port <= 500; port++) {
            assertThat(udp.lookup(ONE, port, PEER, 9, 1)).isEqualTo("new" + port);
        }
        assertThat(udp.sorted()).hasSize(1000).extracting(Binding::port).isSorted();
    }
}
