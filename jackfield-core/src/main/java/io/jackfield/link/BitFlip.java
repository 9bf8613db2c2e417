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
        byte[] octets = framed ? EthernetCodec.encode(packet) : PacketCodec.encode(packet);
        long bit = Entropy.below(draw, octets.length * 8L);
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
