package io.jackfield.packetdrill.script;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A packet as a script writes it: numbers in the script's own space. */
public sealed interface PacketSpec {

    /**
     * A TCP segment.
     *
     * @param flags as in the header, with {@link #AE}
     * @param window −1 if the line does not say
     * @param options null for {@code <...>}: whatever they are
     */
    record Tcp(
            int flags,
            long seq,
            int length,
            long ack,
            int window,
            int urgent,
            @Nullable List<TcpOption> options)
            implements PacketSpec {
        public static final int FIN = 1;
        public static final int SYN = 2;
        public static final int RST = 4;
        public static final int PSH = 8;
        public static final int ACK = 16;
        public static final int URG = 32;
        public static final int ECE = 64;
        public static final int CWR = 128;

        /** RFC 9768. */
        public static final int AE = 256;

        /** Whether all these bits are set. */
        public boolean has(int bits) {
            return (flags & bits) == bits;
        }
    }

    /** A UDP datagram with so many octets. */
    record Udp(int length) implements PacketSpec {}

    /**
     * An ICMP message.
     *
     * @param mtu of a message that tells one, else −1
     * @param quoted what it quotes: a {@link Tcp} or {@link Udp}; null for a segment with sequence
     *     number 0
     */
    record Icmp(int type, int code, long mtu, @Nullable PacketSpec quoted) implements PacketSpec {}
}
