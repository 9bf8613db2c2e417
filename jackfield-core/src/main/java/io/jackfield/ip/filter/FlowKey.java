package io.jackfield.ip.filter;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

/** What tells flows apart; an echo's identifier stands for the port of who asks (RFC 5508 §3.1). */
record FlowKey(int protocol, IpAddress from, int fromPort, IpAddress to, int toPort) {
    private static final int ECHO_REPLY = 0;
    private static final int ECHO = 8;
    private static final int V6_ECHO = 128;
    private static final int V6_ECHO_REPLY = 129;

    /** Of the packet's own direction; null if it belongs to no flow by itself. */
    static @Nullable FlowKey of(Packet packet) {
        return switch (packet) {
            case Segment segment -> of(packet, segment.sourcePort(), segment.destinationPort());
            case Datagram datagram -> of(packet, datagram.sourcePort(), datagram.destinationPort());
            case IcmpMessage echo when isRequest(echo) -> of(packet, echo.rest() >>> 16, 0);
            case IcmpMessage echo when isReply(echo) -> of(packet, 0, echo.rest() >>> 16);
            default -> null;
        };
    }

    private static FlowKey of(Packet packet, int fromPort, int toPort) {
        return new FlowKey(
                packet.protocol(), packet.source(), fromPort, packet.destination(), toPort);
    }

    private static boolean isRequest(IcmpMessage message) {
        return message.type() == (message.isV4() ? ECHO : V6_ECHO);
    }

    private static boolean isReply(IcmpMessage message) {
        return message.type() == (message.isV4() ? ECHO_REPLY : V6_ECHO_REPLY);
    }

    /** The other direction. */
    FlowKey reversed() {
        return new FlowKey(protocol, to, toPort, from, fromPort);
    }
}
