package io.jackfield.ip.neighbor;

import io.jackfield.address.IpAddress;
import io.jackfield.link.NetworkInterface;

import org.jspecify.annotations.Nullable;

/** Asks a link who has an address: ARP for IPv4, neighbor discovery for IPv6. */
interface Solicitor {
    /**
     * Sends one question.
     *
     * @param mac the address to ask alone, or NONE to ask everybody
     * @param wanted the source of a waiting packet, which is a good source of the question; or null
     */
    void solicit(
            NetworkInterface nic,
            IpAddress target,
            long mac,
            @Nullable IpAddress wanted,
            long nowNanos);
}
