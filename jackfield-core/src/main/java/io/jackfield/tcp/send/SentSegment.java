package io.jackfield.tcp.send;

import org.jspecify.annotations.Nullable;

/**
 * A stretch of sequence space that was sent in one go and is not yet acknowledged. It stands for
 * several segments of the wire when it went out as a super-segment.
 */
final class SentSegment {
    static final int SACKED = 1; // the peer has it, though not everything before it
    static final int LOST = 2; // believed lost, original or retransmission
    static final int RETRANSMITTED = 4; // a retransmission is in flight
    static final int EVER_RETRANSMITTED = 8;
    static final int FIN = 16; // its last sequence number is the FIN
    static final int APP_LIMITED = 32; // sent while the user had nothing more to send

    int seq;
    int end; // sequence number after the last, FIN counted
    int segments; // segments of the wire
    int mss; // octets in each of them but the last
    int flags;

    // When it was sent, and what had been delivered by then.
    long firstSentNanos;
    long sentNanos; // last transmission
    long deliveredNanos; // time of the latest delivery before it was sent
    long flightNanos; // send time of the segment delivered at that moment
    int delivered; // segments delivered by then

    // In order of sequence numbers.
    @Nullable SentSegment previous;
    @Nullable SentSegment next;

    // In order of transmission, while it is believed to be in the network.
    @Nullable SentSegment older;
    @Nullable SentSegment newer;
    boolean isUnderWay;

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Octets of payload. */
    int length() {
        return end - seq - (has(FIN) ? 1 : 0);
    }

    /** Segments of the wire that the octets from {@code from} on make. */
    int segmentsFrom(int from) {
        int octets = end - from - (has(FIN) ? 1 : 0);
        return Math.max(1, (octets + mss - 1) / mss);
    }
}
