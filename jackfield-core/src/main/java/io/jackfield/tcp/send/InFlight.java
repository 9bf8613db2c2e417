package io.jackfield.tcp.send;

import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/**
 * The segments sent and not yet acknowledged, in the order of their sequence numbers: the
 * retransmission queue of RFC 9293 §3.3.1, with what is known about each of them.
 */
final class InFlight {
    /*
     * Neighbours that have both been sacked become one: a scoreboard has as many entries as there are
     * holes, however long it lasts, and walking the blocks of an ACK stays short.
     */

    private final SendPool pool;
    private final Rack rack;
    private final UnderWay underWay = new UnderWay();

    private @Nullable SentSegment first;
    private @Nullable SentSegment last;
    private @Nullable SentSegment nextLost; // nothing before it waits for retransmission
    private @Nullable SentSegment nearby; // where the last search ended

    // Segments of the wire.
    private int outstanding;
    private int sacked;
    private int lost;
    private int retransmitted;
    private int presumed;

    InFlight(SendPool pool, Rack rack) {
        this.pool = pool;
        this.rack = rack;
    }

    boolean isEmpty() {
        return first == null;
    }

    @Nullable SentSegment first() {
        return first;
    }

    @Nullable SentSegment last() {
        return last;
    }

    /** The segment in the network that was sent first. */
    @Nullable SentSegment oldest() {
        return underWay.oldest();
    }

    /** Segments sent and not cumulatively acknowledged. */
    int outstanding() {
        return outstanding;
    }

    int sacked() {
        return sacked;
    }

    /** Segments marked lost and not delivered yet, retransmitted or not. */
    int lost() {
        return lost;
    }

    /** Segments whose retransmission is in flight. */
    int retransmitted() {
        return retransmitted;
    }

    /** Segments that duplicate ACKs say have arrived, where there is no SACK to say which. */
    int presumed() {
        return presumed;
    }

    void presumed(int segments) {
        presumed = segments;
    }

    /** The estimate of what is in the network (RFC 6675 §4), in segments. */
    int pipe() {
        return outstanding - sacked - presumed - lost + retransmitted;
    }

    /** Adds new data at the end. */
    SentSegment append(int seq, int end, int mss, boolean fin, long nowNanos) {
        SentSegment s = pool.segment();
        s.seq = seq;
        s.end = end;
        s.mss = mss;
        s.flags = fin ? SentSegment.FIN : 0;
        s.segments = s.segmentsFrom(seq);
        s.firstSentNanos = nowNanos;
        s.sentNanos = nowNanos;
        s.previous = last;
        if (last == null) {
            first = s;
        } else {
            last.next = s;
        }
        last = s;
        outstanding += s.segments;
        underWay.add(s);
        return s;
    }

    /** The segment was sent once more. */
    void retransmitted(SentSegment s, long nowNanos) {
        assert !s.has(SentSegment.SACKED);
        if (!s.has(SentSegment.RETRANSMITTED)) {
            retransmitted += s.segments;
        }
        s.flags |= SentSegment.RETRANSMITTED | SentSegment.EVER_RETRANSMITTED;
        s.sentNanos = nowNanos;
        underWay.remove(s);
        underWay.add(s);
        if (s == nextLost) {
            nextLost = lostFrom(s.next);
        }
    }

    /**
     * Marks a segment lost, or its retransmission if it was lost before.
     *
     * @return the segments that this made lost
     */
    int markLost(SentSegment s) {
        assert !s.has(SentSegment.SACKED);
        int newly = 0;
        if (s.has(SentSegment.RETRANSMITTED)) {
            s.flags &= ~SentSegment.RETRANSMITTED;
            retransmitted -= s.segments;
            newly = s.segments;
        }
        if (!s.has(SentSegment.LOST)) {
            s.flags |= SentSegment.LOST;
            lost += s.segments;
            newly = s.segments;
            presumed = Math.min(presumed, outstanding - lost);
        }
        underWay.remove(s);
        if (nextLost == null || Seq.before(s.seq, nextLost.seq)) {
            nextLost = s;
        }
        return newly;
    }

    /** Takes all marks of loss back: the timeout or recovery was spurious. */
    void unmarkLost() {
        for (SentSegment s = first; s != null; s = s.next) {
            if (s.has(SentSegment.LOST)) {
                s.flags &= ~SentSegment.LOST;
                if (!s.isUnderWay) {
                    underWay.add(s);
                }
            }
        }
        lost = 0;
        nextLost = null;
    }

    /** The first segment that is lost and waits to be retransmitted. */
    @Nullable SentSegment nextLost() {
        return nextLost;
    }

    private static @Nullable SentSegment lostFrom(@Nullable SentSegment from) {
        SentSegment s = from;
        while (s != null && (!s.has(SentSegment.LOST) || s.has(SentSegment.RETRANSMITTED))) {
            s = s.next;
        }
        return s;
    }

    /** The receiver has the segment; answers the entry that it became part of. */
    SentSegment sack(SentSegment s, AckTally tally, int minRttMicros) {
        assert !s.has(SentSegment.SACKED);
        tally.sacked(s);
        rack.delivered(s, tally, minRttMicros);
        forget(s);
        s.flags |= SentSegment.SACKED;
        sacked += s.segments;
        SentSegment merged = s;
        if (s.previous != null && s.previous.has(SentSegment.SACKED)) {
            merged = s.previous;
            swallowNext(merged);
        }
        if (merged.next != null && merged.next.has(SentSegment.SACKED)) {
            swallowNext(merged);
        }
        nearby = merged;
        return merged;
    }

    private void swallowNext(SentSegment s) {
        SentSegment gone = s.next;
        assert gone != null && gone.seq == s.end;
        s.end = gone.end;
        s.segments += gone.segments;
        s.flags |= gone.flags & (SentSegment.FIN | SentSegment.EVER_RETRANSMITTED);
        unlink(gone);
    }

    /** Takes every SACK back: the receiver has reneged (RFC 2018 §8). */
    void renege() {
        for (SentSegment s = first; s != null; s = s.next) {
            if (s.has(SentSegment.SACKED)) {
                s.flags &= ~SentSegment.SACKED;
                underWay.add(s);
            }
        }
        sacked = 0;
    }

    /** Drops everything before {@code ack}. */
    void acknowledge(int ack, AckTally tally, int minRttMicros) {
        while (first != null && Seq.before(first.seq, ack)) {
            SentSegment s = first;
            boolean isWhole = Seq.atMost(s.end, ack);
            int left = isWhole ? 0 : Math.min(s.segments, s.segmentsFrom(ack));
            int gone = s.segments - left;
            tally.acknowledged(s, gone);
            if (!s.has(SentSegment.SACKED) && gone > 0) {
                rack.delivered(s, tally, minRttMicros);
            }
            if (isWhole) {
                forget(s);
                uncount(s, gone);
                unlink(s);
            } else {
                uncount(s, gone);
                s.seq = ack;
                s.segments = left;
                return;
            }
        }
    }

    /** Takes {@code segments} of an entry out of every count that it is part of. */
    private void uncount(SentSegment s, int segments) {
        outstanding -= segments;
        if (s.has(SentSegment.SACKED)) {
            sacked -= segments;
        }
        if (s.has(SentSegment.LOST)) {
            lost -= segments;
        }
        if (s.has(SentSegment.RETRANSMITTED)) {
            retransmitted -= segments;
        }
    }

    /** Nothing of the segment is expected any more: no longer lost, retransmitted or under way. */
    private void forget(SentSegment s) {
        underWay.remove(s);
        if (s.has(SentSegment.LOST)) {
            lost -= s.segments;
        }
        if (s.has(SentSegment.RETRANSMITTED)) {
            retransmitted -= s.segments;
        }
        s.flags &= ~(SentSegment.LOST | SentSegment.RETRANSMITTED);
        if (s == nextLost) {
            nextLost = lostFrom(s.next);
        }
    }

    /**
     * Cuts an entry in two at {@code at}, which lies inside it and, unless its tail must be sent in
     * smaller segments, at a multiple of its segment size.
     *
     * @return the second part
     */
    SentSegment split(SentSegment s, int at) {
        assert Seq.after(at, s.seq) && Seq.before(at, s.end);
        SentSegment tail = pool.segment();
        tail.seq = at;
        tail.end = s.end;
        tail.mss = s.mss;
        tail.flags = s.flags;
        tail.firstSentNanos = s.firstSentNanos;
        tail.sentNanos = s.sentNanos;
        tail.deliveredNanos = s.deliveredNanos;
        tail.flightNanos = s.flightNanos;
        tail.delivered = s.delivered;
        s.end = at;
        s.flags &= ~SentSegment.FIN;
        recount(s, s.segmentsFrom(s.seq));
        tail.segments = tail.segmentsFrom(at);
        count(tail);
        tail.previous = s;
        tail.next = s.next;
        if (s.next == null) {
            last = tail;
        } else {
            s.next.previous = tail;
        }
        s.next = tail;
        if (s.isUnderWay) {
            underWay.addAfter(s, tail);
        }
        return tail;
    }

    /** From now on the entry goes out in segments of {@code mss} octets. */
    void resize(SentSegment s, int mss) {
        s.mss = mss;
        recount(s, s.segmentsFrom(s.seq));
    }

    private void recount(SentSegment s, int segments) {
        uncount(s, s.segments);
        s.segments = segments;
        count(s);
    }

    private void count(SentSegment s) {
        uncount(s, -s.segments);
    }

    /** The first entry that ends after {@code seq}. */
    @Nullable SentSegment at(int seq) {
        SentSegment s = nearby != null ? nearby : first;
        while (s != null && s.previous != null && Seq.after(s.previous.end, seq)) {
            s = s.previous;
        }
        while (s != null && Seq.atMost(s.end, seq)) {
            s = s.next;
        }
        nearby = s;
        return s;
    }

    private void unlink(SentSegment s) {
        if (s.previous == null) {
            first = s.next;
        } else {
            s.previous.next = s.next;
        }
        if (s.next == null) {
            last = s.previous;
        } else {
            s.next.previous = s.previous;
        }
        if (s == nearby) {
            nearby = s.previous != null ? s.previous : s.next;
        }
        if (s == nextLost) {
            nextLost = lostFrom(s.next);
        }
        pool.recycle(s);
    }

    /** Forgets everything, as after the connection's end. */
    void clear() {
        while (first != null) {
            underWay.remove(first);
            uncount(first, first.segments);
            unlink(first);
        }
        presumed = 0;
        nearby = null;
    }

    /** Whether the counts agree with the segments and the two lists with each other. */
    boolean isCoherent(int una, int nxt) {
        int seq = una;
        int under = 0;
        for (SentSegment s = first; s != null; s = s.next) {
            boolean isWaiting = s.has(SentSegment.LOST) && !s.has(SentSegment.RETRANSMITTED);
            boolean isKnown = !isWaiting || nextLost != null && Seq.atLeast(s.seq, nextLost.seq);
            boolean isOut = !isWaiting && !s.has(SentSegment.SACKED);
            if (s.seq != seq || s.segments < 1 || s.isUnderWay != isOut || !isKnown) {
                return false;
            }
            seq = s.end;
            under += s.isUnderWay ? 1 : 0;
        }
        return seq == nxt
                && under == underWay.count()
                && outstanding == counted(0)
                && sacked == counted(SentSegment.SACKED)
                && lost == counted(SentSegment.LOST)
                && retransmitted == counted(SentSegment.RETRANSMITTED)
                && presumed <= outstanding;
    }

    private int counted(int flag) {
        int count = 0;
        for (SentSegment s = first; s != null; s = s.next) {
            count += (s.flags & flag) == flag ? s.segments : 0;
        }
        return count;
    }
}
