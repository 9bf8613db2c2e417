package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;

/** The IPv6 header and its extension headers (RFC 8200 §3, §4). */
final class Ipv6Codec {
    static final int HEADER_LENGTH = 40;
    private static final int FRAGMENT_HEADER_LENGTH = 8;
    private static final int MAXIMUM_PAYLOAD = 0xffff;

    /** Answer of {@link #payloadAt}: an extension header forbids to go on. */
    static final long REFUSED = -1;

    private Ipv6Codec() {}

    static void writeHeader(Packet packet, byte[] to, int at) {
        int length = packet.length() - HEADER_LENGTH;
        if (length > MAXIMUM_PAYLOAD) {
            throw new IllegalArgumentException("an IPv6 payload of " + length + " octets");
        }
        boolean fragment = packet instanceof Fragment;
        Octets.put32(to, at, 6 << 28 | packet.trafficClass() << 20 | packet.flowLabel());
        Octets.put16(to, at + 4, length);
        Octets.put8(to, at + 6, fragment ? IpProtocol.FRAGMENT : packet.protocol());
        Octets.put8(to, at + 7, packet.hopLimit());
        packet.source().writeV6To(to, at + 8);
        packet.destination().writeV6To(to, at + 24);
        if (packet instanceof Fragment piece) {
            int more = piece.moreFragments() ? 1 : 0;
            Octets.put8(to, at + 40, packet.protocol());
            Octets.put8(to, at + 41, 0);
            Octets.put16(to, at + 42, piece.fragmentOffset() & 0xfff8 | more);
            Octets.put32(to, at + 44, packet.identification());
        }
    }

    /** The packet in the octets; octets after the payload length are ignored. */
    static Packet decode(Input in, int at, int length) {
        byte[] octets = in.octets;
        Integrity found = inspect(octets, at, length);
        if (found != Integrity.SOUND) {
            return PacketCodec.malformed(in, at, length, false, found);
        }
        IpAddress source = in.addresses.v6(octets, at + 8);
        IpAddress destination = in.addresses.v6(octets, at + 24);
        int end = at + HEADER_LENGTH + Octets.get16(octets, at + 4);
        int protocol = Octets.get8(octets, at + 6);
        long payload = payloadAt(octets, protocol, at + HEADER_LENGTH, end, true);
        // A source in IPv4-mapped form would look like an IPv4 peer to a dual-stack socket.
        if (payload == REFUSED || source.isV4() || destination.isV4()) {
            return PacketCodec.malformed(in, at, length, false, Integrity.BAD_IP_HEADER);
        }
        Packet packet = decodePayload(in, source, destination, payload, end);
        readHeader(packet, octets, at);
        return packet;
    }

    /** The transport part of a whole datagram, which may begin with more extension headers. */
    static Packet decodeTransport(
            Input in, IpAddress source, IpAddress destination, int protocol, int at, int length) {
        long payload = payloadAt(in.octets, protocol, at, at + length, false);
        if (payload == REFUSED || protocol(payload) == IpProtocol.FRAGMENT) {
            return TransportCodec.raw(
                    in, source, destination, protocol, at, length, Integrity.BAD_IP_HEADER);
        }
        return decodePayload(in, source, destination, payload, at + length);
    }

    private static Packet decodePayload(
            Input in, IpAddress source, IpAddress destination, long payload, int end) {
        int protocol = protocol(payload);
        int at = offset(payload);
        if (protocol != IpProtocol.FRAGMENT) {
            return TransportCodec.decode(in, source, destination, protocol, at, end - at);
        }
        byte[] octets = in.octets;
        int offset = Octets.get16(octets, at + 2);
        Packet packet =
                new Fragment(
                        source,
                        destination,
                        Octets.get8(octets, at),
                        offset & 0xfff8,
                        (offset & 1) != 0);
        packet.identification(Octets.get32(octets, at + 4));
        in.attach(packet, at + FRAGMENT_HEADER_LENGTH, end - at - FRAGMENT_HEADER_LENGTH);
        return packet;
    }

    /** Takes over what the header says beside addresses and next header. */
    static void readHeader(Packet packet, byte[] octets, int at) {
        int first = Octets.get32(octets, at);
        packet.trafficClass(first >>> 20 & 0xff);
        packet.flowLabel(first);
        packet.hopLimit(Octets.get8(octets, at + 7));
    }

    static boolean hasHeader(byte[] octets, int at, int length) {
        return length >= HEADER_LENGTH && Octets.get8(octets, at) >>> 4 == 6;
    }

    private static Integrity inspect(byte[] octets, int at, int length) {
        if (!hasHeader(octets, at, length)) {
            return Integrity.BAD_IP_HEADER;
        }
        int payload = Octets.get16(octets, at + 4);
        return payload > length - HEADER_LENGTH ? Integrity.TRUNCATED : Integrity.SOUND;
    }

    /**
     * Passes over extension headers: protocol and place of what follows them, or {@link #REFUSED}.
     * It stops at a fragment header, which is whole.
     */
    static long payloadAt(byte[] octets, int firstHeader, int start, int end, boolean first) {
        int header = firstHeader;
        int at = start;
        while (isExtension(header)) {
            // RFC 8200 §4.1: the hop-by-hop header stands directly after the IPv6 header.
            boolean misplaced = header == IpProtocol.HOP_BY_HOP && !(first && at == start);
            if (misplaced || end - at < 8) {
                return REFUSED;
            }
            if (header == IpProtocol.FRAGMENT) {
                break;
            }
            int length = 8 + (Octets.get8(octets, at + 1) << 3);
            if (length > end - at || !isPassable(octets, header, at, length)) {
                return REFUSED;
            }
            header = Octets.get8(octets, at);
            at += length;
        }
        return (long) header << 32 | at;
    }

    static int protocol(long payload) {
        return (int) (payload >>> 32);
    }

    static int offset(long payload) {
        return (int) payload;
    }

    private static boolean isExtension(int header) {
        return header == IpProtocol.HOP_BY_HOP
                || header == IpProtocol.DESTINATION_OPTIONS
                || header == IpProtocol.ROUTING
                || header == IpProtocol.FRAGMENT;
    }

    private static boolean isPassable(byte[] octets, int header, int at, int length) {
        if (header == IpProtocol.ROUTING) {
            // RFC 8200 §4.4: no routing type is known here, so none may have segments left.
            return Octets.get8(octets, at + 3) == 0;
        }
        return areOptionsPassable(octets, at + 2, at + length);
    }

    /** RFC 8200 §4.2: an unknown option says in its two highest bits whether it may be skipped. */
    private static boolean areOptionsPassable(byte[] octets, int start, int end) {
        int at = start;
        while (at < end) {
            int type = Octets.get8(octets, at);
            if (type == 0) { // Pad1 has no length
                at++;
                continue;
            }
            if (type >>> 6 != 0 || end - at < 2) {
                return false;
            }
            at += 2 + Octets.get8(octets, at + 1);
        }
        return at == end;
    }
}
