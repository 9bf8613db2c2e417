package io.jackfield.link;

import io.jackfield.file.LeafLock;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** Packets that have arrived at an end and are not yet delivered. */
public final class Inbox {
    /*
     * Whoever appends to an idle inbox puts it on a drain list, and until a drainer finds it empty
     * it is on exactly one list or with exactly one drainer. So there is one drainer at a time, and
     * packets are delivered in the order of their arrival.
     */
    /** Packets that wait for a busy host at the most: Linux's net.core.netdev_max_backlog. */
    static final int BACKLOG = 1000;

    private final Attachment end;
    private final @Nullable NetworkInterface nic;

    /** Guards what follows, and the state of the direction that leads here. */
    final LeafLock lock = new LeafLock();

    private @Nullable Packet head;
    private @Nullable Packet tail;
    private boolean scheduled;
    private boolean isLeft;
    private int waiting;
    private long packets;
    private long overBacklog;
    private long errors;

    /** What the drainer has taken; only the drainer touches it. */
    private @Nullable Packet batch;

    /** The next inbox on the drain list. */
    @Nullable Inbox following;

    public Inbox(Attachment end) {
        this(end, null);
    }

    Inbox(Attachment end, @Nullable NetworkInterface nic) {
        this.end = end;
        this.nic = nic;
    }

    /** The interface at whose end this inbox is; null at a switch's port. */
    public @Nullable NetworkInterface nic() {
        return nic;
    }

    Attachment end() {
        return end;
    }

    /** Appends a packet; true if the caller must put this inbox on a drain list. */
    public boolean append(Packet packet) {
        lock.lock();
        try {
            link(packet);
            return schedule();
        } finally {
            lock.unlock();
        }
    }

    /** Appends under the lock that the caller holds; drops what a busy host has no room for. */
    void link(Packet packet) {
        assert packet.next == null : "packet is in another queue";
        if (isLeft && waiting >= BACKLOG) {
            overBacklog++;
            packet.release();
            return;
        }
        if (tail == null) {
            head = packet;
        } else {
            tail.next = packet;
        }
        tail = packet;
        waiting++;
        packets++;
    }

    /** Under the lock: true if there are packets and nobody is bound to drain them. */
    boolean schedule() {
        if (scheduled || head == null) {
            return false;
        }
        scheduled = true;
        return true;
    }

    /** Takes the next packet of the batch under delivery, or null; for the attachment. */
    public @Nullable Packet next() {
        Packet first = batch;
        if (first != null) {
            batch = first.next;
            first.next = null;
        }
        return first;
    }

    /** Makes all packets that have arrived the batch; for the drainer. */
    void takeBatch() {
        assert batch == null : "the batch before was not delivered";
        lock.lock();
        try {
            batch = head;
            head = null;
            tail = null;
            waiting = 0;
            isLeft = false;
        } finally {
            lock.unlock();
        }
    }

    /** The drainer leaves it to whoever is in the host. */
    public void left() {
        lock.lock();
        try {
            isLeft = true;
        } finally {
            lock.unlock();
        }
    }

    long overBacklogUnderLock() {
        return overBacklog;
    }

    /** Ends a drainer's turn; true if more has arrived and the inbox needs another one. */
    boolean endTurn() {
        lock.lock();
        try {
            scheduled = head != null;
            return scheduled;
        } finally {
            lock.unlock();
        }
    }

    /** Releases what the attachment left of its batch: all of it if the host is down. */
    void releaseBatch() {
        Packet packet = next();
        while (packet != null) {
            packet.release();
            packet = next();
        }
    }

    void countError() {
        lock.lock();
        try {
            errors++;
        } finally {
            lock.unlock();
        }
    }

    /** How many packets have arrived since the beginning. */
    public long packets() {
        lock.lock();
        try {
            return packets;
        } finally {
            lock.unlock();
        }
    }

    long packetsUnderLock() {
        return packets;
    }

    /** How many deliveries ended with something thrown. */
    public long errors() {
        lock.lock();
        try {
            return errors;
        } finally {
            lock.unlock();
        }
    }
}
