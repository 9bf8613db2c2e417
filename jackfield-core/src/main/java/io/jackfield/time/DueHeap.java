package io.jackfield.time;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/** A 4-ary heap ordered by (due time, sequence), whose entries know their index. */
final class DueHeap {
    /*
     * The keys stand in arrays beside the entries: a sift touches neighbouring longs instead of
     * objects, and an entry may change its own wishes without disturbing the order (lazy re-arm).
     */
    private long[] dues = new long[16];
    private long[] sequences = new long[16];
    private @Nullable Queued[] entries = new Queued[16];
    private int size;

    int size() {
        return size;
    }

    /** The earliest due time, or NEVER. */
    long headDue() {
        return size == 0 ? Deadline.NEVER : dues[0];
    }

    @Nullable Queued head() {
        return entries[0];
    }

    long dueOf(Queued entry) {
        assert holds(entry);
        return dues[entry.place];
    }

    boolean holds(Queued entry) {
        return entry.place >= 0 && entry.place < size && entries[entry.place] == entry;
    }

    void insert(Queued entry, long due, long sequence) {
        assert entry.place == Queued.NOWHERE : "already queued";
        if (size == entries.length) {
            grow();
        }
        siftUp(size++, entry, due, sequence);
    }

    /** Gives a queued entry another key. */
    void move(Queued entry, long due, long sequence) {
        int at = entry.place;
        assert holds(entry);
        if (isBefore(due, sequence, at)) {
            siftUp(at, entry, due, sequence);
        } else {
            siftDown(at, entry, due, sequence);
        }
    }

    void remove(Queued entry) {
        int at = entry.place;
        assert holds(entry);
        entry.place = Queued.NOWHERE;
        int last = --size;
        Queued moved = Objects.requireNonNull(entries[last]);
        entries[last] = null;
        if (at == last) {
            return;
        }
        long due = dues[last];
        long sequence = sequences[last];
        if (at > 0 && isBefore(due, sequence, (at - 1) >> 2)) {
            siftUp(at, moved, due, sequence);
        } else {
            siftDown(at, moved, due, sequence);
        }
    }

    private boolean isBefore(long due, long sequence, int other) {
        long otherDue = dues[other];
        return due < otherDue || (due == otherDue && sequence < sequences[other]);
    }

    private void siftUp(int from, Queued entry, long due, long sequence) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >> 2;
            if (!isBefore(due, sequence, parent)) {
                break;
            }
            copy(parent, at);
            at = parent;
        }
        put(at, entry, due, sequence);
    }

    private void siftDown(int from, Queued entry, long due, long sequence) {
        int at = from;
        while (true) {
            int first = (at << 2) + 1;
            if (first >= size) {
                break;
            }
            int least = first;
            int end = Math.min(first + 4, size);
            for (int child = first + 1; child < end; child++) {
                if (isBefore(dues[child], sequences[child], least)) {
                    least = child;
                }
            }
            if (isBefore(due, sequence, least)) {
                break;
            }
            copy(least, at);
            at = least;
        }
        put(at, entry, due, sequence);
    }

    private void copy(int from, int to) {
        put(to, Objects.requireNonNull(entries[from]), dues[from], sequences[from]);
    }

    private void put(int at, Queued entry, long due, long sequence) {
        entries[at] = entry;
        dues[at] = due;
        sequences[at] = sequence;
        entry.place = at;
    }

    private void grow() {
        int length = size * 2;
        entries = Arrays.copyOf(entries, length);
        dues = Arrays.copyOf(dues, length);
        sequences = Arrays.copyOf(sequences, length);
    }
}
