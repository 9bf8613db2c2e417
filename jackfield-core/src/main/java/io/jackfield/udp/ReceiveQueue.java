package io.jackfield.udp;

import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** The datagrams that wait to be received, linked through the packets themselves. */
final class ReceiveQueue {
    private @Nullable Packet first;
    private @Nullable Packet last;
    private int allocated;

    /**
     * Takes the packet over; false if there is no room, and the caller keeps it. An empty queue
     * takes any.
     */
    boolean add(Datagram datagram, int limit) {
        int size = TrueSize.of(datagram);
        if (first != null && allocated + size > limit) {
            return false;
        }
        allocated += size;
        datagram.next = null;
        if (last == null) {
            first = datagram;
        } else {
            last.next = datagram;
        }
        last = datagram;
        return true;
    }

    @Nullable Datagram peek() {
        return (Datagram) first;
    }

    /** Takes the first one off; the caller owns it. */
    void remove() {
        Datagram taken = peek();
        assert taken != null : "only what was peeked is removed";
        first = taken.next;
        taken.next = null;
        if (first == null) {
            last = null;
        }
        allocated -= TrueSize.of(taken);
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Memory counted against SO_RCVBUF: what {@code ss} shows as Recv-Q. */
    int allocated() {
        return allocated;
    }

    void release() {
        for (Datagram datagram = peek(); datagram != null; datagram = peek()) {
            remove();
            datagram.release();
        }
    }
}
