package io.jackfield.ip;

import io.jackfield.address.IpAddress;
import io.jackfield.entropy.HostEntropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.packet.Packet;

/**
 * The numbers by which fragments of one datagram are known (RFC 6864, RFC 7739): a counter per hash
 * of addresses and protocol, so that one destination cannot guess what another is sent.
 */
final class Identifications {
    private static final int COUNTERS = 256;

    private final int[] counters = new int[COUNTERS];
    private final long secret;

    Identifications(HostEntropy entropy) {
        secret = entropy.secret(Purpose.IP_ID, 0);
        for (int i = 0; i < COUNTERS; i++) {
            counters[i] = (int) entropy.secret(Purpose.IP_ID, i + 1);
        }
    }

    /** Numbers a packet that may be fragmented: 16 bits that count for IPv4, 32 for IPv6. */
    void number(Packet packet) {
        int slot = slot(packet.source(), packet.destination(), packet.protocol());
        int id = ++counters[slot];
        int kept = packet.isV4() ? id & 0xffff : id;
        packet.identification(kept != 0 ? kept : 1); // 0 is a packet nobody numbered
    }

    private int slot(IpAddress source, IpAddress destination, int protocol) {
        long mixed =
                secret
                        ^ source.hashCode() * 0x9e37_79b9_7f4a_7c15L
                        ^ destination.hashCode() * 0xc2b2_ae3d_27d4_eb4fL
                        ^ protocol * 0x1656_67b1_9e37_79f9L;
        return (int) ((mixed ^ mixed >>> 29) * 0xbf58_476d_1ce4_e5b9L >>> 56);
    }
}
