package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Checksum;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.Segment;

/** The headers of UDP (RFC 768) and ICMP (RFC 792, RFC 4443), and which codec reads a protocol. */
final class TransportCodec {
    /** A sender may leave the UDP checksum out. */
    private static final int NO_CHECKSUM = 0;

    private TransportCodec() {}

    /** Writes the transport header with its checksum field 0; answers its length. */
    static int writeHeader(Packet packet, byte[] to, int at) {
        if (packet instanceof Segment segment) {
            TcpCodec.writeHeader(segment, to, at);
        } else if (packet instanceof Datagram datagram) {
            Octets.put16(to, at, datagram.sourcePort());
            Octets.put16(to, at + 2, datagram.destinationPort());
            Octets.put16(to, at + 4, Datagram.HEADER_LENGTH + packet.payloadLength());
            Octets.put16(to, at + 6, 0);
        } else if (packet instanceof IcmpMessage message) {
            Octets.put8(to, at, message.type());
            Octets.put8(to, at + 1, message.code());
            Octets.put16(to, at + 2, 0);
            Octets.put32(to, at + 4, message.rest());
        }
        return packet.transportHeaderLength();
    }

    static Packet decode(
            Input in, IpAddress source, IpAddress destination, int protocol, int at, int length) {
        boolean v4 = destination.isV4();
        if (protocol == IpProtocol.TCP) {
            return TcpCodec.decode(in, source, destination, at, length);
        }
        if (protocol == IpProtocol.UDP) {
            return decodeUdp(in, source, destination, at, length);
        }
        if (protocol == (v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)) {
            return decodeIcmp(in, source, destination, at, length);
        }
        return raw(in, source, destination, protocol, at, length, Integrity.SOUND);
    }

    private static Packet decodeUdp(
            Input in, IpAddress source, IpAddress destination, int at, int length) {
        byte[] octets = in.octets;
        if (length < Datagram.HEADER_LENGTH) {
            return damagedUdp(in, source, destination, at, length, Integrity.BAD_TRANSPORT_HEADER);
        }
        boolean v4 = destination.isV4();
        int field = Octets.get16(octets, at + 4);
        int whole = field == 0 && !v4 ? length : field; // RFC 2675 §4: 0 is a jumbogram's length
        if (whole > length || whole < Datagram.HEADER_LENGTH) {
            return damagedUdp(in, source, destination, at, length, Integrity.BAD_TRANSPORT_HEADER);
        }
        // RFC 8200 §8.1: over IPv6 it is an error, but for receivers of RFC 6935, who are asked.
        boolean unchecked = Octets.get16(octets, at + 6) == NO_CHECKSUM;
        if (!unchecked
                && !TransportChecksum.isValid(
                        octets, source, destination, IpProtocol.UDP, at, whole)) {
            return damagedUdp(in, source, destination, at, length, Integrity.BAD_CHECKSUM);
        }
        Datagram datagram =
                new Datagram(
                        source,
                        Octets.get16(octets, at),
                        destination,
                        Octets.get16(octets, at + 2));
        if (unchecked) {
            datagram.checksum(NO_CHECKSUM);
        }
        in.attach(datagram, at + Datagram.HEADER_LENGTH, whole - Datagram.HEADER_LENGTH);
        return datagram;
    }

    private static Packet damagedUdp(
            Input in,
            IpAddress source,
            IpAddress destination,
            int at,
            int length,
            Integrity found) {
        return raw(in, source, destination, IpProtocol.UDP, at, length, found);
    }

    private static Packet decodeIcmp(
            Input in, IpAddress source, IpAddress destination, int at, int length) {
        byte[] octets = in.octets;
        boolean v4 = destination.isV4();
        int protocol = v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6;
        boolean valid =
                v4
                        ? Checksum.fold(Checksum.accumulate(octets, at, length, 0)) == 0xffff
                        : TransportChecksum.isValid(
                                octets, source, destination, protocol, at, length);
        if (!valid || length < IcmpMessage.HEADER_LENGTH) {
            Integrity found = valid ? Integrity.BAD_TRANSPORT_HEADER : Integrity.BAD_CHECKSUM;
            return raw(in, source, destination, protocol, at, length, found);
        }
        IcmpMessage message = readIcmpHeader(octets, source, destination, at);
        in.attach(message, at + IcmpMessage.HEADER_LENGTH, length - IcmpMessage.HEADER_LENGTH);
        return message;
    }

    static IcmpMessage readIcmpHeader(
            byte[] octets, IpAddress source, IpAddress destination, int at) {
        return new IcmpMessage(
                source,
                destination,
                Octets.get8(octets, at),
                Octets.get8(octets, at + 1),
                Octets.get32(octets, at + 4));
    }

    /** The transport part as it is: an unknown protocol's, or one in which something is wrong. */
    static RawPacket raw(
            Input in,
            IpAddress source,
            IpAddress destination,
            int protocol,
            int at,
            int length,
            Integrity found) {
        RawPacket packet = new RawPacket(source, destination, protocol);
        packet.integrity(found);
        in.attach(packet, at, length);
        return packet;
    }
}
