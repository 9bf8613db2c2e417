package io.jackfield.tcp.send;

import io.jackfield.buffer.Slab;
import io.jackfield.packet.Packet;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * The octets that the user has sent and the peer has not acknowledged, numbered by sequence. They
 * lie in slabs and go into segments by reference.
 */
final class SendQueue {
    private final SendPool pool;
    private @Nullable SendSlice first;
    private @Nullable SendSlice last;
    private int slices;
    private int headSeq;
    private int length;

    // The slice that was filled from last: new data is mostly sent in order.
    private @Nullable SendSlice near;
    private int nearSeq;

    SendQueue(SendPool pool) {
        this.pool = pool;
    }

    /** Begins empty; the first octet appended will have the number {@code seq}. */
    void begin(int seq) {
        assert first == null;
        headSeq = seq;
        length = 0;
    }

    int length() {
        return length;
    }

    /** The sequence number after the last octet queued. */
    int tailSeq() {
        return headSeq + length;
    }

    /** Copies up to {@code most} octets from the user; answers how many. */
    int append(ByteBuffer from, int most) {
        int wanted = Math.min(from.remaining(), most);
        int left = wanted;
        while (left > 0) {
            SendSlice tail = last;
            if (tail == null || tail.room() == 0) {
                boolean isBulk = left >= Slab.BULK || length >= Slab.BULK;
                Slab slab = pool.slabs.allocate(isBulk ? Slab.LARGE : Slab.SMALL);
                tail = add(slab, 0, 0);
            }
            int n = Math.min(left, tail.room());
            from.get(tail.slab().octets, tail.offset + tail.length, n);
            tail.length += n;
            length += n;
            left -= n;
        }
        return wanted;
    }

    /** Lends room for so many octets, at most a large slab of them, behind all that is queued. */
    Loan lend(int octets) {
        assert octets <= Slab.LARGE;
        Loan loan = pool.loan();
        SendSlice tail = last;
        if (tail != null && tail.room() >= octets) {
            tail.slab().retain();
            loan.lend(tail.slab(), tail.offset + tail.length, octets);
            tail.isOpen = false; // nobody else may fill it meanwhile
        } else {
            loan.lend(pool.slabs.allocate(Slab.LARGE), 0, octets);
        }
        return loan;
    }

    /** Queues what was lent and has been filled. */
    void append(Loan loan) {
        Slab slab = loan.slab();
        SendSlice tail = last;
        if (tail != null && tail.slab() == slab && tail.offset + tail.length == loan.offset) {
            tail.length += loan.length;
            tail.isOpen = true;
            slab.release();
        } else {
            add(slab, loan.offset, loan.length);
        }
        length += loan.length;
        pool.recycle(loan);
    }

    private SendSlice add(Slab slab, int offset, int octets) {
        SendSlice slice = pool.slice();
        slice.slab = slab;
        slice.offset = offset;
        slice.length = octets;
        slice.isOpen = true;
        if (last == null) {
            first = slice;
        } else {
            last.next = slice;
        }
        last = slice;
        slices++;
        return slice;
    }

    /** Drops the octets before {@code seq}, which are acknowledged. */
    void discard(int seq) {
        int gone = Math.min(length, Seq.distance(headSeq, seq));
        if (gone <= 0) {
            return;
        }
        headSeq += gone;
        length -= gone;
        while (first != null && gone >= first.length) {
            gone -= first.length;
            dropFirst(first);
        }
        if (first != null) {
            if (near == first) {
                nearSeq += gone;
            }
            first.offset += gone;
            first.length -= gone;
        }
    }

    private void dropFirst(SendSlice slice) {
        if (near == slice) {
            near = null;
        }
        first = slice.next;
        if (first == null) {
            last = null;
        }
        slices--;
        slice.slab().release();
        pool.recycle(slice);
    }

    /**
     * Appends octets from {@code seq} on to a packet, which retains their slabs.
     *
     * @return how many; fewer than {@code octets} if the packet has no slices left
     */
    int fill(Packet packet, int seq, int octets) {
        assert Seq.atLeast(seq, headSeq) && Seq.atMost(seq + octets, tailSeq());
        SendSlice slice = locate(seq);
        int skip = seq - nearSeq;
        int left = octets;
        while (slice != null && left > 0) {
            int n = Math.min(left, slice.length - skip);
            if (!packet.append(slice.slab(), slice.offset + skip, n)) {
                break;
            }
            left -= n;
            skip = 0;
            if (left > 0) {
                nearSeq += slice.length;
                near = slice.next;
                slice = slice.next;
            }
        }
        return octets - left;
    }

    /** The octets from {@code seq} on that fit into the slices of one packet, at most so many. */
    int fitting(int seq, int octets) {
        if (slices <= Packet.MAX_SLICES) {
            return octets;
        }
        SendSlice slice = locate(seq);
        int fitting = nearSeq - seq;
        for (int i = 0; i < Packet.MAX_SLICES && slice != null && fitting < octets; i++) {
            fitting += slice.length;
            slice = slice.next;
        }
        return Math.min(fitting, octets);
    }

    /** The slice that holds {@code seq}; {@link #nearSeq} is the number of its first octet. */
    private @Nullable SendSlice locate(int seq) {
        if (near == null || Seq.before(seq, nearSeq)) {
            near = first;
            nearSeq = headSeq;
        }
        while (near != null && seq - nearSeq >= near.length) {
            nearSeq += near.length;
            near = near.next;
        }
        return near;
    }

    /** Gives every slab back. */
    void clear() {
        while (first != null) {
            dropFirst(first);
        }
        headSeq += length;
        length = 0;
    }

    boolean isCoherent() {
        int octets = 0;
        int count = 0;
        for (SendSlice slice = first; slice != null; slice = slice.next) {
            octets += slice.length;
            count++;
        }
        return octets == length && count == slices;
    }
}
