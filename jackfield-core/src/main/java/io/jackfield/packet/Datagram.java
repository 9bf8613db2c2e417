package io.jackfield.packet;

import io.jackfield.address.IpAddress;

/** A UDP datagram (RFC 768). */
public class Datagram extends Packet {
    /** Octets of the UDP header. */
    public static final int HEADER_LENGTH = 8;

    private final char sourcePort;
    private final char destinationPort;

    public Datagram(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
        super(source, destination);
        this.sourcePort = (char) sourcePort;
        this.destinationPort = (char) destinationPort;
    }

    @Override
    public final int protocol() {
        return IpProtocol.UDP;
    }

    @Override
    public final int transportHeaderLength() {
        return HEADER_LENGTH;
    }

    @Override
    public final String kind() {
        return "UDP";
    }

    public final int sourcePort() {
        return sourcePort;
    }

    public final int destinationPort() {
        return destinationPort;
    }

    @Override
    public Datagram copy() {
        Datagram copy = new Datagram(source(), sourcePort, destination(), destinationPort);
        copy.takeAllOf(this);
        return copy;
    }

    /** Each has a header of its own (Linux: UDP_SEGMENT). */
    @Override
    public final Datagram piece(int from, int length) {
        Datagram piece = new Datagram(source(), sourcePort, destination(), destinationPort);
        piece.takeHeaderOf(this);
        piece.appendPayloadOf(this, from, length);
        return piece;
    }

    /** The same between other endpoints, with the checksum yet to be computed. */
    public final Datagram readdressed(IpAddress from, int fromPort, IpAddress to, int toPort) {
        Datagram changed = new Datagram(from, fromPort, to, toPort);
        changed.takeAllOf(this);
        changed.checksum(OFFLOADED);
        return changed;
    }
}
