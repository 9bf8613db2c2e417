package io.jackfield.ip.fragment;

import io.jackfield.link.NetworkInterface;
import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Setting;
import io.jackfield.observe.Settings;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.time.Deadline;
import io.jackfield.time.TimerWheel;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The datagrams of a host that are not whole yet, of both families, within Linux's limits of memory
 * and time.
 */
public final class FragmentQueue {
    /** With the header, 65535 octets (RFC 791 §3.1). */
    private static final int LONGEST_V4 = 0xffff - 20;

    /** The payload length counts what is behind the header (RFC 8200 §3). */
    private static final int LONGEST_V6 = 0xffff;

    /** Where the payload length stands in the IPv6 header. */
    private static final int LENGTH_POINTER = 4;

    /** Where the offset stands in a fragment header behind the IPv6 header. */
    private static final int OFFSET_POINTER = 42;

    private final Settings settings;
    private final Counters counters;
    private final TimerWheel timers;
    private final Troubles troubles;
    private final PacketCodec codec = new PacketCodec();

    private final Map<Reassembly.Key, Reassembly> incomplete = new LinkedHashMap<>();
    private long costV4;
    private long costV6;

    /** Told of what the sender of a fragment is to be told. The packets stay the queue's. */
    public interface Troubles {
        /** The rest did not come in time; {@code head} begins with the transport header. */
        void expired(Fragment head, NetworkInterface in, long nowNanos);

        /** RFC 8200 §4.5: a length or offset that cannot be; the pointer counts octets. */
        void malformed(Fragment fragment, NetworkInterface in, int pointer, long nowNanos);

        /** RFC 8200 §4.5: a first fragment must hold all headers, the transport's too. */
        void beheaded(Fragment head, NetworkInterface in, long nowNanos);
    }

    public FragmentQueue(
            Settings settings, Counters counters, TimerWheel timers, Troubles troubles) {
        this.settings = settings;
        this.counters = counters;
        this.timers = timers;
        this.troubles = troubles;
    }

    /** How many datagrams are waiting for fragments. */
    public int size() {
        return incomplete.size();
    }

    /** Octets of memory that the waiting fragments of a family are counted as. */
    public long memory(boolean v4) {
        return v4 ? costV4 : costV6;
    }

    /**
     * Takes a fragment; answers the datagram if that was the last one missing. The fragment is the
     * queue's from now on.
     */
    public @Nullable Packet add(Fragment arrived, NetworkInterface in, long nowNanos) {
        boolean v4 = arrived.isV4();
        counters.increment(v4 ? Counter.IP_REASM_REQDS : Counter.IP6_REASM_REQDS);
        Fragment fragment = v4 ? wholeUnits(arrived) : arrived;
        if (!isSound(fragment, in, nowNanos)) {
            fragment.release();
            return null;
        }
        if (fragment.isAtomic()) {
            return atomic(fragment);
        }
        Setting limit = v4 ? Setting.IPFRAG_HIGH_THRESH : Setting.IP6FRAG_HIGH_THRESH;
        if (memory(v4) > settings.get(limit)) {
            return refuse(fragment);
        }
        Reassembly reassembly = find(fragment, in, nowNanos);
        int costBefore = reassembly.cost();
        Reassembly.Outcome outcome = reassembly.add(fragment);
        charge(v4, reassembly.cost() - costBefore);
        reassembly.in = in;
        return switch (outcome) {
            case INCOMPLETE -> null;
            case DUPLICATE -> {
                fragment.release();
                yield null;
            }
            case CONTRADICTION -> {
                discard(reassembly);
                yield refuse(fragment);
            }
            case COMPLETE -> complete(reassembly);
        };
    }

    /** Forgets every datagram; for a host that is shut down. */
    public void clear() {
        for (Reassembly reassembly : incomplete.values().toArray(Reassembly[]::new)) {
            discard(reassembly);
        }
    }

    /** Linux: of an IPv4 fragment that is no multiple of eight long, the rest is cut off. */
    private static Fragment wholeUnits(Fragment fragment) {
        int length = fragment.payloadLength() & ~7;
        if (!fragment.moreFragments() || length == fragment.payloadLength()) {
            return fragment;
        }
        Fragment cut = Fragmenter.part(fragment, length);
        fragment.release();
        return cut;
    }

    private boolean isSound(Fragment fragment, NetworkInterface in, long nowNanos) {
        int length = fragment.payloadLength();
        boolean v4 = fragment.isV4();
        if (fragment.fragmentOffset() + length > (v4 ? LONGEST_V4 : LONGEST_V6)) {
            return refuseMalformed(fragment, in, OFFSET_POINTER, nowNanos);
        }
        if (v4 || fragment.isAtomic()) {
            return true;
        }
        if (fragment.fragmentOffset() == 0 && length < headerLength(fragment.protocol())) {
            counters.increment(Counter.IP6_IN_HDR_ERRORS);
            troubles.beheaded(fragment, in, nowNanos);
            return false;
        }
        return !fragment.moreFragments()
                || (length & 7) == 0
                || refuseMalformed(fragment, in, LENGTH_POINTER, nowNanos);
    }

    private static int headerLength(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> 20;
            case IpProtocol.UDP -> Datagram.HEADER_LENGTH;
            case IpProtocol.ICMPV6 -> IcmpMessage.HEADER_LENGTH;
            default -> 1;
        };
    }

    private boolean refuseMalformed(
            Fragment fragment, NetworkInterface in, int pointer, long nowNanos) {
        if (fragment.isV4()) {
            counters.increment(Counter.IP_REASM_FAILS);
        } else {
            counters.increment(Counter.IP6_IN_HDR_ERRORS);
            troubles.malformed(fragment, in, pointer, nowNanos);
        }
        return false;
    }

    /** RFC 6946: whole in one fragment, so independent of any other of the same number. */
    private Packet atomic(Fragment fragment) {
        counters.increment(fragment.isV4() ? Counter.IP_REASM_OKS : Counter.IP6_REASM_OKS);
        Packet datagram = codec.decodeTransport(fragment);
        fragment.release();
        return datagram;
    }

    private Reassembly find(Fragment fragment, NetworkInterface in, long nowNanos) {
        Reassembly.Key key = Reassembly.Key.of(fragment, in);
        Reassembly known = incomplete.get(key);
        if (known != null) {
            return known;
        }
        Reassembly reassembly =
                new Reassembly(key, in) {
                    @Override
                    protected void fire(long nowNanos) {
                        expire(this, nowNanos);
                    }
                };
        incomplete.put(key, reassembly);
        Setting time = fragment.isV4() ? Setting.IPFRAG_TIME_SECONDS : Setting.IP6FRAG_TIME_SECONDS;
        timers.arm(reassembly, Deadline.after(nowNanos, settings.get(time) * 1_000_000_000L));
        return reassembly;
    }

    private @Nullable Packet complete(Reassembly reassembly) {
        boolean v4 = reassembly.isV4();
        Packet datagram = reassembly.datagram();
        discard(reassembly);
        if (datagram == null) {
            counters.increment(v4 ? Counter.IP_REASM_FAILS : Counter.IP6_REASM_FAILS);
            return null;
        }
        counters.increment(v4 ? Counter.IP_REASM_OKS : Counter.IP6_REASM_OKS);
        Packet decoded = codec.decodeTransport(datagram);
        datagram.release();
        return decoded;
    }

    private void expire(Reassembly reassembly, long nowNanos) {
        boolean v4 = reassembly.isV4();
        counters.increment(v4 ? Counter.IP_REASM_TIMEOUT : Counter.IP6_REASM_TIMEOUT);
        counters.increment(v4 ? Counter.IP_REASM_FAILS : Counter.IP6_REASM_FAILS);
        Fragment head = reassembly.head();
        if (head != null) { // RFC 792: without the first fragment nobody is told
            troubles.expired(head, reassembly.in, nowNanos);
        }
        discard(reassembly);
    }

    private void discard(Reassembly reassembly) {
        timers.cancel(reassembly);
        incomplete.remove(reassembly.key);
        charge(reassembly.isV4(), -reassembly.cost());
        reassembly.discard();
    }

    private @Nullable Packet refuse(Fragment fragment) {
        counters.increment(fragment.isV4() ? Counter.IP_REASM_FAILS : Counter.IP6_REASM_FAILS);
        fragment.release();
        return null;
    }

    private void charge(boolean v4, long cost) {
        if (v4) {
            costV4 += cost;
        } else {
            costV6 += cost;
        }
    }
}
