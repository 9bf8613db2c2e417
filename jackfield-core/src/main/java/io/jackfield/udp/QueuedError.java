package io.jackfield.udp;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * One entry of a socket's error queue (IP_RECVERR): what went wrong with which datagram.
 *
 * @param errno the positive number
 * @param origin who noticed: {@link #LOCAL}, {@link #ICMP} or {@link #ICMP6}
 * @param type the ICMP type, 0 of a local one
 * @param code the ICMP code
 * @param info the octets that would have fit, of EMSGSIZE
 * @param offender who sent the ICMP error; null of a local one
 * @param destination where the datagram was to go
 * @param payload what is known of the datagram's payload; not to be changed
 */
public record QueuedError(
        int errno,
        int origin,
        int type,
        int code,
        int info,
        @Nullable IpAddress offender,
        IpAddress destination,
        int port,
        ByteBuffer payload) {
    /** SO_EE_ORIGIN_LOCAL. */
    public static final int LOCAL = 1;

    /** SO_EE_ORIGIN_ICMP. */
    public static final int ICMP = 2;

    /** SO_EE_ORIGIN_ICMP6. */
    public static final int ICMP6 = 3;
}
