package io.jackfield.tcp.send;

import org.jspecify.annotations.Nullable;

/**
 * The segments believed to be in the network, in the order in which they were sent. A segment
 * leaves when it is sacked or marked lost and comes back at the young end when it is retransmitted;
 * RACK walks from the old end and stops early.
 */
final class UnderWay {
    private @Nullable SentSegment oldest;
    private @Nullable SentSegment newest;

    @Nullable SentSegment oldest() {
        return oldest;
    }

    void add(SentSegment s) {
        assert !s.isUnderWay;
        link(s, newest, null);
    }

    /** Adds the second part of a segment that was cut, sent at the same time as the first. */
    void addAfter(SentSegment s, SentSegment tail) {
        link(tail, s, s.newer);
    }

    private void link(SentSegment s, @Nullable SentSegment older, @Nullable SentSegment newer) {
        s.isUnderWay = true;
        s.older = older;
        s.newer = newer;
        join(older, s);
        join(s, newer);
    }

    void remove(SentSegment s) {
        if (s.isUnderWay) {
            s.isUnderWay = false;
            join(s.older, s.newer);
            s.older = null;
            s.newer = null;
        }
    }

    private void join(@Nullable SentSegment older, @Nullable SentSegment newer) {
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
    }

    int count() {
        int count = 0;
        for (SentSegment s = oldest; s != null; s = s.newer) {
            count++;
        }
        return count;
    }
}
