package io.jackfield.tcp.send;

import io.jackfield.packet.SackBlocks;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/** Enters the SACK blocks of an ACK into the segments in flight (RFC 2018 §5, RFC 2883). */
final class SackScoreboard {
    private final InFlight inFlight;

    SackScoreboard(InFlight inFlight) {
        this.inFlight = inFlight;
    }

    /**
     * @param ack the ACK's SEG.ACK, while SND.UNA is still what it was before
     */
    void update(SackBlocks blocks, int ack, SendSequence snd, AckTally tally, int minRttMicros) {
        int from = 0;
        if (isDuplicateReport(blocks, ack)) {
            tally.hasDsack = true;
            tally.dsackLeft = blocks.left(0);
            tally.dsackRight = blocks.right(0);
            from = 1;
        }
        for (int i = from; i < blocks.count(); i++) {
            int left = blocks.left(i);
            int right = blocks.right(i);
            boolean isUsable =
                    Seq.before(left, right)
                            && Seq.atLeast(left, snd.una)
                            && Seq.after(right, ack)
                            && Seq.atMost(right, snd.nxt);
            if (isUsable) {
                mark(Seq.max(left, snd.una), right, tally, minRttMicros);
            }
        }
    }

    /** RFC 2883 §4: the first block lies below the ACK, or inside the second block. */
    private static boolean isDuplicateReport(SackBlocks blocks, int ack) {
        int left = blocks.left(0);
        int right = blocks.right(0);
        if (!Seq.before(left, right)) {
            return false;
        }
        return Seq.atMost(right, ack)
                || Seq.before(left, ack)
                || blocks.count() > 1
                        && Seq.atLeast(left, blocks.left(1))
                        && Seq.atMost(right, blocks.right(1));
    }

    private void mark(int left, int right, AckTally tally, int minRttMicros) {
        SentSegment s = inFlight.at(left);
        while (s != null && Seq.before(s.seq, right)) {
            if (!s.has(SentSegment.SACKED)) {
                SentSegment covered = covered(s, left, right);
                if (covered != null) {
                    s = inFlight.sack(covered, tally, minRttMicros);
                }
            }
            s = s.next;
        }
    }

    /** The part of an entry that consists of segments wholly inside the block, cut out. */
    private @Nullable SentSegment covered(SentSegment s, int left, int right) {
        SentSegment part = s;
        if (Seq.before(part.seq, left)) {
            int skip = (left - part.seq + part.mss - 1) / part.mss * part.mss;
            if (skip >= part.end - part.seq) {
                return null;
            }
            part = inFlight.split(part, part.seq + skip);
        }
        if (Seq.after(part.end, right)) {
            int keep = (right - part.seq) / part.mss * part.mss;
            if (keep <= 0) {
                return null;
            }
            inFlight.split(part, part.seq + keep);
        }
        return part;
    }
}
