package io.jackfield.icmp;

import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.IpProtocol;
import io.jackfield.packet.Packet;

/** Type numbers (IANA), and what they tell before anything else is looked at. */
final class IcmpType {
    static final int ECHO_REPLY = 0;
    static final int DESTINATION_UNREACHABLE = 3;
    static final int SOURCE_QUENCH = 4;
    static final int REDIRECT = 5;
    static final int ECHO = 8;
    static final int TIME_EXCEEDED = 11;
    static final int PARAMETER_PROBLEM = 12;

    static final int FRAGMENTATION_NEEDED = 4;

    static final int V6_DESTINATION_UNREACHABLE = 1;
    static final int V6_PACKET_TOO_BIG = 2;
    static final int V6_TIME_EXCEEDED = 3;
    static final int V6_PARAMETER_PROBLEM = 4;
    static final int V6_ECHO = 128;
    static final int V6_ECHO_REPLY = 129;
    static final int V6_NEIGHBOR_SOLICITATION = 135;
    static final int V6_NEIGHBOR_ADVERTISEMENT = 136;
    static final int V6_REDIRECT = 137;

    private IcmpType() {}

    /** Whether a packet is an ICMP error, about which no further error is sent. */
    static boolean isError(Packet packet) {
        boolean v4 = packet.isV4();
        if (packet.protocol() != (v4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)) {
            return false;
        }
        if (packet instanceof IcmpMessage message) {
            return isError(v4, message.type());
        }
        boolean begins = !(packet instanceof Fragment piece) || piece.fragmentOffset() == 0;
        if (!begins || packet.payloadLength() == 0) {
            return true; // RFC 4443 §2.4(e): in doubt it is one
        }
        return isError(v4, packet.slab(0).octets[packet.offset(0)] & 0xff);
    }

    private static boolean isError(boolean v4, int type) {
        if (!v4) { // RFC 4443 §2.1: the errors have the high bit clear
            return type < V6_ECHO || type == V6_REDIRECT;
        }
        return switch (type) {
            case DESTINATION_UNREACHABLE,
                    SOURCE_QUENCH,
                    REDIRECT,
                    TIME_EXCEEDED,
                    PARAMETER_PROBLEM ->
                    true;
            default -> false;
        };
    }
}
