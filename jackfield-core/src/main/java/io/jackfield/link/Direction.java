package io.jackfield.link;

import io.jackfield.packet.Packet;
import io.jackfield.time.Deadline;
import io.jackfield.time.Event;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * One way of a link, from an end to the inbox of the other. What may befall packets on it can
 * change at any time, from any thread. It is guarded by its inbox's lock.
 */
public final class Direction {
    private final Network network;
    private final Link link;
    private final End from;
    private final End to;
    private final Inbox inbox;
    private final Passage passage;
    private final Event arrival;

    /** Nothing befalls packets: they go to the inbox at once, super-segments whole. */
    private volatile boolean plain = true;

    private volatile Tap[] taps = {};

    private volatile boolean checksums;

    /** What is to be sent the other way once the lock is given back. */
    private @Nullable Packet forged;

    /** For when the arrival event was last asked for, or NEVER. */
    private long scheduledNanos = Deadline.NEVER;

    Direction(Network network, Link link, int way, long seed, End from, End to) {
        this.network = network;
        this.link = link;
        this.from = from;
        this.to = to;
        this.inbox = to.inbox();
        boolean framed = from.isBridge() || to.isBridge();
        this.passage = new Passage(this, new Impairments(seed, link.number(), way), framed);
        this.arrival =
                new Event() {
                    @Override
                    public void occur(long nowNanos) {
                        arrive(nowNanos);
                    }
                };
    }

    public Link link() {
        return link;
    }

    public End from() {
        return from;
    }

    public End to() {
        return to;
    }

    Inbox inbox() {
        return inbox;
    }

    /** Sends a packet on its way; what reaches the inbox at once puts it on the list. */
    public void transmit(Packet packet, long nowNanos, DrainList work) {
        if (plain) {
            if (append(packet)) {
                work.add(inbox);
            }
            return;
        }
        inbox.lock.lock();
        try {
            passage.releaseDue(nowNanos);
            if (packet.isSuper()) {
                cut(packet, nowNanos);
            } else {
                passage.accept(packet, nowNanos);
            }
            passage.releaseDue(nowNanos);
        } finally {
            settle(work);
        }
    }

    private boolean append(Packet packet) {
        inbox.lock.lock();
        try {
            passage.passUnharmed(packet);
            inbox.link(packet);
            return inbox.schedule();
        } finally {
            inbox.lock.unlock();
        }
    }

    /** What sees single packets on the wire sees them as a wire carries them. */
    private void cut(Packet packet, long nowNanos) {
        int size = packet.segmentSize();
        int length = packet.payloadLength();
        int identification = packet.identification();
        for (int at = 0; at < length; at += size) {
            Packet piece = packet.piece(at, Math.min(size, length - at));
            piece.identification(identification++ & 0xffff);
            passage.accept(piece, nowNanos);
        }
        packet.release();
    }

    private void arrive(long nowNanos) {
        inbox.lock.lock();
        try {
            scheduledNanos = Deadline.NEVER;
            passage.releaseDue(nowNanos);
        } finally {
            settle(network.work());
        }
    }

    /** Gives the lock back; then does what must not be done under it. */
    private void settle(DrainList work) {
        boolean needsDrainer = inbox.schedule();
        long due = passage.nextDue();
        boolean needsEvent = due < scheduledNanos;
        if (needsEvent) {
            scheduledNanos = due;
        }
        Packet back = forged;
        forged = null;
        inbox.lock.unlock();
        if (needsDrainer) {
            work.add(inbox);
        }
        if (back != null) {
            reverse().inject(back, work);
        }
        if (needsEvent) {
            network.schedule(arrival, due);
        }
    }

    private Direction reverse() {
        for (Direction other : link.directions()) {
            if (other != this) {
                return other;
            }
        }
        return this;
    }

    /** Has a packet that nobody sent go the other way; under the lock. */
    void forge(Packet packet) {
        forged = packet;
    }

    private void inject(Packet packet, DrainList work) {
        inbox.lock.lock();
        try {
            passage.inject(packet, network.nowNanos());
        } finally {
            settle(work);
        }
    }

    /** Changes what befalls packets from now on; those under way keep their due times. */
    public void netem(Netem netem) {
        change(() -> passage.netem(netem));
    }

    public Netem netem() {
        inbox.lock.lock();
        try {
            return passage.netem();
        } finally {
            inbox.lock.unlock();
        }
    }

    /** Connects or cuts this way; a cut loses what is under way. */
    public void up(boolean connected) {
        long nowNanos = network.nowNanos();
        change(() -> passage.up(connected, nowNanos));
    }

    public boolean isUp() {
        return passage.isUp();
    }

    /** Drops every packet from now on without anybody being told, or no longer. */
    public void blackhole(boolean drops) {
        change(() -> passage.blackhole(drops));
    }

    /** Drops packets that are longer than so many octets from the IP header on. */
    public void mtu(int octets) {
        if (octets < 68) {
            throw new IllegalArgumentException("an MTU is at least 68 octets (RFC 791 §3.2)");
        }
        change(() -> passage.mtu(octets));
    }

    /**
     * Whether transport checksums are computed at this end and verified at the other; else packets
     * pass as valid, as with checksum offload. The default is not to.
     */
    public void checksums(boolean computed) {
        checksums = computed;
        change(() -> passage.checksums(computed));
    }

    boolean checksums() {
        return checksums;
    }

    /** Adds a rule. Rules are asked in turn, and the first that chooses a packet is applied. */
    public void add(PacketRule rule) {
        change(() -> passage.add(rule));
    }

    public void remove(PacketRule rule) {
        long nowNanos = network.nowNanos();
        change(() -> passage.remove(rule, nowNanos));
    }

    /** Ends cut, black hole, MTU, rules and netem; taps and checksums stay. */
    public void heal() {
        long nowNanos = network.nowNanos();
        change(
                () -> {
                    passage.endFaults(nowNanos);
                    passage.netem(Netem.NONE);
                });
    }

    /** Ends cut, black hole, MTU and rules; netem, taps and checksums stay. */
    public void endFaults() {
        long nowNanos = network.nowNanos();
        change(() -> passage.endFaults(nowNanos));
    }

    public void add(Tap tap) {
        change(
                () -> {
                    Tap[] more = Arrays.copyOf(taps, taps.length + 1);
                    more[taps.length] = tap;
                    taps = more;
                });
    }

    public void remove(Tap tap) {
        change(() -> taps = Arrays.stream(taps).filter(each -> each != tap).toArray(Tap[]::new));
    }

    private void change(Runnable change) {
        inbox.lock.lock();
        long due;
        boolean needsEvent;
        try {
            change.run();
            plain = passage.isPlain() && taps.length == 0;
        } finally {
            due = passage.nextDue();
            needsEvent = due < scheduledNanos;
            if (needsEvent) {
                scheduledNanos = due;
            }
            inbox.lock.unlock();
        }
        if (needsEvent) { // a change may let go what was held
            network.schedule(arrival, due);
        }
    }

    /** Whether a mishap that is due happens; under the lock. */
    boolean happens(Mishap mishap, long number, boolean isCopy, Packet packet, long nowNanos) {
        Mishaps asked = network.mishaps();
        return asked == null || asked.happens(this, number, isCopy, mishap, packet, nowNanos);
    }

    /** Shows a packet to the taps; under the lock. */
    void tap(Packet packet, long nowNanos, Verdict verdict) {
        for (Tap tap : taps) {
            tap.packet(this, packet, nowNanos, verdict);
        }
    }

    /** Notes that the end has taken the packet out of its inbox. */
    void delivered(Packet packet, long nowNanos) {
        if (taps.length == 0) {
            return;
        }
        inbox.lock.lock();
        try {
            tap(packet, nowNanos, Verdict.DELIVERED);
        } finally {
            inbox.lock.unlock();
        }
    }

    public DirectionCounts counts() {
        inbox.lock.lock();
        try {
            return passage.counts(inbox.packetsUnderLock(), inbox.overBacklogUnderLock());
        } finally {
            inbox.lock.unlock();
        }
    }

    @Override
    public String toString() {
        return from.label() + "→" + to.label();
    }
}
