package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

/** The TCP header (RFC 9293 §3.1). */
final class TcpCodec {
    static final int HEADER_LENGTH = 20;
    private static final int MOST_OPTIONS = 40;

    private TcpCodec() {}

    static void writeHeader(Segment segment, byte[] to, int at) {
        int options = segment.optionsLength();
        if (options > MOST_OPTIONS) {
            throw new IllegalArgumentException(options + " octets of TCP options");
        }
        Octets.put16(to, at, segment.sourcePort());
        Octets.put16(to, at + 2, segment.destinationPort());
        Octets.put32(to, at + 4, segment.seq());
        Octets.put32(to, at + 8, segment.ack());
        int dataOffset = HEADER_LENGTH + options >>> 2;
        Octets.put16(to, at + 12, dataOffset << 12 | (segment.flags() & 0xff));
        Octets.put16(to, at + 14, segment.window());
        Octets.put16(to, at + 16, 0);
        Octets.put16(to, at + 18, segment.urgentPointer());
        TcpOptionsCodec.write(segment, to, at + HEADER_LENGTH);
    }

    static Packet decode(Input in, IpAddress source, IpAddress destination, int at, int length) {
        byte[] octets = in.octets;
        int headerLength = length < HEADER_LENGTH ? 0 : headerLength(octets, at);
        if (headerLength < HEADER_LENGTH || headerLength > length) {
            Integrity found = Integrity.BAD_TRANSPORT_HEADER;
            return TransportCodec.raw(in, source, destination, IpProtocol.TCP, at, length, found);
        }
        if (!TransportChecksum.isValid(octets, source, destination, IpProtocol.TCP, at, length)) {
            Integrity found = Integrity.BAD_CHECKSUM;
            return TransportCodec.raw(in, source, destination, IpProtocol.TCP, at, length, found);
        }
        Segment segment = readHeader(octets, source, destination, at);
        TcpOptionsCodec.read(segment, octets, at + HEADER_LENGTH, at + headerLength);
        in.attach(segment, at + headerLength, length - headerLength);
        return segment;
    }

    /** The 20 octets without options. */
    static Segment readHeader(byte[] octets, IpAddress source, IpAddress destination, int at) {
        return new Segment(
                        source, Octets.get16(octets, at), destination, Octets.get16(octets, at + 2))
                .seq(Octets.get32(octets, at + 4))
                .ack(Octets.get32(octets, at + 8))
                .flags(Octets.get8(octets, at + 13))
                .window(Octets.get16(octets, at + 14))
                .urgentPointer(Octets.get16(octets, at + 18));
    }

    static int headerLength(byte[] octets, int at) {
        return Octets.get8(octets, at + 12) >>> 4 << 2;
    }
}
