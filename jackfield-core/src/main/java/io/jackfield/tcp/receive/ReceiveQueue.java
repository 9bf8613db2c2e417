package io.jackfield.tcp.receive;

import io.jackfield.buffer.Slab;
import io.jackfield.buffer.SlabPool;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/**
 * Octets received in order that the user has not read: the segments that brought them, in a list
 * through the segments themselves.
 */
public final class ReceiveQueue {
    /*
     * A short segment that waits would pin the whole slab of whoever wrote it. So a short one that
     * is not the first to wait is copied behind others into a slab of this host, and its own is let
     * go: real memory stays within a small factor of the octets that the window was granted for.
     */
    private static final int SHORT = 512;

    private @Nullable Segment head;
    private @Nullable Segment tail;

    /** Octets of the head that the user has read. */
    private int skip;

    private int octets;

    /** Octets that fit behind the payload of the tail, if the tail is one that we gather in. */
    private int room;

    /** Octets that wait for the user. */
    public int octets() {
        return octets;
    }

    public boolean isEmpty() {
        return octets == 0;
    }

    /** Takes over a segment that carries data. */
    void append(Segment segment, SlabPool pool) {
        int length = segment.payloadLength();
        assert length > 0 : "only data waits for the user";
        octets += length;
        segment.next = null;
        if (tail == null) {
            head = segment;
            tail = segment;
        } else if (length <= room) {
            gather(tail, segment);
        } else if (length <= SHORT) {
            Segment gathering = gathering(segment, pool);
            tail.next = gathering;
            tail = gathering;
            segment.release();
        } else {
            tail.next = segment;
            tail = segment;
            room = 0;
        }
    }

    private Segment gathering(Segment first, SlabPool pool) {
        int length = first.payloadLength();
        Slab slab = pool.allocate(Slab.SMALL);
        first.copyPayload(0, slab.octets, 0, length);
        Segment gathering =
                new Segment(
                        first.source(),
                        first.sourcePort(),
                        first.destination(),
                        first.destinationPort());
        gathering.seq(first.seq());
        gathering.append(slab, 0, length);
        slab.release();
        room = slab.capacity() - length;
        return gathering;
    }

    private void gather(Segment gathering, Segment segment) {
        int length = segment.payloadLength();
        Slab slab = gathering.slab(0);
        int at = gathering.payloadLength();
        segment.copyPayload(0, slab.octets, at, length);
        gathering.append(slab, at, length);
        room -= length;
        segment.release();
    }

    /** Moves octets to the user; answers how many. */
    public int read(ByteBuffer to) {
        int moved = 0;
        while (head != null && to.hasRemaining()) {
            int here = Math.min(head.payloadLength() - skip, to.remaining());
            copy(head, skip, to, here);
            moved += here;
            drop(head, here);
        }
        return moved;
    }

    /** Takes out up to {@code most} octets, whose copying is then the taking's business. */
    void take(int most, Taking taking) {
        Segment first = head;
        Segment last = null;
        int skipped = skip;
        int left = Math.min(most, octets);
        int taken = left;
        while (head != null && left > 0) {
            Segment part = head;
            int here = part.payloadLength() - skip;
            if (here <= left) {
                head = (Segment) part.next;
                skip = 0;
                part.next = null;
            } else {
                here = left;
                part = part.piece(skip, left);
                skip += left;
                if (last == null) {
                    first = part;
                    skipped = 0;
                }
            }
            if (last != null) {
                last.next = part;
            }
            last = part;
            left -= here;
        }
        octets -= taken;
        if (head == null) {
            tail = null;
            room = 0;
        }
        taking.take(first, skipped, taken);
    }

    /** Copies octets from {@code from} on without taking them; answers how many. */
    public int peek(ByteBuffer to, int from) {
        int copied = 0;
        int offset = skip + from;
        for (Segment at = head; at != null && to.hasRemaining(); at = (Segment) at.next) {
            if (offset >= at.payloadLength()) {
                offset -= at.payloadLength();
                continue;
            }
            int here = Math.min(at.payloadLength() - offset, to.remaining());
            copy(at, offset, to, here);
            copied += here;
            offset = 0;
        }
        return copied;
    }

    /** Throws away up to {@code most} octets; answers how many. */
    public int discard(int most) {
        int dropped = 0;
        while (head != null && dropped < most) {
            int here = Math.min(head.payloadLength() - skip, most - dropped);
            dropped += here;
            drop(head, here);
        }
        return dropped;
    }

    /** Gives all slabs back. */
    void release() {
        discard(octets);
        assert head == null && octets == 0;
    }

    private void drop(Segment first, int count) {
        skip += count;
        octets -= count;
        if (skip == first.payloadLength()) {
            head = (Segment) first.next;
            skip = 0;
            if (head == null) {
                tail = null;
                room = 0;
            }
            first.next = null;
            first.release();
        }
    }

    static void copy(Segment from, int offset, ByteBuffer to, int length) {
        if (to.hasArray()) {
            from.copyPayload(offset, to.array(), to.arrayOffset() + to.position(), length);
            to.position(to.position() + length);
            return;
        }
        int start = offset;
        int left = length;
        for (int i = 0; left > 0; i++) {
            int here = from.length(i);
            if (start < here) {
                int take = Math.min(left, here - start);
                to.put(from.slab(i).octets, from.offset(i) + start, take);
                left -= take;
            }
            start = Math.max(0, start - here);
        }
    }
}
