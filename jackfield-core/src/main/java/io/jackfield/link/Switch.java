package io.jackfield.link;

import io.jackfield.address.MacAddress;
import io.jackfield.file.LeafLock;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * A learning Ethernet bridge (IEEE 802.1D §7): it sends a frame where its destination was last
 * heard from, and everywhere else if that is unknown or a group. It knows no spanning tree: ports
 * that form a loop carry a frame round for ever.
 */
public final class Switch {
    /** How long an address is remembered after it was last heard (IEEE 802.1D §7.9.2). */
    public static final long DEFAULT_AGEING_NANOS = 300_000_000_000L;

    /** 01-80-c2-00-00-00 to -0f are for the bridges themselves and never sent on (§7.12.6). */
    private static final long RESERVED = 0x0180_c200_0000L;

    private final String name;
    private final LeafLock lock = new LeafLock();
    private final SwitchTable table = new SwitchTable();
    private volatile Port[] ports = {};
    private volatile long ageingNanos = DEFAULT_AGEING_NANOS;

    public Switch(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** A new port, to plug one cable in. Ports are made while the world is built. */
    public End port() {
        lock.lock();
        try {
            Port[] more = Arrays.copyOf(ports, ports.length + 1);
            Port port = new Port(this, ports.length);
            more[ports.length] = port;
            ports = more;
            return port;
        } finally {
            lock.unlock();
        }
    }

    public void ageing(long nanos) {
        ageingNanos = nanos;
    }

    /** The label of the port behind which an address was heard, or null. */
    public @Nullable String whereIs(long mac, long nowNanos) {
        Port port = lookUp(mac, nowNanos);
        return port == null ? null : port.label();
    }

    private void forward(Port in, Packet packet, long nowNanos, DrainList work) {
        long from = packet.sourceMac();
        long to = packet.destinationMac();
        if (from == MacAddress.NONE || MacAddress.isGroup(from) || to == MacAddress.NONE) {
            packet.release();
            return;
        }
        Port out = learn(from, in, to, nowNanos);
        if ((to & ~0xfL) == RESERVED || out == in) {
            packet.release();
        } else if (out == null) {
            flood(in, packet, nowNanos, work);
        } else {
            out.send(packet, nowNanos, work);
        }
    }

    /** Notes where a frame came from and answers where it goes; null for everywhere. */
    private @Nullable Port learn(long from, Port in, long to, long nowNanos) {
        lock.lock();
        try {
            table.put(from, in, nowNanos, ageingNanos);
            Port out = MacAddress.isGroup(to) ? null : table.get(to, nowNanos, ageingNanos);
            return out == null || out.isUp() ? out : null;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Port lookUp(long mac, long nowNanos) {
        lock.lock();
        try {
            return table.get(mac, nowNanos, ageingNanos);
        } finally {
            lock.unlock();
        }
    }

    /** Copies to all ports but the one it came from; the packet itself goes to the last. */
    private void flood(Port in, Packet packet, long nowNanos, DrainList work) {
        Port last = null;
        for (Port port : ports) {
            if (port == in || !port.isUp()) {
                continue;
            }
            if (last != null) {
                last.send(packet.copy(), nowNanos, work);
            }
            last = port;
        }
        if (last == null) {
            packet.release();
        } else {
            last.send(packet, nowNanos, work);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Where a cable goes into the switch. */
    static final class Port implements End, Attachment {
        private final Switch owner;
        private final int number;
        private final Inbox inbox = new Inbox(this);
        private volatile @Nullable Direction out;
        private volatile @Nullable Direction in;

        Port(Switch owner, int number) {
            this.owner = owner;
            this.number = number;
        }

        boolean isUp() {
            Direction way = out;
            return way != null && way.isUp();
        }

        void send(Packet packet, long nowNanos, DrainList work) {
            Direction way = out;
            if (way == null) {
                packet.release();
            } else {
                way.transmit(packet, nowNanos, work);
            }
        }

        @Override
        public void deliver(Inbox from, long nowNanos, DrainList work) {
            Direction way = in;
            Packet packet = from.next();
            while (packet != null) {
                if (way != null) {
                    way.delivered(packet, nowNanos);
                }
                owner.forward(this, packet, nowNanos, work);
                packet = from.next();
            }
        }

        @Override
        public String label() {
            return owner.name + ":" + number;
        }

        @Override
        public Inbox inbox() {
            return inbox;
        }

        @Override
        public boolean isBridge() {
            return true;
        }

        @Override
        public void plug(Link link, Direction leaving, Direction coming) {
            if (out != null) {
                throw new IllegalStateException(label() + " has a cable");
            }
            out = leaving;
            in = coming;
        }
    }
}
