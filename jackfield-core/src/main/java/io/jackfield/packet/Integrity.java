package io.jackfield.packet;

/** What decoding found in a packet's octets. */
public enum Integrity {
    /** Nothing wrong. */
    SOUND,
    /** The IP header is too short or contradicts itself or the length. */
    BAD_IP_HEADER,
    /** The checksum of the IPv4 header is wrong. */
    BAD_IP_CHECKSUM,
    /** The datagram is shorter than its header says. */
    TRUNCATED,
    /** The checksum of the TCP, UDP or ICMP part is wrong. */
    BAD_CHECKSUM,
    /** The TCP, UDP or ICMP header is too short or contradicts itself. */
    BAD_TRANSPORT_HEADER
}
