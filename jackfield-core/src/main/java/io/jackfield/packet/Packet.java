package io.jackfield.packet;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;

import org.jspecify.annotations.Nullable;

/**
 * One packet: the fields of its IP header, of the frame around it, and its payload as up to {@value
 * #MAX_SLICES} slices of slabs, by reference.
 *
 * <p>A packet is filled by its maker and is immutable once a link has it: whoever changes it on the
 * way (a router, an impairment) passes on a {@link #copy()}. The maker's reference to the slabs
 * goes along with the packet; the last holder calls {@link #release()}.
 */
public abstract class Packet {
    /** As many payload slices as a packet has at the most (Linux's MAX_SKB_FRAGS). */
    public static final int MAX_SLICES = 17;

    /** {@link #checksum()} of a packet that nobody computed: valid, as with checksum offload. */
    public static final int OFFLOADED = -1;

    private final IpAddress source;
    private final IpAddress destination;

    /** The next packet of whatever queue holds this one: the list is the packet's own. */
    public @Nullable Packet next;

    private long dueNanos;
    private long sourceMac = MacAddress.NONE;
    private long destinationMac = MacAddress.NONE;
    private int identification;
    private int flowLabel;
    private int checksum = OFFLOADED;
    private int segmentSize;
    private byte hopLimit = 64;
    private byte trafficClass;
    private boolean dontFragment;
    private Integrity integrity = Integrity.SOUND;

    private int payloadLength;
    private int slices;
    private @Nullable Slab slab0;
    private @Nullable Slab slab1;
    private int offset0;
    private int length0;
    private int offset1;
    private int length1;
    private Slice @Nullable [] more;

    /** A slice beyond the two that a packet holds inline. */
    private record Slice(Slab slab, int offset, int length) {}

    protected Packet(IpAddress source, IpAddress destination) {
        this.source = source;
        this.destination = destination;
    }

    /** The protocol number of the payload (IPv4 "protocol", IPv6 "next header"). */
    public abstract int protocol();

    /** Octets of the transport header, options included; 0 where the payload is all there is. */
    public abstract int transportHeaderLength();

    /** A packet with the same fields on the same slices, each retained once more. */
    public abstract Packet copy();

    /** What an ICMP error or a table calls it: "TCP", "UDP", … */
    public abstract String kind();

    public final IpAddress source() {
        return source;
    }

    public final IpAddress destination() {
        return destination;
    }

    public final boolean isV4() {
        return destination.isV4() && source.isV4();
    }

    /** Octets of the IP header that the codec writes: 20 or 40 (no options, no extensions). */
    public int ipHeaderLength() {
        return isV4() ? 20 : 40;
    }

    /** Octets from the IP header to the end of the payload: IPv4's total length. */
    public final int length() {
        return ipHeaderLength() + transportHeaderLength() + payloadLength;
    }

    /** World time at which a link has carried the packet across. */
    public final long dueNanos() {
        return dueNanos;
    }

    public final void dueNanos(long nanos) {
        dueNanos = nanos;
    }

    public final long sourceMac() {
        return sourceMac;
    }

    public final long destinationMac() {
        return destinationMac;
    }

    public final void frame(long fromMac, long toMac) {
        sourceMac = fromMac;
        destinationMac = toMac;
    }

    public final int identification() {
        return identification;
    }

    public final void identification(int id) {
        identification = id;
    }

    public final int flowLabel() {
        return flowLabel;
    }

    public final void flowLabel(int label) {
        flowLabel = label & 0xf_ffff;
    }

    /** Time to live of IPv4, hop limit of IPv6. */
    public final int hopLimit() {
        return hopLimit & 0xff;
    }

    public final void hopLimit(int hops) {
        hopLimit = (byte) hops;
    }

    /** DSCP and ECN: the type of service of IPv4, the traffic class of IPv6. */
    public final int trafficClass() {
        return trafficClass & 0xff;
    }

    public final void trafficClass(int octet) {
        trafficClass = (byte) octet;
    }

    /** The DF bit of IPv4; an IPv6 packet is never fragmented on its way. */
    public final boolean dontFragment() {
        return dontFragment;
    }

    public final void dontFragment(boolean set) {
        dontFragment = set;
    }

    /** The transport checksum that the sender computed, or {@link #OFFLOADED}. */
    public final int checksum() {
        return checksum;
    }

    public final void checksum(int computed) {
        checksum = computed;
    }

    /**
     * Payload octets per wire-size packet of a super-segment, which a link cuts where it must; 0
     * for an ordinary packet.
     */
    public final int segmentSize() {
        return segmentSize;
    }

    public final void segmentSize(int octets) {
        segmentSize = octets;
    }

    /** Whether this packet stands for several on the wire. */
    public final boolean isSuper() {
        return segmentSize > 0 && payloadLength > segmentSize;
    }

    /** As how many packets it travels over a real wire. */
    public final int wirePackets() {
        return isSuper() ? (payloadLength + segmentSize - 1) / segmentSize : 1;
    }

    /**
     * The wire-size packet of a super-segment that carries {@code length} octets from {@code from}
     * on.
     *
     * @throws UnsupportedOperationException if packets of this kind never are super-segments
     */
    public Packet piece(int from, int length) {
        throw new UnsupportedOperationException(kind());
    }

    /** What decoding found wrong with the octets; {@link Integrity#SOUND} for a packet as made. */
    public final Integrity integrity() {
        return integrity;
    }

    public final void integrity(Integrity found) {
        integrity = found;
    }

    public final int payloadLength() {
        return payloadLength;
    }

    public final int slices() {
        return slices;
    }

    public final Slab slab(int slice) {
        Slab slab = slice == 0 ? slab0 : slice == 1 ? slab1 : more(slice).slab;
        if (slab == null) {
            throw new IndexOutOfBoundsException(slice);
        }
        return slab;
    }

    public final int offset(int slice) {
        return slice == 0 ? offset0 : slice == 1 ? offset1 : more(slice).offset;
    }

    public final int length(int slice) {
        return slice == 0 ? length0 : slice == 1 ? length1 : more(slice).length;
    }

    private Slice more(int slice) {
        if (more == null || slice >= slices) {
            throw new IndexOutOfBoundsException(slice);
        }
        return more[slice - 2];
    }

    /**
     * Appends {@code length} octets of the slab, retaining it; a slice that continues the last one
     * lengthens it instead.
     *
     * @return false if the packet has all its slices already
     */
    public final boolean append(Slab slab, int offset, int length) {
        if (length == 0) {
            return true;
        }
        if (!extendLast(slab, offset, length)) {
            if (slices == MAX_SLICES) {
                return false;
            }
            slab.retain();
            put(slab, offset, length);
        }
        payloadLength += length;
        return true;
    }

    private boolean extendLast(Slab slab, int offset, int length) {
        if (slices == 1 && slab0 == slab && offset0 + length0 == offset) {
            length0 += length;
            return true;
        }
        if (slices == 2 && slab1 == slab && offset1 + length1 == offset) {
            length1 += length;
            return true;
        }
        return false;
    }

    private void put(Slab slab, int offset, int length) {
        switch (slices) {
            case 0 -> {
                slab0 = slab;
                offset0 = offset;
                length0 = length;
            }
            case 1 -> {
                slab1 = slab;
                offset1 = offset;
                length1 = length;
            }
            default -> {
                if (more == null) {
                    more = new Slice[MAX_SLICES - 2];
                }
                more[slices - 2] = new Slice(slab, offset, length);
            }
        }
        slices++;
    }

    /** Appends {@code length} octets of another packet's payload from {@code from} on, retained. */
    public final void appendPayloadOf(Packet other, int from, int length) {
        int skip = from;
        int left = length;
        for (int i = 0; i < other.slices && left > 0; i++) {
            int here = other.length(i);
            if (skip >= here) {
                skip -= here;
                continue;
            }
            int take = Math.min(left, here - skip);
            if (!append(other.slab(i), other.offset(i) + skip, take)) {
                throw new IllegalStateException("more than " + MAX_SLICES + " slices");
            }
            left -= take;
            skip = 0;
        }
        if (left > 0) {
            throw new IndexOutOfBoundsException("payload ends " + left + " octets too early");
        }
    }

    /** Copies {@code length} payload octets from {@code from} on into an array. */
    public final void copyPayload(int from, byte[] to, int toOffset, int length) {
        int skip = from;
        int at = toOffset;
        int left = length;
        for (int i = 0; i < slices && left > 0; i++) {
            int here = length(i);
            if (skip >= here) {
                skip -= here;
                continue;
            }
            int take = Math.min(left, here - skip);
            System.arraycopy(slab(i).octets, offset(i) + skip, to, at, take);
            at += take;
            left -= take;
            skip = 0;
        }
        if (left > 0) {
            throw new IndexOutOfBoundsException("payload ends " + left + " octets too early");
        }
    }

    /** All payload octets in a new array. */
    public final byte[] payload() {
        byte[] octets = new byte[payloadLength];
        copyPayload(0, octets, 0, payloadLength);
        return octets;
    }

    /** Gives every slab reference back; the payload is empty afterwards. */
    public final void release() {
        for (int i = 0; i < slices; i++) {
            slab(i).release();
        }
        slices = 0;
        payloadLength = 0;
        slab0 = null;
        slab1 = null;
        more = null;
    }

    /** Takes over every field of the IP header and the frame, and no payload. */
    protected final void takeHeaderOf(Packet other) {
        dueNanos = other.dueNanos;
        sourceMac = other.sourceMac;
        destinationMac = other.destinationMac;
        identification = other.identification;
        flowLabel = other.flowLabel;
        hopLimit = other.hopLimit;
        trafficClass = other.trafficClass;
        dontFragment = other.dontFragment;
        integrity = other.integrity;
    }

    /** Takes over header, checksum, segment size and the whole payload, retained. */
    protected final void takeAllOf(Packet other) {
        takeHeaderOf(other);
        checksum = other.checksum;
        segmentSize = other.segmentSize;
        appendPayloadOf(other, 0, other.payloadLength);
    }
}
