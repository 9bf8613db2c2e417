package io.jackfield.net.picture;

import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;
import io.jackfield.wire.PacketText;

import java.util.ArrayList;
import java.util.List;

/** What is written at an arrow: the most important first, as much as there is room for. */
record Label(List<String> parts) {
    private static final String ELLIPSIS = "…";

    static Label of(Segment segment, Conversations.Side side, List<String> remarks) {
        List<String> parts = new ArrayList<>();
        int length = segment.payloadLength();
        String ack = "ack " + Seq.text(side.acknowledged(segment.ack()));
        boolean hasNumber = segment.len() > 0 || segment.isRst();
        boolean hasAck = segment.has(Segment.ACK);
        String flags = "[" + flags(segment) + "]";
        if (hasNumber) {
            String seq = Seq.text(side.relative(segment.seq()));
            String end = length == 0 ? "" : ":" + Seq.text(side.relative(segment.seq()) + length);
            parts.add(flags + " seq " + seq + end);
        } else {
            parts.add(hasAck ? flags + " " + ack : flags);
        }
        parts.addAll(remarks);
        if (hasNumber && hasAck) {
            parts.add(ack);
        }
        if (length > 0) {
            parts.add("len " + length);
        }
        options(segment, side, parts);
        return new Label(List.copyOf(parts));
    }

    private static void options(Segment segment, Conversations.Side side, List<String> parts) {
        if (segment.has(Segment.SYN) || (segment.window() == 0 && !segment.isRst())) {
            parts.add("win " + segment.window());
        }
        if (segment.has(Segment.URG)) {
            parts.add("urg " + segment.urgentPointer());
        }
        if (segment.mss() != 0) {
            parts.add("mss " + segment.mss());
        }
        if (segment.windowScale() != Segment.NO_SCALE) {
            parts.add("wscale " + segment.windowScale());
        }
        if (segment.sackPermitted()) {
            parts.add("sackOK");
        }
        SackBlocks sack = segment.sack();
        if (sack != null) {
            StringBuilder blocks = new StringBuilder("sack");
            for (int i = 0; i < sack.count(); i++) {
                blocks.append(' ').append(Seq.text(side.acknowledged(sack.left(i))));
                blocks.append(':').append(Seq.text(side.acknowledged(sack.right(i))));
            }
            parts.add(blocks.toString());
        }
    }

    /** tcpdump's letters. */
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

    static Label of(Packet packet, List<String> remarks) {
        List<String> parts = new ArrayList<>();
        if (packet instanceof Datagram datagram) {
            parts.add("UDP " + datagram.sourcePort() + " > " + datagram.destinationPort());
            parts.addAll(remarks);
            parts.add("len " + packet.payloadLength());
        } else {
            String line = PacketText.of(packet);
            int addresses = line.indexOf(": ");
            parts.add(addresses < 0 ? line : line.substring(addresses + 2));
            parts.addAll(remarks);
        }
        return new Label(List.copyOf(parts));
    }

    /** The same behind the number of its connection. */
    Label numbered(int conversation) {
        List<String> numbered = new ArrayList<>(parts);
        numbered.set(0, "#" + conversation + " " + parts.getFirst());
        return new Label(List.copyOf(numbered));
    }

    /** As many parts as fit. */
    String text(int width) {
        String text = parts.getFirst();
        for (String part : parts.subList(1, parts.size())) {
            if (text.length() + 2 + part.length() > width) {
                break;
            }
            text += ", " + part;
        }
        return cut(text, width);
    }

    /** All of them. */
    String text() {
        return String.join(", ", parts);
    }

    /** A text that is no longer than that. */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        return width < 1 ? "" : text.substring(0, width - 1) + ELLIPSIS;
    }
}
