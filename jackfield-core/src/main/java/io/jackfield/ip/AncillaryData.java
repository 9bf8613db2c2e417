package io.jackfield.ip;

import io.jackfield.address.IpAddress;

import org.jspecify.annotations.Nullable;

/**
 * What a program asks of the packets of one call (RFC 3542 §6), which goes before what their socket
 * is set to.
 */
public final class AncillaryData {
    /** The source address; null for the socket's. */
    public @Nullable IpAddress source;

    /** The interface to leave by; 0 for the socket's or the route's. */
    public int interfaceIndex;

    /** MSG_DONTROUTE: to a host on an attached network alone. */
    public boolean isDirect;

    /** IPV6_DONTFRAG: 1 if the packet may not be fragmented, 0 if it may; −1 for the socket's. */
    public int dontFragment = -1;

    /** −1 for the socket's. */
    public int hopLimit = -1;

    /** −1 for the socket's. */
    public int trafficClass = -1;

    /** UDP_SEGMENT: octets of each datagram that it is cut into, 0 for one; −1 for the socket's. */
    public int segmentSize = -1;
}
