package io.jackfield.udp;

import io.jackfield.file.LeafLock;
import io.jackfield.packet.Datagram;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/**
 * The datagrams that receivers have taken over and not yet received. Receivers need no other lock
 * than this one's, and senders look at nothing here but, now and then, the memory freed.
 */
final class ReadyDatagrams {
    private final LeafLock lock = new LeafLock();

    /* Guarded by the lock. */
    private @Nullable Packet first;
    private int deficit;
    private int threshold;

    /** Memory of the datagrams received, ever, but for the deficit; written under the lock. */
    private volatile long freed;

    /** Takes the first one off; the caller owns it. Null if there is none. */
    @Nullable Datagram take() {
        lock.lock();
        try {
            return remove();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes over what has arrived, which there must be room for, and takes the first one off.
     *
     * @param most a quarter of the receive buffer
     */
    @Nullable Datagram takeOver(Packet arrived, int most) {
        lock.lock();
        try {
            fill(arrived, most);
            return remove();
        } finally {
            lock.unlock();
        }
    }

    /** Takes over what has arrived. */
    void keep(Packet arrived, int most) {
        lock.lock();
        try {
            fill(arrived, most);
        } finally {
            lock.unlock();
        }
    }

    private void fill(Packet arrived, int most) {
        assert first == null : "receivers take over when they have nothing left";
        first = arrived;
        threshold = most;
    }

    /** Linux frees memory by the quarter of the buffer, and what is left with the last datagram. */
    private @Nullable Datagram remove() {
        Datagram datagram = (Datagram) first;
        if (datagram == null) {
            return null;
        }
        first = datagram.next;
        datagram.next = null;
        deficit += TrueSize.of(datagram);
        if (first == null || deficit >= threshold) {
            long before = freed;
            freed = before + deficit;
            deficit = 0;
        }
        return datagram;
    }

    /** A copy of the first one, which the caller owns; null if there is none. */
    @Nullable Datagram copyOfFirst() {
        lock.lock();
        try {
            return first == null ? null : ((Datagram) first).copy();
        } finally {
            lock.unlock();
        }
    }

    long freed() {
        return freed;
    }

    /** Memory of the datagrams received, ever. */
    long received() {
        lock.lock();
        try {
            return freed + deficit;
        } finally {
            lock.unlock();
        }
    }
}
