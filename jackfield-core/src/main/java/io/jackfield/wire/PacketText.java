package io.jackfield.wire;

import io.jackfield.address.IpAddress;
import io.jackfield.address.MacAddress;
import io.jackfield.packet.ArpMessage;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Fragment;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Integrity;
import io.jackfield.packet.MalformedPacket;
import io.jackfield.packet.Packet;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;

/**
 * A packet as one line, in tcpdump's words: {@code IP 10.0.0.1.40112 > 10.0.0.2.80: Flags [S], …}.
 */
public final class PacketText {
    private final StringBuilder text = new StringBuilder(96);
    private final int seqBase;
    private final int ackBase;

    private PacketText(int seqBase, int ackBase) {
        this.seqBase = seqBase;
        this.ackBase = ackBase;
    }

    /** The line with sequence numbers as they travel. */
    public static String of(Packet packet) {
        return relative(packet, 0, 0);
    }

    /**
     * The line with sequence numbers counted from the initial ones, except those of a SYN.
     *
     * @param senderIsn initial sequence number of the packet's sender
     * @param receiverIsn of its receiver
     */
    public static String relative(Packet packet, int senderIsn, int receiverIsn) {
        PacketText line = new PacketText(senderIsn, receiverIsn);
        line.append(packet);
        return line.text.toString();
    }

    private void append(Packet packet) {
        switch (packet) {
            case ArpMessage message -> arp(message);
            case MalformedPacket _ -> {
                text.append(packet.isV4() ? "IP" : "IP6");
                text.append(" malformed, length ").append(packet.payloadLength());
            }
            case Segment segment -> {
                addresses(packet, segment.sourcePort(), segment.destinationPort());
                tcp(segment);
            }
            case Datagram datagram -> {
                addresses(packet, datagram.sourcePort(), datagram.destinationPort());
                text.append("UDP, length ").append(packet.payloadLength());
            }
            case IcmpMessage message -> {
                addresses(packet, -1, -1);
                IcmpText.append(text, message);
            }
            case Fragment fragment -> {
                addresses(packet, -1, -1);
                text.append("frag (").append(Integer.toUnsignedString(packet.identification()));
                text.append('|').append(fragment.fragmentOffset());
                text.append(fragment.moreFragments() ? "+" : "").append(") ");
                protocol(packet);
            }
            default -> {
                addresses(packet, -1, -1);
                protocol(packet);
            }
        }
        if (packet.integrity() != Integrity.SOUND) {
            text.append(" (").append(words(packet.integrity())).append(')');
        }
    }

    private void addresses(Packet packet, int sourcePort, int destinationPort) {
        text.append(packet.isV4() ? "IP " : "IP6 ");
        endpoint(packet.source(), sourcePort);
        text.append(" > ");
        endpoint(packet.destination(), destinationPort);
        text.append(": ");
    }

    private void endpoint(IpAddress address, int port) {
        text.append(address);
        if (port >= 0) {
            text.append('.').append(port);
        }
    }

    private void protocol(Packet packet) {
        text.append("ip-proto-").append(packet.protocol());
        text.append(", length ").append(packet.payloadLength());
    }

    private void tcp(Segment segment) {
        boolean syn = segment.has(Segment.SYN);
        text.append("Flags [").append(flags(segment)).append(']');
        int length = segment.payloadLength();
        if (length > 0 || (segment.flags() & (Segment.SYN | Segment.FIN | Segment.RST)) != 0) {
            int seq = syn ? segment.seq() : segment.seq() - seqBase;
            text.append(", seq ").append(Seq.text(seq));
            if (length > 0) {
                text.append(':').append(Seq.text(seq + length));
            }
        }
        if (segment.has(Segment.ACK)) {
            text.append(", ack ").append(Seq.text(segment.ack() - ackBase));
        }
        text.append(", win ").append(segment.window());
        if (segment.has(Segment.URG)) {
            text.append(", urg ").append(segment.urgentPointer());
        }
        options(segment);
        text.append(", length ").append(length);
    }

    private static String flags(Segment segment) {
        StringBuilder letters = new StringBuilder(8);
        String names = "FSRP.UEW";
        for (int bit = 0; bit < names.length(); bit++) {
            if (segment.has(1 << bit)) {
                letters.append(names.charAt(bit));
            }
        }
        return letters.isEmpty() ? "none" : letters.toString();
    }

    private void options(Segment segment) {
        int start = text.length();
        if (segment.mss() != 0) {
            text.append(",mss ").append(segment.mss());
        }
        if (segment.hasTimestamps()) {
            text.append(segment.sackPermitted() ? ",sackOK" : ",nop,nop");
            text.append(",TS val ").append(Integer.toUnsignedString(segment.tsVal()));
            text.append(" ecr ").append(Integer.toUnsignedString(segment.tsEcr()));
        } else if (segment.sackPermitted()) {
            text.append(",nop,nop,sackOK");
        }
        if (segment.windowScale() != Segment.NO_SCALE) {
            text.append(",nop,wscale ").append(segment.windowScale());
        }
        SackBlocks sack = segment.sack();
        if (sack != null) {
            text.append(",nop,nop,sack ").append(sack.count()).append(' ');
            for (int i = 0; i < sack.count(); i++) {
                text.append('{').append(Seq.text(sack.left(i) - ackBase));
                text.append(':').append(Seq.text(sack.right(i) - ackBase)).append('}');
            }
        }
        if (text.length() > start) {
            text.replace(start, start + 1, ", options [").append(']');
        }
    }

    private void arp(ArpMessage message) {
        if (message.operation() == ArpMessage.REQUEST) {
            text.append("ARP, Request who-has ").append(message.destination());
            if (message.targetMac() != MacAddress.NONE) {
                text.append(" (").append(MacAddress.text(message.targetMac())).append(')');
            }
            text.append(" tell ").append(message.source());
        } else if (message.operation() == ArpMessage.REPLY) {
            text.append("ARP, Reply ").append(message.source());
            text.append(" is-at ").append(MacAddress.text(message.senderMac()));
        } else {
            text.append("ARP, operation ").append(message.operation());
        }
        text.append(", length ").append(ArpMessage.LENGTH);
    }

    private static String words(Integrity integrity) {
        return switch (integrity) {
            case SOUND -> "";
            case BAD_IP_HEADER -> "bad IP header";
            case BAD_IP_CHECKSUM -> "bad IP checksum";
            case TRUNCATED -> "truncated";
            case BAD_CHECKSUM -> "bad checksum";
            case BAD_TRANSPORT_HEADER -> "bad header";
        };
    }
}
