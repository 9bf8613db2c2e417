package io.jackfield.ip.neighbor;

import io.jackfield.address.IpAddress;
import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** What the neighbor protocols must know of the host: ip implements it. */
public interface Surroundings {
    /** Whether the address is the host's own, to answer for on this interface. */
    boolean isLocal(IpAddress address, NetworkInterface nic);

    /** The host's address from which to ask for the target over the interface; null without any. */
    @Nullable IpAddress sourceFor(
            IpAddress target, NetworkInterface nic, @Nullable IpAddress wanted);

    /** Nobody has the next hop's address: the packet's sender is to be told. The packet stays. */
    void unreachable(Packet packet, NetworkInterface nic, long nowNanos);
}
