package io.jackfield.raw;

import io.jackfield.ip.IcmpError;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

/** A socket that sees whole datagrams; each call under the host's lock. */
public interface RawReceiver {
    /**
     * Takes a copy of a datagram for this host if it wants one; the packet stays the caller's.
     *
     * @return whether it is one of those that it is for
     */
    boolean offer(Packet packet, NetworkInterface in, long nowNanos);

    /** The network answered a packet of this host with an ICMP error that quotes it. */
    void error(IcmpError error, Packet quoted, long nowNanos);
}
