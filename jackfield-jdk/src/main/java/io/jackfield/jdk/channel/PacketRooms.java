package io.jackfield.jdk.channel;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much each packet takes. A packet has room for as many octets as its length was set to, and
 * its length says how many came; the JDK keeps both in it, where only the JDK gets at them. So what
 * a packet had room for before it was filled is kept here, for the next time it is received into.
 */
final class PacketRooms {
    private final ReentrantLock lock = new ReentrantLock();

    /** By identity, which is what equality of packets is; guarded by lock. */
    private final Map<DatagramPacket, Filled> filled = new WeakHashMap<>();

    private record Filled(ByteBuffer room) {
        /** The packet is as it was when it was filled. */
        boolean isStill(DatagramPacket packet) {
            return packet.getData() == room.array()
                    && packet.getOffset() == room.arrayOffset()
                    && packet.getLength() == room.position();
        }
    }

    /** The room of a packet. */
    ByteBuffer of(DatagramPacket packet) {
        int room = packet.getLength();
        lock.lock();
        try {
            Filled before = filled.get(packet);
            if (before != null && before.isStill(packet)) {
                room = before.room.capacity();
            }
        } finally {
            lock.unlock();
        }
        return ByteBuffer.wrap(packet.getData(), packet.getOffset(), room).slice();
    }

    /** So much of the room was filled as the position says. */
    void filled(DatagramPacket packet, ByteBuffer room) {
        packet.setLength(room.position());
        lock.lock();
        try {
            filled.put(packet, new Filled(room));
        } finally {
            lock.unlock();
        }
    }
}
