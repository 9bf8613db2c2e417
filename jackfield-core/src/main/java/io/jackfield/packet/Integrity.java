package io.jackfield.packet;

/** What decoding found in a packet's octets. */
public enum Integrity {
    /** Nothing wrong. */
    SOUND,
    /** The IPv4 header checksum is wrong, or the header contradicts itself or the length. */
    BAD_IP_HEADER,
    /** The datagram is shorter than its header says. */
    TRUNCATED,
    /** The checksum of the TCP, UDP or ICMP part is wrong. */
    BAD_CHECKSUM,
    /** The TCP, UDP or ICMP header is too short or contradicts itself. */
    BAD_TRANSPORT_HEADER
}
