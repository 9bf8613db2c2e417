package io.jackfield.link;

import io.jackfield.address.IpAddress;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

/**
 * The end of a connection that neither of its ends made: RST or FIN after so many octets, in each
 * direction with the number that its receiver expects next (RFC 5961 §3.2 takes no other RST).
 */
final class Forgery {
    private static final int HOPS = 64;

    private final long octets;
    private final int flag;
    private final Ends ends;
    private final StreamPositions positions = new StreamPositions();

    /**
     * @param octets the last octet that gets through; 0: not even the first
     * @param flag RST or FIN
     */
    Forgery(long octets, int flag, Ends ends) {
        this.octets = octets;
        this.flag = flag;
        this.ends = ends;
    }

    Ends ends() {
        return ends;
    }

    /** Whether the last octet that gets through is in this segment, or is before it. */
    boolean isDue(Packet packet) {
        return packet instanceof Segment segment
                && positions.before(segment) + segment.payloadLength() >= octets
                && segment.payloadLength() > 0;
    }

    /** The part of the segment that gets through; it has no octets where none does. */
    Segment remainder(Segment segment) {
        long keeps = octets - positions.before(segment);
        int length = (int) Math.max(0, Math.min(segment.payloadLength(), keeps));
        Segment piece = segment.piece(0, length);
        piece.identification(segment.identification());
        return piece;
    }

    /** What goes to the receiver behind the remainder. */
    Segment toReceiver(Segment segment, int remainder) {
        Segment end =
                new Segment(
                        segment.source(),
                        segment.sourcePort(),
                        segment.destination(),
                        segment.destinationPort());
        end.seq(segment.seq() + remainder).ack(segment.ack()).window(segment.window());
        if (segment.hasTimestamps()) {
            end.timestamps(segment.tsVal(), segment.tsEcr());
        }
        end.frame(segment.sourceMac(), segment.destinationMac());
        return finished(end);
    }

    /** What goes to the sender. */
    Segment toSender(Segment segment, int remainder) {
        IpAddress receiver = segment.destination();
        int receiverPort = segment.destinationPort();
        IpAddress sender = segment.source();
        int senderPort = segment.sourcePort();
        Segment end = new Segment(receiver, receiverPort, sender, senderPort);
        end.seq(segment.ack()).ack(segment.seq() + remainder).window(segment.window());
        if (segment.hasTimestamps()) {
            end.timestamps(segment.tsEcr(), segment.tsVal());
        }
        end.frame(segment.destinationMac(), segment.sourceMac());
        return finished(end);
    }

    private Segment finished(Segment end) {
        end.flags(flag | Segment.ACK);
        end.hopLimit(HOPS);
        return end;
    }
}
