package io.jackfield.udp;

import io.jackfield.file.LeafLock;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait to be received, linked through the packets themselves, in two queues as
 * in Linux: what arrives is appended to one under the host's lock; receivers take from the other,
 * which they fill with all of the first when it is empty. So a receiver needs the host's lock once
 * for many datagrams, and does not stand in the way of senders.
 */
final class ReceiveQueue {
    /* Guarded by the host's lock. */
    private @Nullable Packet first;
    private @Nullable Packet last;
    private long added;

    /** Guards what the receivers have. */
    private final LeafLock lock = new LeafLock();

    private @Nullable Packet ready;

    /** Memory of the datagrams taken off, ever; written under the leaf lock. */
    private volatile long taken;

    /**
     * Takes the packet over; false if there is no room, and the caller keeps it. An empty queue
     * takes any. Under the host's lock.
     */
    boolean add(Datagram datagram, int limit) {
        int size = TrueSize.of(datagram);
        long allocated = added - taken;
        if (allocated > 0 && allocated + size > limit) {
            return false;
        }
        added += size;
        datagram.next = null;
        if (last == null) {
            first = datagram;
        } else {
            last.next = datagram;
        }
        last = datagram;
        return true;
    }

    /** Takes one off that is the receivers' already; the caller owns it. Without any lock. */
    @Nullable Datagram takeReady() {
        lock.lock();
        try {
            return removeReady();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the first one off; the caller owns it. Under the host's lock. */
    @Nullable Datagram take() {
        lock.lock();
        try {
            fillReady();
            return removeReady();
        } finally {
            lock.unlock();
        }
    }

    /** A copy of the first one, which the caller owns. Under the host's lock. */
    @Nullable Datagram peek() {
        lock.lock();
        try {
            fillReady();
            return ready == null ? null : ((Datagram) ready).copy();
        } finally {
            lock.unlock();
        }
    }

    private void fillReady() {
        if (ready == null) {
            ready = first;
            first = null;
            last = null;
        }
    }

    private @Nullable Datagram removeReady() {
        Datagram datagram = (Datagram) ready;
        if (datagram != null) {
            ready = datagram.next;
            datagram.next = null;
            long before = taken;
            taken = before + TrueSize.of(datagram);
        }
        return datagram;
    }

    /** Under the host's lock. */
    boolean isEmpty() {
        return added == taken;
    }

    /** Memory counted against SO_RCVBUF: what {@code ss} shows as Recv-Q. Under the host's lock. */
    int allocated() {
        return (int) (added - taken);
    }

    /** Under the host's lock. */
    void release() {
        for (Datagram datagram = take(); datagram != null; datagram = take()) {
            datagram.release();
        }
    }
}
