package io.jackfield.ip;

import io.jackfield.address.IpAddress;

/**
 * What an ICMP error says, in terms that both families share.
 *
 * @param kind what kind of trouble
 * @param type the ICMP type as it came (IP_RECVERR's ee_type)
 * @param code the ICMP code as it came
 * @param mtu octets that fit, of a {@link Kind#PACKET_TOO_BIG}; else 0
 * @param errno the positive number that a socket sees (LINUX.md 1.5)
 * @param isFatal whether Linux treats it as an error of a datagram socket without being asked
 * @param offender who sent the error: a router or the destination
 */
public record IcmpError(
        Kind kind, int type, int code, int mtu, int errno, boolean isFatal, IpAddress offender) {

    /** The kinds that a protocol treats differently. */
    public enum Kind {
        /** Net, host, protocol or port unreachable, administratively prohibited. */
        UNREACHABLE,
        /** Fragmentation needed and DF set (RFC 1191); packet too big (RFC 8201). */
        PACKET_TOO_BIG,
        /** Hop limit exceeded, or fragments did not complete in time. */
        TIME_EXCEEDED,
        /** A header field or option that somebody did not understand. */
        PARAMETER_PROBLEM
    }
}
