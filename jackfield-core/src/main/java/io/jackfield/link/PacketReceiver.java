package io.jackfield.link;

import io.jackfield.packet.Packet;

/** The network layer as an interface sees it. */
public interface PacketReceiver {
    /** Takes over a packet that arrived; called under the host's lock. */
    void receive(NetworkInterface in, Packet packet, long nowNanos);
}
