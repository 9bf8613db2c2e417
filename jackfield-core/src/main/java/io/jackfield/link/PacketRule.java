package io.jackfield.link;

import io.jackfield.packet.Packet;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A fault for chosen packets: "drop the first two SYN-ACKs". One rule may stand on many directions;
 * it then counts the packets of all of them.
 */
public final class PacketRule {
    /** What befalls a chosen packet. */
    public enum Action {
        DROP,
        DELAY,
        DUPLICATE
    }

    private final Action action;
    private final long delayNanos;
    private final Predicate<? super Packet> predicate;
    private final long from;
    private final long upTo;
    private final AtomicLong matches = new AtomicLong();
    private final AtomicLong applications = new AtomicLong();

    private PacketRule(
            Action action,
            long delayNanos,
            Predicate<? super Packet> predicate,
            long from,
            long upTo) {
        this.action = action;
        this.delayNanos = delayNanos;
        this.predicate = predicate;
        this.from = from;
        this.upTo = upTo;
    }

    /**
     * Drops matching packets, all of them unless limited. The predicate is asked under a lock: it
     * looks at the packet and at nothing that changes.
     */
    public static PacketRule drop(Predicate<? super Packet> predicate) {
        return new PacketRule(Action.DROP, 0, predicate, 1, Long.MAX_VALUE);
    }

    /** Holds matching packets back for so long, in addition to what the link does. */
    public static PacketRule delay(Predicate<? super Packet> predicate, long delayNanos) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("a delay of " + delayNanos + " ns");
        }
        return new PacketRule(Action.DELAY, delayNanos, predicate, 1, Long.MAX_VALUE);
    }

    /** Sends matching packets twice. */
    public static PacketRule duplicate(Predicate<? super Packet> predicate) {
        return new PacketRule(Action.DUPLICATE, 0, predicate, 1, Long.MAX_VALUE);
    }

    /** The same rule, for the first {@code count} matching packets only. */
    public PacketRule first(long count) {
        return limited(1, count);
    }

    /** The same rule, for the {@code number}-th matching packet only, counted from 1. */
    public PacketRule nth(long number) {
        return limited(number, number);
    }

    /** The same rule, for every matching packet. */
    public PacketRule always() {
        return limited(1, Long.MAX_VALUE);
    }

    private PacketRule limited(long first, long last) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("packets are counted from 1");
        }
        return new PacketRule(action, delayNanos, predicate, first, last);
    }

    public Action action() {
        return action;
    }

    public long delayNanos() {
        return delayNanos;
    }

    /** How many packets matched. */
    public long matches() {
        return matches.get();
    }

    /** To how many packets it was applied. */
    public long applications() {
        return applications.get();
    }

    /** Whether this packet is one of those; counts it. */
    boolean chooses(Packet packet) {
        if (!predicate.test(packet)) {
            return false;
        }
        long match = matches.incrementAndGet();
        if (match < from || match > upTo) {
            return false;
        }
        applications.incrementAndGet();
        return true;
    }
}
