package io.jackfield.wire;

import io.jackfield.address.MacAddress;
import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Packets in Ethernet II frames, without padding and frame check sequence (RFC 894, RFC 2464). */
public final class EthernetCodec {
    /** Octets of the frame's header. */
    public static final int HEADER_LENGTH = 14;

    /** EtherType of IPv4. */
    public static final int IPV4 = 0x0800;

    /** EtherType of ARP. */
    public static final int ARP = 0x0806;

    /** EtherType of IPv6. */
    public static final int IPV6 = 0x86dd;

    private final PacketCodec codec;

    /** A codec that copies payloads to the heap. */
    public EthernetCodec() {
        this(null);
    }

    /** A codec that copies payloads into slabs of the pool. */
    public EthernetCodec(@Nullable SlabPool pool) {
        codec = new PacketCodec(pool);
    }

    /** Octets of the frame around the packet. */
    public static int encodedLength(Packet packet) {
        return HEADER_LENGTH + PacketCodec.encodedLength(packet);
    }

    /** The frame in a new array. */
    public static byte[] encode(Packet packet) {
        byte[] octets = new byte[encodedLength(packet)];
        encode(packet, octets, 0);
        return octets;
    }

    /** Writes the frame between the packet's two link-layer addresses; answers its length. */
    public static int encode(Packet packet, byte[] to, int offset) {
        MacAddress.write(packet.destinationMac(), to, offset);
        MacAddress.write(packet.sourceMac(), to, offset + 6);
        int type = packet instanceof ArpMessage ? ARP : packet.isV4() ? IPV4 : IPV6;
        Octets.put16(to, offset + 12, type);
        return HEADER_LENGTH + PacketCodec.encode(packet, to, offset + HEADER_LENGTH);
    }

    /** Reads a frame in an array; null if it carries neither IP nor ARP, or has no whole header. */
    public @Nullable Packet decode(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        codec.input().read(octets);
        return decodeFrame(offset, length);
    }

    /** Reads a frame in a slab, to which the packet's payload then refers. */
    public @Nullable Packet decode(Slab slab, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, slab.capacity());
        codec.input().read(slab);
        return decodeFrame(offset, length);
    }

    private @Nullable Packet decodeFrame(int offset, int length) {
        Input in = codec.input();
        byte[] octets = in.octets;
        int type = length < HEADER_LENGTH ? -1 : Octets.get16(octets, offset + 12);
        int at = offset + HEADER_LENGTH;
        int rest = length - HEADER_LENGTH;
        Packet packet =
                switch (type) {
                    case ARP -> ArpCodec.read(in, at, rest);
                    case IPV4, IPV6 -> codec.decodeFamily(type == IPV4, at, rest);
                    default -> null;
                };
        in.done();
        if (packet != null) {
            packet.frame(MacAddress.at(octets, offset + 6), MacAddress.at(octets, offset));
        }
        return packet;
    }
}
