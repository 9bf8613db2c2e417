package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.buffer.Checksum;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

/**
 * The checksum of TCP, UDP and ICMP over pseudo header, header and payload (RFC 9293 §3.1, RFC 768,
 * RFC 792, RFC 8200 §8.1).
 */
public final class TransportChecksum {
    private static final int MOST_HEADER = 60;

    private TransportChecksum() {}

    /**
     * What the packet's checksum field has to hold, computed over the slices where they lie.
     *
     * @param scratch at least 60 octets to lay the header out in
     */
    public static int of(Packet packet, byte[] scratch) {
        assert scratch.length >= MOST_HEADER;
        int headerLength = TransportCodec.writeHeader(packet, scratch, 0);
        long sum = Checksum.accumulate(scratch, 0, headerLength, pseudoHeader(packet));
        boolean odd = false;
        for (int i = 0; i < packet.slices(); i++) {
            byte[] octets = packet.slab(i).octets;
            int length = packet.length(i);
            sum =
                    odd
                            ? Checksum.accumulateOdd(octets, packet.offset(i), length, sum)
                            : Checksum.accumulate(octets, packet.offset(i), length, sum);
            odd ^= (length & 1) != 0;
        }
        return field(packet, sum);
    }

    /** Whether the checksum that the packet carries is right; offloaded and absent ones are. */
    public static boolean isValid(Packet packet, byte[] scratch) {
        int carried = packet.checksum();
        if (carried == Packet.OFFLOADED || fieldAt(packet) < 0) {
            return true;
        }
        if (carried == 0 && packet instanceof Datagram) {
            return true; // over IPv6 its receiver decides (RFC 6935)
        }
        int right = of(packet, scratch);
        // Both zeros of ones' complement arithmetic are the same number.
        return carried == right || (carried == 0xffff && right == 0);
    }

    /** Where the field stands in the transport header; −1 for a packet that has none of ours. */
    static int fieldAt(Packet packet) {
        return switch (packet) {
            case Segment _ -> 16;
            case Datagram _ -> 6;
            case IcmpMessage _ -> 2;
            default -> -1;
        };
    }

    /** The field for a transport part laid out at {@code at} with the field 0. */
    static int compute(Packet packet, byte[] octets, int at, int length) {
        return field(packet, Checksum.accumulate(octets, at, length, pseudoHeader(packet)));
    }

    private static int field(Packet packet, long sum) {
        int field = Checksum.field(sum);
        return field == 0 && packet instanceof Datagram ? 0xffff : field; // RFC 768: 0 means none
    }

    static boolean isValid(
            byte[] octets,
            IpAddress source,
            IpAddress destination,
            int protocol,
            int at,
            int length) {
        long sum = pseudoHeader(source, destination, protocol, length);
        return Checksum.fold(Checksum.accumulate(octets, at, length, sum)) == 0xffff;
    }

    private static long pseudoHeader(Packet packet) {
        if (packet instanceof IcmpMessage && packet.isV4()) {
            return 0;
        }
        int length = packet.transportHeaderLength() + packet.payloadLength();
        return pseudoHeader(packet.source(), packet.destination(), packet.protocol(), length);
    }

    private static long pseudoHeader(
            IpAddress source, IpAddress destination, int protocol, int length) {
        if (destination.isV4() && source.isV4()) {
            long sum = Checksum.add32(Checksum.add16(0, protocol), source.v4Bits());
            return Checksum.add16(Checksum.add32(sum, destination.v4Bits()), length);
        }
        long sum = Checksum.add32(Checksum.add32(0, protocol), length);
        sum = Checksum.add64(Checksum.add64(sum, source.hi()), source.lo());
        return Checksum.add64(Checksum.add64(sum, destination.hi()), destination.lo());
    }
}
