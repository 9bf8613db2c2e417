package io.jackfield.packet;

import io.jackfield.address.IpAddress;

/**
 * Octets that came as an IP packet and cannot be read as one: all of them are the payload, and
 * {@link #integrity()} says what is wrong. The addresses are unspecified ones of the family.
 */
public final class MalformedPacket extends Packet {
    public MalformedPacket(boolean v4, Integrity found) {
        super(v4 ? IpAddress.ANY4 : IpAddress.ANY6, v4 ? IpAddress.ANY4 : IpAddress.ANY6);
        integrity(found);
    }

    /** Not known: −1. */
    @Override
    public int protocol() {
        return -1;
    }

    /** The header, whatever there is of it, is part of the payload. */
    @Override
    public int ipHeaderLength() {
        return 0;
    }

    @Override
    public int transportHeaderLength() {
        return 0;
    }

    @Override
    public String kind() {
        return "malformed";
    }

    @Override
    public MalformedPacket copy() {
        MalformedPacket copy = new MalformedPacket(isV4(), integrity());
        copy.takeAllOf(this);
        return copy;
    }
}
