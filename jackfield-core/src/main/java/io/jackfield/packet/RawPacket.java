package io.jackfield.packet;

import io.jackfield.address.IpAddress;

/** A packet whose transport part is octets only: an unknown protocol, or one not decoded. */
public final class RawPacket extends Packet {
    private final int protocol;

    public RawPacket(IpAddress source, IpAddress destination, int protocol) {
        super(source, destination);
        this.protocol = protocol;
    }

    @Override
    public int protocol() {
        return protocol;
    }

    @Override
    public int transportHeaderLength() {
        return 0;
    }

    @Override
    public String kind() {
        return "protocol " + protocol;
    }

    @Override
    public RawPacket copy() {
        RawPacket copy = new RawPacket(source(), destination(), protocol);
        copy.takeAllOf(this);
        return copy;
    }
}
