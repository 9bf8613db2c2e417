package io.jackfield.ip.fragment;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.time.Timer;

import org.jspecify.annotations.Nullable;

/** One datagram of which fragments have come: those in order, and what is known of its length. */
abstract class Reassembly extends Timer {
    /** What a fragment costs beside its octets: about Linux's sk_buff. */
    private static final int OVERHEAD = 768;

    private static final int ECN = 0x03;
    private static final int NOT_ECT = 0x00;
    private static final int CE = 0x03;

    /** What adding a fragment led to. */
    enum Outcome {
        /** The fragment is kept, and others are still missing. */
        INCOMPLETE,
        /** Every octet is there. */
        COMPLETE,
        /** All its octets are there already; the fragment is not kept. */
        DUPLICATE,
        /** It contradicts the others: the datagram is not to be trusted (RFC 5722). */
        CONTRADICTION
    }

    /**
     * Who sent what to whom, under which number; IPv6 does not compare the protocol. An address
     * that means something on one link only counts together with the link (RFC 4007 §6).
     */
    record Key(IpAddress source, IpAddress destination, int identification, int protocol, int nic) {
        static Key of(Fragment fragment, NetworkInterface in) {
            IpAddress destination = fragment.destination();
            boolean v4 = fragment.isV4();
            boolean ofOneLink = !v4 && (destination.isLinkLocal() || destination.isMulticast());
            return new Key(
                    fragment.source(),
                    destination,
                    fragment.identification(),
                    v4 ? fragment.protocol() : 0,
                    ofOneLink ? in.index() : 0);
        }
    }

    final Key key;
    NetworkInterface in;
    private @Nullable Fragment first;
    private @Nullable Fragment last;
    private int total = -1;
    private int octets;
    private int cost;
    private int ecnSeen;

    Reassembly(Key key, NetworkInterface in) {
        this.key = key;
        this.in = in;
    }

    boolean isV4() {
        return key.destination.isV4();
    }

    /** Memory that the fragments are counted as. */
    int cost() {
        return cost;
    }

    static int cost(Fragment fragment) {
        return fragment.payloadLength() + OVERHEAD;
    }

    /** The fragment that begins with the transport header, or null if it has not come. */
    @Nullable Fragment head() {
        return first != null && first.fragmentOffset() == 0 ? first : null;
    }

    Outcome add(Fragment fragment) {
        int start = fragment.fragmentOffset();
        int end = start + fragment.payloadLength();
        if (start == end || (total >= 0 && end > total)) {
            return Outcome.CONTRADICTION;
        }
        if (!fragment.moreFragments()) {
            if (last != null && end(last) > end) {
                return Outcome.CONTRADICTION; // also of an end that came before
            }
            total = end;
        }
        Outcome outcome = insert(fragment, start, end);
        if (outcome == Outcome.INCOMPLETE) {
            octets += fragment.payloadLength();
            cost += cost(fragment);
            ecnSeen |= 1 << (fragment.trafficClass() & ECN);
        }
        return outcome == Outcome.INCOMPLETE && octets == total ? Outcome.COMPLETE : outcome;
    }

    private Outcome insert(Fragment fragment, int start, int end) {
        Fragment before = null;
        if (last != null && last.fragmentOffset() < start) {
            before = last; // in order, the usual case
        } else {
            for (Fragment f = first; f != null && f.fragmentOffset() <= start; f = next(f)) {
                before = f;
            }
        }
        Fragment after = before == null ? first : next(before);
        boolean overlaps =
                (before != null && end(before) > start)
                        || (after != null && after.fragmentOffset() < end);
        if (overlaps) {
            return isCovered(start, end) ? Outcome.DUPLICATE : Outcome.CONTRADICTION;
        }
        fragment.next = after;
        if (before == null) {
            first = fragment;
        } else {
            before.next = fragment;
        }
        if (after == null) {
            last = fragment;
        }
        return Outcome.INCOMPLETE;
    }

    /** Linux: octets that all lie in one run without gaps are a duplicate, not an overlap. */
    private boolean isCovered(int start, int end) {
        int covered = start;
        for (Fragment f = first; f != null && f.fragmentOffset() <= covered; f = next(f)) {
            covered = Math.max(covered, end(f));
        }
        return covered >= end;
    }

    /**
     * The datagram, its payload all octets behind the IP header; null if some fragments were
     * capable of ECN and others not, which RFC 3168 §5.3 leaves open and Linux drops.
     */
    @Nullable RawPacket datagram() {
        Fragment head = first;
        assert head != null && octets == total;
        if ((ecnSeen & 1 << NOT_ECT) != 0 && ecnSeen != 1 << NOT_ECT) {
            return null;
        }
        boolean marked = (ecnSeen & 1 << CE) != 0;
        byte[] whole = new byte[total];
        for (Fragment f = head; f != null; f = next(f)) {
            f.copyPayload(0, whole, f.fragmentOffset(), f.payloadLength());
        }
        RawPacket datagram = new RawPacket(head.source(), head.destination(), head.protocol());
        Slab slab = Slab.of(whole);
        datagram.append(slab, 0, total);
        slab.release();
        datagram.identification(head.identification());
        datagram.flowLabel(head.flowLabel());
        datagram.hopLimit(head.hopLimit());
        datagram.trafficClass(head.trafficClass() | (marked ? CE : 0));
        datagram.frame(head.sourceMac(), head.destinationMac());
        datagram.dueNanos(head.dueNanos());
        return datagram;
    }

    /** Releases every fragment. */
    void discard() {
        Fragment fragment = first;
        while (fragment != null) {
            Fragment following = next(fragment);
            fragment.next = null;
            fragment.release();
            fragment = following;
        }
        first = null;
        last = null;
    }

    private static int end(Fragment fragment) {
        return fragment.fragmentOffset() + fragment.payloadLength();
    }

    private static @Nullable Fragment next(Packet fragment) {
        return (Fragment) fragment.next;
    }
}
