package io.jackfield.wire;

import io.jackfield.address.MacAddress;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import java.util.HexFormat;

/** All fields of a packet that travel, as text: two packets with the same text are equal. */
final class PacketFields {
    private PacketFields() {}

    static String of(Packet p) {
        StringBuilder text = new StringBuilder(p.getClass().getSimpleName());
        text.append("\n from ").append(p.source()).append(" to ").append(p.destination());
        text.append("\n protocol ").append(p.protocol()).append(" hops ").append(p.hopLimit());
        text.append(" class ").append(p.trafficClass()).append(" id ").append(p.identification());
        text.append(" flow ").append(p.flowLabel()).append(" df ").append(p.dontFragment());
        text.append("\n integrity ").append(p.integrity()).append(" checksum ");
        text.append(p.checksum()).append("\n ").append(header(p));
        text.append("\n payload ").append(HexFormat.of().formatHex(p.payload()));
        return text.toString();
    }

    /** The same with the two link-layer addresses. */
    static String withFrame(Packet p) {
        return MacAddress.text(p.sourceMac()) + " " + MacAddress.text(p.destinationMac()) + of(p);
    }

    private static String header(Packet packet) {
        return switch (packet) {
            case Segment s ->
                    "ports "
                            + s.sourcePort()
                            + " "
                            + s.destinationPort()
                            + " seq "
                            + s.seq()
                            + " ack "
                            + s.ack()
                            + " flags "
                            + s.flags()
                            + " window "
                            + s.window()
                            + " urgent "
                            + s.urgentPointer()
                            + "\n mss "
                            + s.mss()
                            + " scale "
                            + s.windowScale()
                            + " sackOK "
                            + s.sackPermitted()
                            + " ts "
                            + s.hasTimestamps()
                            + " "
                            + s.tsVal()
                            + " "
                            + s.tsEcr()
                            + " "
                            + s.sack();
            case Datagram d -> "ports " + d.sourcePort() + " " + d.destinationPort();
            case IcmpMessage m -> m.type() + " " + m.code() + " " + m.rest();
            case Fragment f -> "offset " + f.fragmentOffset() + " more " + f.moreFragments();
            case ArpMessage a -> a.operation() + " " + a.senderMac() + " " + a.targetMac();
            default -> "";
        };
    }
}
