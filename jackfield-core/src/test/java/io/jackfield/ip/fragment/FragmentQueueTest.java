package io.jackfield.ip.fragment;

import static org.assertj.core.api.Assertions.assertThat;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.entropy.Forall;
import io.jackfield.entropy.Forall.Draws;
import io.jackfield.ip.SmallHost;
import io.jackfield.link.DrainList;
import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.time.TimerWheel;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class FragmentQueueTest {
    private static final IpAddress A4 = IpAddress.of("10.0.0.1");
    private static final IpAddress B4 = IpAddress.of("10.0.0.2");
    private static final IpAddress A6 = IpAddress.of("fd00::1");
    private static final IpAddress B6 = IpAddress.of("fd00::2");
    private static final long SECOND = 1_000_000_000L;

    private final Settings settings = new Settings();
    private final Counters counters = new Counters();
    private final TimerWheel timers = new TimerWheel();
    private final SlabPool pool = new SlabPool();
    private final List<String> troubles = new ArrayList<>();
    private final NetworkInterface nic =
            new NetworkInterface(
                    "h", "eth0", 2, MacAddress.local(1, 2), 1500, (_, _, _) -> {}, new DrainList());
    private final FragmentQueue queue =
            new FragmentQueue(
                    settings,
                    counters,
                    timers,
                    new FragmentQueue.Troubles() {
                        @Override
                        public void expired(Fragment head, NetworkInterface in, long nowNanos) {
                            troubles.add("expired at " + nowNanos / SECOND + " s");
                        }

                        @Override
                        public void malformed(
                                Fragment fragment, NetworkInterface in, int pointer, long now) {
                            troubles.add("malformed at octet " + pointer);
                        }

                        @Override
                        public void beheaded(Fragment head, NetworkInterface in, long nowNanos) {
                            troubles.add("beheaded");
                        }
                    });

    private Datagram datagram(boolean v4, int octets, int identification) {
        Datagram datagram = v4 ? new Datagram(A4, 1, B4, 2) : new Datagram(A6, 1, B6, 2);
        datagram.identification(identification);
        int at = 0;
        byte[] pattern = SmallHost.pattern(octets);
        while (at < octets) {
            Slab slab = pool.allocate(Math.min(octets - at, Slab.LARGE));
            int here = Math.min(slab.capacity(), octets - at);
            System.arraycopy(pattern, at, slab.octets, 0, here);
            datagram.append(slab, 0, here);
            slab.release();
            at += here;
        }
        return datagram;
    }

    private static List<Fragment> pieces(Packet datagram, int mtu) {
        List<Fragment> pieces = new ArrayList<>();
        Packet piece = Fragmenter.cut(datagram, mtu);
        while (piece != null) {
            pieces.add((Fragment) piece);
            Packet following = piece.next;
            piece.next = null;
            piece = following;
        }
        return pieces;
    }

    /** A fragment of octets that say nothing. */
    private Fragment bare(boolean v4, int offset, int length, boolean more) {
        Fragment fragment = new Fragment(v4 ? A4 : A6, v4 ? B4 : B6, IpProtocol.UDP, offset, more);
        fragment.identification(7);
        Slab slab = pool.allocate(Math.max(length, 1));
        fragment.append(slab, 0, length);
        slab.release();
        return fragment;
    }

    private @Nullable Packet add(Fragment fragment) {
        return queue.add(fragment, nic, 0);
    }

    private long count(Counter counter) {
        return counters.get(counter);
    }

    @Test
    void puttingTogetherUndoesCuttingWhateverTheOrderAndHoweverOftenOneComes() {
        Forall.seeds(200, this::roundTrip);
        assertThat(queue.size()).isZero();
        assertThat(queue.memory(true) + queue.memory(false)).isZero();
        assertThat(pool.outstanding()).isZero();
    }

    private void roundTrip(Draws draws) {
        boolean v4 = draws.oneIn(2);
        int octets = 1 + draws.below(draws.oneIn(10) ? 65_000 : 5000);
        int mtu = 1280 + draws.below(300);
        Datagram datagram = datagram(v4, octets, draws.below(0x10000));
        byte[] before = PacketCodec.encode(datagram);
        List<Fragment> left = new ArrayList<>(pieces(datagram, mtu));
        Packet whole = null;
        while (whole == null) {
            int which = draws.below(left.size());
            Fragment piece = left.get(which);
            boolean again = left.size() > 1 && draws.oneIn(4);
            if (!again) {
                left.remove(which);
            }
            assertThat(piece.length()).isLessThanOrEqualTo(mtu);
            whole = add(again ? piece.copy() : piece);
        }
        left.forEach(Packet::release);
        assertThat(whole).isInstanceOf(Datagram.class);
        assertThat(PacketCodec.encode(whole)).isEqualTo(before);
        whole.release();
    }

    @Test
    void fragmentsOfTwoDatagramsDoNotMix() {
        List<Fragment> one = pieces(datagram(true, 2000, 1), 1500);
        List<Fragment> other = pieces(datagram(true, 2000, 2), 1500);
        assertThat(add(one.get(0))).isNull();
        assertThat(add(other.get(1))).isNull();
        assertThat(queue.size()).isEqualTo(2);
        assertThat(add(one.get(1))).isNotNull();
        assertThat(add(other.get(0))).isNotNull();
        assertThat(count(Counter.IP_REASM_REQDS)).isEqualTo(4);
        assertThat(count(Counter.IP_REASM_OKS)).isEqualTo(2);
    }

    @Test
    void anOverlapDropsTheWholeDatagram() { // RFC 5722 §4; Linux does the same for IPv4
        for (boolean v4 : new boolean[] {true, false}) {
            add(bare(v4, 0, 16, true));
            add(bare(v4, 32, 16, true));
            assertThat(queue.size()).isEqualTo(1);
            assertThat(add(bare(v4, 8, 16, true))).isNull();
            assertThat(queue.size()).isZero();
        }
        assertThat(count(Counter.IP_REASM_FAILS)).isEqualTo(1);
        assertThat(count(Counter.IP6_REASM_FAILS)).isEqualTo(1);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void whatIsThereAlreadyIsADuplicateAndNoOverlap() {
        add(bare(true, 0, 16, true));
        add(bare(true, 16, 16, true));
        add(bare(true, 0, 16, true));
        add(bare(true, 8, 16, true));
        assertThat(queue.size()).isEqualTo(1);
        assertThat(add(bare(true, 32, 8, false))).isNotNull();
    }

    @Test
    void anEndThatContradictsWhatCameBeforeDropsTheDatagram() {
        add(bare(true, 32, 16, true));
        add(bare(true, 16, 8, false));
        assertThat(queue.size()).isZero();
        add(bare(true, 16, 8, false));
        add(bare(true, 24, 8, true));
        assertThat(queue.size()).isZero();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void lengthsAndOffsetsThatCannotBeAreRefused() {
        assertThat(add(bare(true, 65_528, 8, false))).isNull();
        assertThat(add(bare(false, 0, 12, true))).isNull();
        assertThat(add(bare(false, 65_528, 16, false))).isNull();
        assertThat(add(bare(false, 0, 0, true))).isNull();
        assertThat(queue.size()).isZero();
        assertThat(pool.outstanding()).isZero();
        assertThat(troubles)
                .containsExactly("malformed at octet 4", "malformed at octet 42", "beheaded");
        assertThat(count(Counter.IP6_IN_HDR_ERRORS)).isEqualTo(3);
    }

    @Test
    void anIpv4FragmentOfOddLengthCountsUpToTheLastEight() { // as Linux 6.18 does
        add(bare(true, 0, 12, true));
        Packet whole = add(bare(true, 8, 32, false));
        assertThat(whole).isNotNull();
        assertThat(whole.payloadLength() + whole.transportHeaderLength()).isEqualTo(40);
    }

    @Test
    void anEmptyFragmentDropsTheDatagram() { // as Linux 6.18 does
        for (boolean v4 : new boolean[] {true, false}) {
            add(bare(v4, 0, 40, true));
            assertThat(add(bare(v4, 40, 0, false))).isNull();
            assertThat(queue.size()).isZero();
        }
        assertThat(count(Counter.IP_REASM_FAILS)).isEqualTo(1);
        assertThat(count(Counter.IP6_REASM_FAILS)).isEqualTo(1);
    }

    @Test
    void aDatagramThatStaysIncompleteIsGivenUpAfterThirtySecondsSixtyForIpv6() {
        add(bare(true, 0, 16, true));
        add(bare(false, 0, 16, true));
        timers.advance(29 * SECOND);
        assertThat(queue.size()).isEqualTo(2);
        timers.advance(30 * SECOND);
        assertThat(queue.size()).isEqualTo(1);
        timers.advance(60 * SECOND);
        assertThat(queue.size()).isZero();
        assertThat(troubles).containsExactly("expired at 30 s", "expired at 60 s");
        assertThat(count(Counter.IP_REASM_TIMEOUT)).isEqualTo(1);
        assertThat(count(Counter.IP6_REASM_TIMEOUT)).isEqualTo(1);
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void nobodyIsToldIfTheFirstFragmentNeverCame() {
        add(bare(true, 16, 16, true));
        timers.advance(30 * SECOND);
        assertThat(queue.size()).isZero();
        assertThat(troubles).isEmpty();
    }

    @Test
    void anAtomicFragmentIsADatagramOfItsOwn() { // RFC 6946
        add(bare(false, 8, 8, true));
        Fragment atomic = pieces(datagram(false, 100, 7), 1280).getFirst();
        assertThat(atomic.isAtomic()).isTrue();
        Packet whole = add(atomic);
        assertThat(whole).isInstanceOf(Datagram.class);
        assertThat(whole.payload()).isEqualTo(SmallHost.pattern(100));
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void hostileFragmentsFillTheMemoryAllowedAndNoMore() {
        settings.set(Setting.IPFRAG_HIGH_THRESH, 1 << 20);
        for (int i = 0; i < 5000; i++) {
            Fragment fragment = bare(true, 8 * (i % 100), 8, true);
            fragment.identification(i);
            add(fragment);
        }
        assertThat(queue.memory(true)).isBetween(1L << 20, (1L << 20) + 2048);
        assertThat(count(Counter.IP_REASM_FAILS)).isGreaterThan(3000);
        assertThat(add(bare(false, 0, 8, true))).isNull();
        assertThat(queue.memory(false)).isPositive();
        timers.advance(60 * SECOND);
        assertThat(queue.memory(true) + queue.memory(false)).isZero();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void congestionExperiencedByOneFragmentIsTheWholeDatagrams() { // RFC 3168 §5.3
        List<Fragment> pieces = pieces(datagram(true, 2000, 9), 1500);
        pieces.get(0).trafficClass(2);
        pieces.get(1).trafficClass(3);
        add(pieces.get(0));
        Packet whole = add(pieces.get(1));
        assertThat(whole).isNotNull();
        assertThat(whole.trafficClass()).isEqualTo(3);
        List<Fragment> mixed = pieces(datagram(true, 2000, 9), 1500);
        mixed.get(1).trafficClass(3);
        add(mixed.get(0));
        assertThat(add(mixed.get(1))).isNull();
        assertThat(count(Counter.IP_REASM_FAILS)).isEqualTo(1);
    }

    @Test
    void fragmentsOfWhichSomeKnowEcnAndSomeDoNotAreNoDatagram() { // as Linux
        List<Fragment> pieces = pieces(datagram(true, 2000, 9), 1500);
        pieces.get(1).trafficClass(2);
        add(pieces.get(0));
        assertThat(add(pieces.get(1))).isNull();
        assertThat(count(Counter.IP_REASM_FAILS)).isEqualTo(1);
    }

    @Test
    void addressesOfOneLinkMeanAnotherHostOnAnother() { // RFC 4007 §6
        NetworkInterface other =
                new NetworkInterface(
                        "h",
                        "eth1",
                        3,
                        MacAddress.local(1, 3),
                        1500,
                        (_, _, _) -> {},
                        new DrainList());
        for (String destination : List.of("fe80::2", "ff02::2", "fd00::2")) {
            for (NetworkInterface in : List.of(nic, other)) {
                IpAddress from = IpAddress.of("fe80::1");
                IpAddress to = IpAddress.of(destination);
                boolean first = in == nic;
                Fragment half = new Fragment(from, to, IpProtocol.UDP, first ? 0 : 16, first);
                Slab slab = Slab.of(new byte[16]);
                half.append(slab, 0, 16);
                slab.release();
                boolean isWhole = queue.add(half, in, 0) != null;
                assertThat(isWhole).isEqualTo(!first && destination.equals("fd00::2"));
            }
        }
        assertThat(queue.size()).isEqualTo(4);
    }

    @Test
    void randomFragmentsNeverYieldMoreThanTheyCarry() {
        Forall.seeds(100, this::attack);
        queue.clear();
        assertThat(pool.outstanding()).isZero();
    }

    private void attack(Draws draws) {
        for (int i = 0; i < 100; i++) {
            int offset = 8 * draws.below(20);
            int length = draws.oneIn(5) ? draws.below(40) : 8 * draws.below(6);
            boolean v4 = draws.oneIn(2);
            Packet whole = add(bare(v4, offset, length, !draws.oneIn(5)));
            if (whole != null) {
                assertThat(whole.length()).isLessThanOrEqualTo(40 + 8 * 20 + 48);
                whole.release();
            }
        }
    }
}
