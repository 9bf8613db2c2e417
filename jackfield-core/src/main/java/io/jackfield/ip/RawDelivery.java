package io.jackfield.ip;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

/**
 * Whoever keeps raw sockets: it sees each whole datagram for this host before its protocol does.
 */
@FunctionalInterface
public interface RawDelivery {
    /**
     * Takes copies for as many sockets as want the datagram, which stays the caller's.
     *
     * @return whether any did: then an unknown protocol is not reported as unreachable
     */
    boolean deliver(Packet packet, NetworkInterface in, long nowNanos);

    /**
     * The network answered a packet of this host with an ICMP error.
     *
     * @param quoted that packet as far as the error quotes it; nobody owns it
     */
    default void error(IcmpError error, Packet quoted, long nowNanos) {}
}
