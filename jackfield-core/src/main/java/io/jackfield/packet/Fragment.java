package io.jackfield.packet;

import io.jackfield.address.IpAddress;

/**
 * A fragment of a datagram of either family (RFC 791 §3.2, RFC 8200 §4.5); its payload is the
 * octets of the datagram's transport part from {@link #fragmentOffset()} on.
 */
public final class Fragment extends Packet {
    private final int protocol;
    private final int fragmentOffset;
    private final boolean moreFragments;

    /**
     * @param protocol the protocol of the whole datagram
     * @param fragmentOffset in octets, a multiple of eight
     */
    public Fragment(
            IpAddress source,
            IpAddress destination,
            int protocol,
            int fragmentOffset,
            boolean moreFragments) {
        super(source, destination);
        this.protocol = protocol;
        this.fragmentOffset = fragmentOffset;
        this.moreFragments = moreFragments;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    /** IPv6 carries the fragment fields in an extension header of eight octets. */
    @Override
    public int ipHeaderLength() {
        return isV4() ? 20 : 48;
    }

    @Override
    public int transportHeaderLength() {
        return 0;
    }

    @Override
    public String kind() {
        return "fragment";
    }

    public int fragmentOffset() {
        return fragmentOffset;
    }

    public boolean moreFragments() {
        return moreFragments;
    }

    /** Offset 0 and nothing after it: the whole datagram in one fragment (RFC 6946). */
    public boolean isAtomic() {
        return fragmentOffset == 0 && !moreFragments;
    }

    @Override
    public Fragment copy() {
        Fragment copy =
                new Fragment(source(), destination(), protocol, fragmentOffset, moreFragments);
        copy.takeAllOf(this);
        return copy;
    }
}
