package io.jackfield.net.picture;

import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import java.util.Arrays;

/**
 * By what a packet is known again on its next cable: all that no router and no NAT changes. Copies
 * of one packet are the same.
 */
record Identity(int protocol, long numbers, long more) {
    static Identity of(Packet packet) {
        if (packet instanceof Segment segment) {
            long numbers = ((long) segment.seq() << 32) | (segment.ack() & 0xffff_ffffL);
            long more = ((long) segment.tsVal() << 32) | (segment.payloadLength() << 8L);
            return new Identity(packet.protocol(), numbers, more | segment.flags());
        }
        long payload = Arrays.hashCode(packet.payload());
        return new Identity(packet.protocol(), payload, packet.payloadLength());
    }
}
