package io.jackfield.link;

import io.jackfield.entropy.Entropy;
import io.jackfield.packet.Packet;
import io.jackfield.wire.EthernetCodec;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

/**
 * One bit error at a random offset: in the frame where there is one, else from the IP header on.
 */
public final class BitFlip implements Corruptor {
    private final boolean framed;

    public BitFlip(boolean framed) {
        this.framed = framed;
    }

    @Override
    public @Nullable Packet corrupt(Packet packet, long draw) {
        return corrupt(packet, 0, draw);
    }

    /** One bit error in the payload; anywhere if there is none. */
    @Nullable Packet corruptPayload(Packet packet, long draw) {
        int payload = packet.payloadLength();
        int length = framed ? EthernetCodec.encodedLength(packet) : packet.length();
        return corrupt(packet, payload == 0 ? 0 : length - payload, draw);
    }

    private @Nullable Packet corrupt(Packet packet, int from, long draw) {
        byte[] octets = framed ? EthernetCodec.encode(packet) : PacketCodec.encode(packet);
        long bit = from * 8L + Entropy.below(draw, (octets.length - from) * 8L);
        octets[(int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
        Packet damaged =
                framed
                        ? new EthernetCodec().decode(octets, 0, octets.length)
                        : new PacketCodec().decode(octets, 0, octets.length);
        if (damaged != null) {
            damaged.dueNanos(packet.dueNanos());
        }
        return damaged;
    }
}
