package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.RawPacket;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

/**
 * The part of a packet that an ICMP error about it carries (RFC 1812 §4.3.2.3, RFC 4443 §2.4(c)).
 */
final class QuoteCodec {
    private static final int MOST_OF_AN_IPV4_ERROR = 576;
    private static final int MOST_OF_AN_IPV6_ERROR = 1280;

    /** RFC 792: at least so much of the transport header is quoted. */
    private static final int LEAST_OF_TRANSPORT = 8;

    private QuoteCodec() {}

    static void write(IcmpMessage error, Packet cause) {
        int room = error.isV4() ? MOST_OF_AN_IPV4_ERROR : MOST_OF_AN_IPV6_ERROR;
        byte[] octets = PacketCodec.encode(cause);
        Slab slab = Slab.of(octets);
        error.append(slab, 0, Math.min(octets.length, room - error.length()));
        slab.release();
    }

    static @Nullable Packet read(Input in, boolean v4, int at, int length) {
        return v4 ? readV4(in, at, length) : readV6(in, at, length);
    }

    private static @Nullable Packet readV4(Input in, int at, int length) {
        byte[] octets = in.octets;
        if (!Ipv4Codec.hasHeader(octets, at, length)) {
            return null;
        }
        IpAddress source = in.addresses.v4(octets, at + 12);
        IpAddress destination = in.addresses.v4(octets, at + 16);
        int protocol = Octets.get8(octets, at + 9);
        int fragment = Octets.get16(octets, at + 6);
        int start = at + Ipv4Codec.headerLength(octets, at);
        int offset = (fragment & 0x1fff) << 3;
        boolean more = (fragment & 0x2000) != 0;
        Packet packet =
                offset != 0
                        ? new Fragment(source, destination, protocol, offset, more)
                        : readTransport(
                                in, source, destination, protocol, start, at + length - start);
        if (packet != null) {
            Ipv4Codec.readHeader(packet, octets, at);
        }
        return packet;
    }

    private static @Nullable Packet readV6(Input in, int at, int length) {
        byte[] octets = in.octets;
        if (!Ipv6Codec.hasHeader(octets, at, length)) {
            return null;
        }
        IpAddress source = in.addresses.v6(octets, at + 8);
        IpAddress destination = in.addresses.v6(octets, at + 24);
        int end = at + length;
        int header = Octets.get8(octets, at + 6);
        long payload = Ipv6Codec.payloadAt(octets, header, at + Ipv6Codec.HEADER_LENGTH, end, true);
        if (payload == Ipv6Codec.REFUSED || source.isV4() || destination.isV4()) {
            return null;
        }
        Packet packet = readV6Payload(in, source, destination, payload, end);
        if (packet != null) {
            Ipv6Codec.readHeader(packet, octets, at);
        }
        return packet;
    }

    private static @Nullable Packet readV6Payload(
            Input in, IpAddress source, IpAddress destination, long payload, int end) {
        int protocol = Ipv6Codec.protocol(payload);
        int start = Ipv6Codec.offset(payload);
        if (protocol == IpProtocol.FRAGMENT) {
            int offset = Octets.get16(in.octets, start + 2);
            int inner = Octets.get8(in.octets, start);
            if ((offset & 0xfff8) != 0) {
                boolean more = (offset & 1) != 0;
                Fragment piece = new Fragment(source, destination, inner, offset & 0xfff8, more);
                piece.identification(Octets.get32(in.octets, start + 4));
                return piece;
            }
            long rest = Ipv6Codec.payloadAt(in.octets, inner, start + 8, end, false);
            if (rest == Ipv6Codec.REFUSED || Ipv6Codec.protocol(rest) == IpProtocol.FRAGMENT) {
                return null;
            }
            protocol = Ipv6Codec.protocol(rest);
            start = Ipv6Codec.offset(rest);
        }
        return readTransport(in, source, destination, protocol, start, end - start);
    }

    private static @Nullable Packet readTransport(
            Input in, IpAddress source, IpAddress destination, int protocol, int at, int length) {
        byte[] octets = in.octets;
        boolean icmp = protocol == (destination.isV4() ? IpProtocol.ICMP : IpProtocol.ICMPV6);
        boolean known = icmp || protocol == IpProtocol.TCP || protocol == IpProtocol.UDP;
        if (known && length < LEAST_OF_TRANSPORT) {
            return null;
        }
        Packet packet;
        int headerLength = known ? LEAST_OF_TRANSPORT : 0;
        if (protocol == IpProtocol.TCP) {
            headerLength = length < TcpCodec.HEADER_LENGTH ? 0 : TcpCodec.headerLength(octets, at);
            if (headerLength < TcpCodec.HEADER_LENGTH || headerLength > length) {
                return new Segment(
                                source,
                                Octets.get16(octets, at),
                                destination,
                                Octets.get16(octets, at + 2))
                        .seq(Octets.get32(octets, at + 4));
            }
            Segment segment = TcpCodec.readHeader(octets, source, destination, at);
            TcpOptionsCodec.read(segment, octets, at + TcpCodec.HEADER_LENGTH, at + headerLength);
            packet = segment;
        } else if (protocol == IpProtocol.UDP) {
            packet =
                    new Datagram(
                            source,
                            Octets.get16(octets, at),
                            destination,
                            Octets.get16(octets, at + 2));
        } else if (icmp) {
            packet = TransportCodec.readIcmpHeader(octets, source, destination, at);
        } else {
            packet = new RawPacket(source, destination, protocol);
        }
        in.attach(packet, at + headerLength, length - headerLength);
        return packet;
    }
}
