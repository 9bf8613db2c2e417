package io.jackfield.ip;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

/** Who receives the datagrams of one protocol number, of both families. */
public interface TransportProtocol {
    /**
     * A whole datagram for this host. The receiver owns the packet: it releases it or passes it on.
     * The packet is shared with taps and must not be changed. Its integrity may be bad: the
     * transport checksum or header is the receiver's to count.
     */
    void arrives(Packet packet, NetworkInterface in, long nowNanos);

    /**
     * The network answered a packet of this host with an ICMP error.
     *
     * @param quoted the header of that packet as far as the error quotes it: addresses, ports, of
     *     TCP the sequence number. Its source is this host. Nobody owns it; it has no slabs that
     *     outlive the call.
     */
    void icmpError(IcmpError error, Packet quoted, long nowNanos);
}
