package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.link.StreamPositions;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketText;

import java.util.function.Predicate;

/** A packet, as a test asks about it. One on a wire is not to be kept: its octets go on. */
public record PacketView(Packet packet) {
    private static final int NO_PORT = -1;

    /**
     * Whether a segment carries that octet of its stream, counted from 1 at the beginning of the
     * stream, or, where that was not seen, of the first segment asked about.
     */
    public static Predicate<PacketView> carriesOctet(long number) {
        StreamPositions positions = new StreamPositions();
        return view -> view.packet instanceof Segment segment && positions.carries(segment, number);
    }

    /** What a rule of a link asks. */
    static Predicate<Packet> asked(Predicate<PacketView> which) {
        return packet -> which.test(new PacketView(packet));
    }

    public boolean isTcp() {
        return packet instanceof Segment;
    }

    public boolean isUdp() {
        return packet instanceof Datagram;
    }

    /** ICMP or ICMPv6. */
    public boolean isIcmp() {
        return packet instanceof IcmpMessage;
    }

    public boolean isArp() {
        return packet instanceof ArpMessage;
    }

    /** SYN without ACK. */
    public boolean isSyn() {
        return packet instanceof Segment segment && segment.isSyn();
    }

    public boolean isSynAck() {
        return packet instanceof Segment segment && segment.isSynAck();
    }

    public boolean isFin() {
        return packet instanceof Segment segment && segment.isFin();
    }

    public boolean isRst() {
        return packet instanceof Segment segment && segment.isRst();
    }

    /** Has the ACK flag, whatever else. */
    public boolean isAck() {
        return packet instanceof Segment segment && segment.has(Segment.ACK);
    }

    /** A TCP segment with ACK and nothing else. */
    public boolean isPureAck() {
        return packet instanceof Segment segment && segment.isPureAck();
    }

    /** Whether there is payload behind the transport header. */
    public boolean hasData() {
        return packet.payloadLength() > 0;
    }

    /** Octets of payload behind the transport header. */
    public int dataLength() {
        return packet.payloadLength();
    }

    /** Octets from the IP header on. */
    public int length() {
        return packet.length();
    }

    public IpAddress source() {
        return packet.source();
    }

    public IpAddress destination() {
        return packet.destination();
    }

    /** Whether it comes from this host. */
    public boolean isFrom(Host host) {
        return host.has(packet.source());
    }

    /** Whether it is for this host. */
    public boolean isTo(Host host) {
        return host.has(packet.destination());
    }

    /** The port it comes from, −1 where there is none. */
    public int sourcePort() {
        return switch (packet) {
            case Segment segment -> segment.sourcePort();
            case Datagram datagram -> datagram.sourcePort();
            default -> NO_PORT;
        };
    }

    /** The port it goes to, −1 where there is none. */
    public int destinationPort() {
        return switch (packet) {
            case Segment segment -> segment.destinationPort();
            case Datagram datagram -> datagram.destinationPort();
            default -> NO_PORT;
        };
    }

    /** The octets of its payload, copied. */
    public byte[] data() {
        return packet.payload();
    }

    /** One line, as tcpdump prints it. */
    @Override
    public String toString() {
        return PacketText.of(packet);
    }
}
