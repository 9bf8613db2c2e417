package io.jackfield.wire;

import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * Packets as octets from the IP header on. Whatever the octets, reading answers a packet: where
 * something is wrong, {@link Packet#integrity()} says what, and the octets are its payload, so that
 * they can be written again as they came.
 *
 * <ul>
 *   <li>no readable IP header: a {@link MalformedPacket} of all octets;
 *   <li>a wrong or short TCP, UDP or ICMP part: a {@link io.jackfield.packet.RawPacket} of that
 *       part;
 *   <li>IPv4 options, IPv6 extension headers that may be skipped, and unknown TCP options are read
 *       over and not kept.
 * </ul>
 *
 * <p>Writing is a function of the packet alone. Reading needs a codec object, which belongs to one
 * thread at a time; it lets the packets of a flow share their addresses.
 */
public final class PacketCodec {
    private final Input in;

    /** A codec that copies payloads to the heap. */
    public PacketCodec() {
        this(null);
    }

    /** A codec that copies payloads into slabs of the pool. */
    public PacketCodec(@Nullable SlabPool pool) {
        in = new Input(pool);
    }

    /** Octets that {@link #encode(Packet, byte[], int)} writes. */
    public static int encodedLength(Packet packet) {
        return packet.length();
    }

    /** The packet's octets in a new array. */
    public static byte[] encode(Packet packet) {
        byte[] octets = new byte[encodedLength(packet)];
        encode(packet, octets, 0);
        return octets;
    }

    /**
     * Writes the packet from its IP header on and answers how many octets that took. Checksums are
     * computed, but one that the packet carries is written as it is.
     *
     * @throws IllegalArgumentException if the packet is too long for its length field, or its TCP
     *     options for their 40 octets
     */
    public static int encode(Packet packet, byte[] to, int offset) {
        if (packet instanceof ArpMessage message) {
            ArpCodec.write(message, to, offset);
            return ArpMessage.LENGTH;
        }
        if (packet instanceof MalformedPacket) {
            packet.copyPayload(0, to, offset, packet.payloadLength());
            return packet.payloadLength();
        }
        if (packet.isV4()) {
            Ipv4Codec.writeHeader(packet, to, offset);
        } else {
            Ipv6Codec.writeHeader(packet, to, offset);
        }
        int at = offset + packet.ipHeaderLength();
        int headerLength = TransportCodec.writeHeader(packet, to, at);
        packet.copyPayload(0, to, at + headerLength, packet.payloadLength());
        int field = TransportChecksum.fieldAt(packet);
        if (field >= 0) {
            int length = headerLength + packet.payloadLength();
            int carried = packet.checksum();
            int checksum =
                    carried == Packet.OFFLOADED
                            ? TransportChecksum.compute(packet, to, at, length)
                            : carried;
            Octets.put16(to, at + field, checksum);
        }
        return packet.length();
    }

    /** Reads the packet in an array, which may be overwritten afterwards. */
    public Packet decode(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        in.read(octets);
        return decodeVersion(offset, length);
    }

    /** Reads the packet in a slab; its payload refers to the slab. */
    public Packet decode(Slab slab, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, slab.capacity());
        in.read(slab);
        return decodeVersion(offset, length);
    }

    private Packet decodeVersion(int offset, int length) {
        boolean v6 = length > 0 && Octets.get8(in.octets, offset) >>> 4 == 6;
        return decodeFamily(!v6, offset, length);
    }

    Packet decodeFamily(boolean v4, int offset, int length) {
        Packet packet =
                v4 ? Ipv4Codec.decode(in, offset, length) : Ipv6Codec.decode(in, offset, length);
        in.done();
        return packet;
    }

    Input input() {
        return in;
    }

    /**
     * Reads the transport part of a whole datagram: one put together from fragments, or one that a
     * raw socket sent. The answer has the same IP header and its own references to the payload.
     *
     * @param datagram a packet whose payload is all that follows the IP header
     */
    public Packet decodeTransport(Packet datagram) {
        int length = datagram.payloadLength();
        int at = readPayload(datagram);
        int protocol = datagram.protocol();
        Packet packet =
                datagram.isV4()
                        ? TransportCodec.decode(
                                in, datagram.source(), datagram.destination(), protocol, at, length)
                        : Ipv6Codec.decodeTransport(
                                in,
                                datagram.source(),
                                datagram.destination(),
                                protocol,
                                at,
                                length);
        in.done();
        packet.frame(datagram.sourceMac(), datagram.destinationMac());
        packet.dueNanos(datagram.dueNanos());
        packet.identification(datagram.identification());
        packet.flowLabel(datagram.flowLabel());
        packet.hopLimit(datagram.hopLimit());
        packet.trafficClass(datagram.trafficClass());
        packet.dontFragment(datagram.dontFragment());
        return packet;
    }

    /**
     * Appends to an ICMP error what it quotes of the packet that caused it: from the IP header on,
     * as much as the error has room for.
     */
    public static void quote(IcmpMessage error, Packet cause) {
        QuoteCodec.write(error, cause);
    }

    /**
     * The packet that an ICMP error quotes, as far as it does: addresses, ports or identifier, and
     * at least the sequence number of a segment. Lengths and checksums do not count, nothing is
     * sent on its grounds. Null if the quotation does not reach that far.
     */
    public @Nullable Packet decodeQuote(IcmpMessage error) {
        int at = readPayload(error);
        Packet packet = QuoteCodec.read(in, error.isV4(), at, error.payloadLength());
        in.done();
        return packet;
    }

    /** Makes a packet's payload the octets to read; answers where it begins. */
    private int readPayload(Packet packet) {
        if (packet.slices() == 1) {
            in.read(packet.slab(0));
            return packet.offset(0);
        }
        in.read(Slab.of(packet.payload()));
        return 0;
    }

    static MalformedPacket malformed(Input in, int at, int length, boolean v4, Integrity found) {
        MalformedPacket packet = new MalformedPacket(v4, found);
        in.attach(packet, at, length);
        return packet;
    }
}
