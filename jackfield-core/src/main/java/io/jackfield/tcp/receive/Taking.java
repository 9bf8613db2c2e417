package io.jackfield.tcp.receive;

import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * Octets taken out of a receive queue under the host's lock, to be copied to the user without it: a
 * chain of segments that nobody else knows any more.
 */
public final class Taking {
    private @Nullable Segment first;

    /** Octets of the first segment that were read before. */
    private int skip;

    private int octets;

    void take(@Nullable Segment chain, int skipped, int length) {
        assert first == null : "the taking before was not moved";
        first = chain;
        skip = skipped;
        octets = length;
    }

    public int octets() {
        return octets;
    }

    /** Moves the octets to the user and gives their slabs back, also if the buffer throws. */
    public void moveTo(ByteBuffer to) {
        try {
            for (Segment at = first; at != null; at = (Segment) at.next) {
                ReceiveQueue.copy(at, skip, to, at.payloadLength() - skip);
                skip = 0;
            }
        } finally {
            release();
        }
    }

    private void release() {
        Segment at = first;
        first = null;
        while (at != null) {
            Segment next = (Segment) at.next;
            at.next = null;
            at.release();
            at = next;
        }
    }
}
