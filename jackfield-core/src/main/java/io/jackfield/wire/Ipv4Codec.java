package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Checksum;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.Packet;

/** The IPv4 header (RFC 791 §3.1). */
final class Ipv4Codec {
    static final int HEADER_LENGTH = 20;
    private static final int MAXIMUM_LENGTH = 0xffff;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private Ipv4Codec() {}

    static void writeHeader(Packet packet, byte[] to, int at) {
        int length = packet.length();
        if (length > MAXIMUM_LENGTH) {
            throw new IllegalArgumentException("an IPv4 packet of " + length + " octets");
        }
        int fragment = packet.dontFragment() ? DONT_FRAGMENT : 0;
        if (packet instanceof Fragment piece) {
            fragment |= piece.moreFragments() ? MORE_FRAGMENTS : 0;
            fragment |= piece.fragmentOffset() >>> 3 & FRAGMENT_OFFSET;
        }
        Octets.put16(to, at, 0x4500 | packet.trafficClass());
        Octets.put16(to, at + 2, length);
        Octets.put16(to, at + 4, packet.identification());
        Octets.put16(to, at + 6, fragment);
        Octets.put8(to, at + 8, packet.hopLimit());
        Octets.put8(to, at + 9, packet.protocol());
        Octets.put16(to, at + 10, 0);
        Octets.put32(to, at + 12, packet.source().v4Bits());
        Octets.put32(to, at + 16, packet.destination().v4Bits());
        Octets.put16(to, at + 10, Checksum.field(Checksum.accumulate(to, at, HEADER_LENGTH, 0)));
    }

    /** The packet in the octets; options are passed over, octets after the total length ignored. */
    static Packet decode(Input in, int at, int length) {
        byte[] octets = in.octets;
        Integrity found = inspect(octets, at, length);
        if (found != Integrity.SOUND) {
            return PacketCodec.malformed(in, at, length, true, found);
        }
        int headerLength = headerLength(octets, at);
        int fragment = Octets.get16(octets, at + 6);
        int protocol = Octets.get8(octets, at + 9);
        IpAddress source = in.addresses.v4(octets, at + 12);
        IpAddress destination = in.addresses.v4(octets, at + 16);
        int payloadAt = at + headerLength;
        int payloadLength = Octets.get16(octets, at + 2) - headerLength;
        Packet packet;
        if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0) {
            packet =
                    new Fragment(
                            source,
                            destination,
                            protocol,
                            (fragment & FRAGMENT_OFFSET) << 3,
                            (fragment & MORE_FRAGMENTS) != 0);
            in.attach(packet, payloadAt, payloadLength);
        } else {
            packet =
                    TransportCodec.decode(
                            in, source, destination, protocol, payloadAt, payloadLength);
        }
        readHeader(packet, octets, at);
        return packet;
    }

    /** Takes over what the header says beside addresses, protocol and fragment offset. */
    static void readHeader(Packet packet, byte[] octets, int at) {
        packet.trafficClass(Octets.get8(octets, at + 1));
        packet.identification(Octets.get16(octets, at + 4));
        packet.dontFragment((Octets.get16(octets, at + 6) & DONT_FRAGMENT) != 0);
        packet.hopLimit(Octets.get8(octets, at + 8));
    }

    /**
     * Whether the octets begin with a whole IPv4 header, whatever its checksum and total length.
     */
    static boolean hasHeader(byte[] octets, int at, int length) {
        return length >= HEADER_LENGTH
                && Octets.get8(octets, at) >>> 4 == 4
                && headerLength(octets, at) >= HEADER_LENGTH
                && headerLength(octets, at) <= length;
    }

    static int headerLength(byte[] octets, int at) {
        return (Octets.get8(octets, at) & 15) << 2;
    }

    /** In the order of RFC 1812 §5.2.2, which is Linux's: of several faults the first counts. */
    private static Integrity inspect(byte[] octets, int at, int length) {
        if (!hasHeader(octets, at, length)) {
            return Integrity.BAD_IP_HEADER;
        }
        int headerLength = headerLength(octets, at);
        if (Checksum.fold(Checksum.accumulate(octets, at, headerLength, 0)) != 0xffff) {
            return Integrity.BAD_IP_CHECKSUM;
        }
        int total = Octets.get16(octets, at + 2);
        if (total > length) {
            return Integrity.TRUNCATED;
        }
        return total < headerLength ? Integrity.BAD_IP_HEADER : Integrity.SOUND;
    }
}
