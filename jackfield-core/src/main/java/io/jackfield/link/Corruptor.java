package io.jackfield.link;

import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** Damages packets as a bad wire does. */
@FunctionalInterface
public interface Corruptor {
    /**
     * What a receiver reads from the packet's octets after the damage that the draw stands for;
     * null if it would not even see a packet. The given packet stays as it is and the caller's.
     */
    @Nullable Packet corrupt(Packet packet, long draw);
}
