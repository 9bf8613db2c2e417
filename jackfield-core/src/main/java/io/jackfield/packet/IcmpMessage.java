package io.jackfield.packet;

import io.jackfield.address.IpAddress;

/**
 * An ICMP message of either family (RFC 792, RFC 4443): type, code and the four octets after the
 * checksum are fields; what follows (echo data, the quoted datagram, options) is the payload.
 */
public final class IcmpMessage extends Packet {
    /** Octets of type, code, checksum and the rest of the header. */
    public static final int HEADER_LENGTH = 8;

    private final int type;
    private final int code;
    private final int rest;

    /**
     * @param rest the octets 4 to 7 of the message: identifier and sequence number of an echo, the
     *     MTU of "fragmentation needed", the pointer of a parameter problem
     */
    public IcmpMessage(IpAddress source, IpAddress destination, int type, int code, int rest) {
        super(source, destination);
        this.type = type;
        this.code = code;
        this.rest = rest;
    }

    @Override
    public int protocol() {
        return isV4() ? IpProtocol.ICMP : IpProtocol.ICMPV6;
    }

    @Override
    public int transportHeaderLength() {
        return HEADER_LENGTH;
    }

    @Override
    public String kind() {
        return isV4() ? "ICMP" : "ICMPv6";
    }

    public int type() {
        return type;
    }

    public int code() {
        return code;
    }

    public int rest() {
        return rest;
    }

    @Override
    public IcmpMessage copy() {
        IcmpMessage copy = new IcmpMessage(source(), destination(), type, code, rest);
        copy.takeAllOf(this);
        return copy;
    }

    /** The same between other hosts, with another rest, and the checksum yet to be computed. */
    public IcmpMessage readdressed(IpAddress from, IpAddress to, int otherRest) {
        IcmpMessage changed = new IcmpMessage(from, to, type, code, otherRest);
        changed.takeAllOf(this);
        changed.checksum(OFFLOADED);
        return changed;
    }

    /** An error with the same header between other hosts, without what it quotes. */
    public IcmpMessage emptied(IpAddress from, IpAddress to) {
        IcmpMessage changed = new IcmpMessage(from, to, type, code, rest);
        changed.takeHeaderOf(this);
        return changed;
    }
}
