package io.jackfield.wire;

import io.jackfield.address.MacAddress;
import io.jackfield.packet.ArpMessage;

import org.jspecify.annotations.Nullable;

/** ARP for IPv4 over Ethernet (RFC 826). */
final class ArpCodec {
    private static final int ETHERNET = 1;

    private ArpCodec() {}

    static void write(ArpMessage message, byte[] to, int at) {
        Octets.put16(to, at, ETHERNET);
        Octets.put16(to, at + 2, EthernetCodec.IPV4);
        Octets.put8(to, at + 4, 6);
        Octets.put8(to, at + 5, 4);
        Octets.put16(to, at + 6, message.operation());
        MacAddress.write(message.senderMac(), to, at + 8);
        Octets.put32(to, at + 14, message.source().v4Bits());
        MacAddress.write(message.targetMac(), to, at + 18);
        Octets.put32(to, at + 24, message.destination().v4Bits());
    }

    /** The message, or null for other hardware, other protocols, or too few octets. */
    static @Nullable ArpMessage read(Input in, int at, int length) {
        byte[] octets = in.octets;
        if (length < ArpMessage.LENGTH
                || Octets.get16(octets, at) != ETHERNET
                || Octets.get16(octets, at + 2) != EthernetCodec.IPV4
                || Octets.get8(octets, at + 4) != 6
                || Octets.get8(octets, at + 5) != 4) {
            return null;
        }
        return new ArpMessage(
                Octets.get16(octets, at + 6),
                MacAddress.at(octets, at + 8),
                in.addresses.v4(octets, at + 14),
                MacAddress.at(octets, at + 18),
                in.addresses.v4(octets, at + 24));
    }
}
