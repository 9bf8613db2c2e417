package io.jackfield.udp;

import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/**
 * The datagrams that wait to be received, linked through the packets themselves, in two queues as
 * in Linux: what arrives is appended to one; receivers take from the other, and when it is empty,
 * they take over all of the first. So a receiver needs the host's lock once for many datagrams, and
 * does not stand in the way of senders. Guarded by the host's lock, but for what says otherwise.
 */
final class ReceiveQueue {
    private @Nullable Packet first;
    private @Nullable Packet last;
    private long added;
    private int limit;
    private final ReadyDatagrams ready = new ReadyDatagrams();

    /**
     * Takes the packet over; false if there is no room, and the caller keeps it. An empty queue
     * takes any.
     */
    boolean add(Datagram datagram, int receiveBuffer) {
        int size = TrueSize.of(datagram);
        long allocated = added - ready.freed();
        if (allocated > 0 && allocated + size > receiveBuffer) {
            return false;
        }
        limit = receiveBuffer;
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

    /** Takes one off that is the receivers' already; the caller owns it. Needs no lock. */
    @Nullable Datagram takeReady() {
        return ready.take();
    }

    /** Takes the first one off; the caller owns it. */
    @Nullable Datagram take() {
        Datagram datagram = ready.take();
        if (datagram != null || first == null) {
            return datagram;
        }
        return ready.takeOver(arrived(), limit >> 2);
    }

    /** A copy of the first one, which the caller owns. */
    @Nullable Datagram peek() {
        Datagram datagram = ready.copyOfFirst();
        if (datagram == null && first != null) {
            ready.keep(arrived(), limit >> 2);
            datagram = ready.copyOfFirst();
        }
        return datagram;
    }

    private Packet arrived() {
        Packet all = first;
        assert all != null : "something has arrived";
        first = null;
        last = null;
        return all;
    }

    boolean isEmpty() {
        return allocated() == 0;
    }

    /** Memory of what waits: what {@code ss} shows as Recv-Q. */
    int allocated() {
        return (int) (added - ready.received());
    }

    void release() {
        for (Datagram datagram = take(); datagram != null; datagram = take()) {
            datagram.release();
        }
    }
}
