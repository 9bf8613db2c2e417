package io.jackfield.link;

import io.jackfield.packet.Packet;
import io.jackfield.time.Deadline;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/** The packets under way in one direction, in the order (due time, arrival). */
final class DelayLine {
    /*
     * A chain of packets that came in the order of their due times, and a heap of those that are to
     * overtake some of the chain. At one due time the chain's packets came first: a packet goes to
     * the heap only after the chain has got one that is due later, and then the chain takes no more
     * of the earlier time.
     */
    private @Nullable Packet head;
    private @Nullable Packet tail;
    private int chained;

    private @Nullable Packet[] heap = {};
    private long[] dues = {};
    private long[] arrivals = {};
    private int heaped;
    private long arrival;

    int size() {
        return chained + heaped;
    }

    /** When the first packet is due, or NEVER. */
    long headDue() {
        long first = head == null ? Deadline.NEVER : head.dueNanos();
        return heaped == 0 ? first : Math.min(first, dues[0]);
    }

    /** Puts in a packet under its due time; true if it overtakes one that came before. */
    boolean insert(Packet packet) {
        if (tail == null || packet.dueNanos() >= tail.dueNanos()) {
            append(packet);
            return false;
        }
        push(packet, packet.dueNanos(), arrival++);
        return true;
    }

    private void append(Packet packet) {
        if (tail == null) {
            head = packet;
        } else {
            tail.next = packet;
        }
        tail = packet;
        chained++;
    }

    /** Takes out the first packet; there is one. */
    Packet poll() {
        Packet first = head;
        if (first == null || (heaped > 0 && dues[0] < first.dueNanos())) {
            return pop();
        }
        head = first.next;
        first.next = null;
        if (head == null) {
            tail = null;
        }
        chained--;
        return first;
    }

    private void push(Packet packet, long due, long order) {
        if (heaped == heap.length) {
            int length = Math.max(16, 2 * heaped);
            heap = Arrays.copyOf(heap, length);
            dues = Arrays.copyOf(dues, length);
            arrivals = Arrays.copyOf(arrivals, length);
        }
        int at = heaped++;
        while (at > 0) {
            int parent = (at - 1) >> 1;
            if (!isBefore(due, order, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, packet, due, order);
    }

    private Packet pop() {
        Packet first = Objects.requireNonNull(heap[0]);
        int last = --heaped;
        Packet moved = Objects.requireNonNull(heap[last]);
        heap[last] = null;
        if (last > 0) {
            siftDown(moved, dues[last], arrivals[last]);
        }
        return first;
    }

    private void siftDown(Packet packet, long due, long order) {
        int at = 0;
        while (2 * at + 1 < heaped) {
            int child = 2 * at + 1;
            if (child + 1 < heaped && isBefore(dues[child + 1], arrivals[child + 1], child)) {
                child++;
            }
            if (isBefore(due, order, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, packet, due, order);
    }

    private boolean isBefore(long due, long order, int other) {
        return due < dues[other] || (due == dues[other] && order < arrivals[other]);
    }

    private void move(int from, int to) {
        put(to, Objects.requireNonNull(heap[from]), dues[from], arrivals[from]);
    }

    private void put(int at, Packet packet, long due, long order) {
        heap[at] = packet;
        dues[at] = due;
        arrivals[at] = order;
    }
}
