package io.jackfield.tcp.receive;

import io.jackfield.packet.Packet;
import io.jackfield.packet.SackBlocks;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

/** Segments that arrived before the ones in front of them, as islands of contiguous octets. */
final class ReassemblyQueue {
    /*
     * Islands stand in two lists: by sequence number, to place a segment, and by the time of the
     * last arrival, because RFC 2018 §4 reports the most recent island first. Octets that are held
     * are kept and only the gaps are filled from a segment that overlaps them; the islands it spans
     * become one, so the work is paid for by the segments that made the islands.
     */

    /** What an island or segment costs beside its octets when memory is counted. */
    static final int OVERHEAD = 512;

    private static final class Island {
        int seq;
        int end;
        Segment first;
        Segment last;
        @Nullable Island next;
        @Nullable Island previous;
        @Nullable Island older;
        @Nullable Island newer;

        Island(Segment only, int end) {
            this.seq = only.seq();
            this.end = end;
            this.first = only;
            this.last = only;
        }
    }

    private @Nullable Island lowest;
    private @Nullable Island highest;
    private @Nullable Island newest;
    private int octets;
    private int segments;

    /** Edges of what the last insert held already, for D-SACK (RFC 2883 §4.2); equal if nothing. */
    int duplicateLeft;

    int duplicateRight;

    boolean isEmpty() {
        return lowest == null;
    }

    /** Octets held. */
    int octets() {
        return octets;
    }

    /** Octets held, and what holding them costs. */
    int charge() {
        return octets + segments * OVERHEAD;
    }

    /** The highest sequence number that is held. */
    int end(int otherwise) {
        return highest == null ? otherwise : highest.end;
    }

    /** Takes over a segment that occupies sequence space; true if any of it was new. */
    boolean insert(Segment segment) {
        int seq = segment.seq();
        int end = seq + segment.len();
        duplicateLeft = seq;
        duplicateRight = seq;
        segment.next = null;
        Island before = highest;
        while (before != null && Seq.after(before.seq, seq)) {
            before = before.previous;
        }
        if (before != null && Seq.atLeast(before.end, end)) {
            duplicateRight = end;
            touch(before);
            segment.release();
            return false;
        }
        int from = seq;
        if (before != null && Seq.after(before.end, seq)) {
            duplicateRight = before.end;
            from = before.end;
        }
        Island after = before == null ? lowest : before.next;
        if (from == seq && (after == null || Seq.atMost(end, after.seq))) {
            Island at = add(segment, end, before);
            if (after != null) {
                join(at, after);
            }
            touch(at);
        } else {
            fill(segment, before, from, end);
        }
        return true;
    }

    /** Fills the gaps between {@code from} and {@code end}, the first of them behind {@code at}. */
    private void fill(Segment segment, @Nullable Island at, int from, int end) {
        Island before = at;
        int left = from;
        while (Seq.before(left, end)) {
            Island after = before == null ? lowest : before.next;
            int right = after == null ? end : Seq.min(end, after.seq);
            if (Seq.before(left, right)) {
                before = add(part(segment, left, right), right, before);
            }
            if (after == null || Seq.before(end, after.seq)) {
                break;
            }
            if (Seq.after(end, after.seq)) {
                noteDuplicate(after.seq, Seq.min(end, after.end));
            }
            left = after.end;
            before = before == null ? after : join(before, after);
        }
        if (before != null) {
            touch(before);
        }
        segment.release();
    }

    private void noteDuplicate(int left, int right) {
        if (duplicateLeft == duplicateRight) {
            duplicateLeft = left;
            duplicateRight = right;
        }
    }

    /** The octets [left, right) of a segment, with its own reference to the slabs. */
    private static Segment part(Segment segment, int left, int right) {
        int offset = left - segment.seq();
        int end = Math.min(right - segment.seq(), segment.payloadLength());
        return offset == 0 && right - segment.seq() == segment.len()
                ? segment.copy()
                : segment.piece(offset, end - offset);
    }

    /** Adds what begins at or behind the end of {@code before}; answers the island it is now of. */
    private Island add(Segment part, int end, @Nullable Island before) {
        octets += part.payloadLength();
        segments++;
        if (before != null && before.end == part.seq()) {
            before.last.next = part;
            before.last = part;
            before.end = end;
            return before;
        }
        Island island = new Island(part, end);
        Island after = before == null ? lowest : before.next;
        island.previous = before;
        island.next = after;
        if (before == null) {
            lowest = island;
        } else {
            before.next = island;
        }
        if (after == null) {
            highest = island;
        } else {
            after.previous = island;
        }
        island.older = newest;
        if (newest != null) {
            newest.newer = island;
        }
        newest = island;
        return island;
    }

    /** Makes two islands one if they touch; answers the one that {@code after} is part of now. */
    private Island join(Island before, Island after) {
        if (before.end != after.seq) {
            return after;
        }
        before.last.next = after.first;
        before.last = after.last;
        before.end = after.end;
        unlink(after);
        return before;
    }

    private void unlink(Island island) {
        if (island.previous == null) {
            lowest = island.next;
        } else {
            island.previous.next = island.next;
        }
        if (island.next == null) {
            highest = island.previous;
        } else {
            island.next.previous = island.previous;
        }
        unlinkByTime(island);
    }

    private void unlinkByTime(Island island) {
        if (island.newer == null) {
            newest = island.older;
        } else {
            island.newer.older = island.older;
        }
        if (island.older != null) {
            island.older.newer = island.newer;
        }
        island.newer = null;
        island.older = null;
    }

    private void touch(Island island) {
        if (newest != island) {
            unlinkByTime(island);
            island.older = newest;
            if (newest != null) {
                newest.newer = island;
            }
            newest = island;
        }
    }

    /**
     * The next segment of what continues at {@code nxt}, cut to begin there; null if there is none.
     * It belongs to the caller.
     */
    @Nullable Segment take(int nxt) {
        while (lowest != null && Seq.atMost(lowest.seq, nxt)) {
            Segment first = removeFirst(lowest);
            int end = first.seq() + first.len();
            if (Seq.after(end, nxt)) {
                if (first.seq() == nxt) {
                    return first;
                }
                Segment rest = part(first, nxt, end);
                first.release();
                return rest;
            }
            first.release();
        }
        return null;
    }

    private Segment removeFirst(Island island) {
        Segment first = island.first;
        Packet following = first.next;
        octets -= first.payloadLength();
        segments--;
        if (following == null) {
            unlink(island);
        } else {
            island.first = (Segment) following;
            island.seq = island.first.seq();
        }
        first.next = null;
        return first;
    }

    /**
     * The blocks to report, at most {@code most}, the most recent first (RFC 2018 §4); null if
     * there are none. A duplicate [left, right) comes before them (RFC 2883 §4).
     */
    @Nullable SackBlocks report(int most, int left, int right) {
        int count = left == right ? 0 : 1;
        for (Island at = newest; at != null && count < most; at = at.older) {
            count++;
        }
        if (count == 0) {
            return null;
        }
        int[] edges = new int[2 * count];
        int filled = 0;
        if (left != right) {
            edges[0] = left;
            edges[1] = right;
            filled = 2;
        }
        for (Island at = newest; at != null && filled < edges.length; at = at.older) {
            edges[filled++] = at.seq;
            edges[filled++] = at.end;
        }
        return new SackBlocks(edges);
    }

    /** Gives all slabs back. */
    void release() {
        while (lowest != null) {
            removeFirst(lowest).release();
        }
    }
}
