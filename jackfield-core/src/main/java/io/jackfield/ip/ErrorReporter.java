package io.jackfield.ip;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** Tells the sender of a packet why it did not get through: icmp implements it. */
@FunctionalInterface
public interface ErrorReporter {
    /**
     * Sends an ICMP error unless the rules forbid it (RFC 1812 §4.3.2.7, RFC 4443 §2.4(e)). The
     * offending packet stays the caller's.
     *
     * @param in where the packet came from; null if this host made it
     * @param info the MTU of {@link Trouble#PACKET_TOO_BIG}, the pointer of {@link
     *     Trouble#PARAMETER_PROBLEM} and {@link Trouble#PROTOCOL_UNREACHABLE}; else 0
     */
    void report(
            Trouble trouble,
            Packet offending,
            @Nullable NetworkInterface in,
            int info,
            long nowNanos);

    /** Why a packet did not get through, for both families. */
    enum Trouble {
        NET_UNREACHABLE,
        HOST_UNREACHABLE,
        PROTOCOL_UNREACHABLE,
        PORT_UNREACHABLE,
        PACKET_TOO_BIG,
        ADMINISTRATIVELY_PROHIBITED,
        BEYOND_SCOPE,
        HOP_LIMIT_EXCEEDED,
        REASSEMBLY_TIME_EXCEEDED,
        INCOMPLETE_HEADER_CHAIN,
        PARAMETER_PROBLEM
    }
}
