package io.jackfield.link;

import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * A fault for chosen packets: "drop the first two SYN-ACKs". One rule may stand on many directions;
 * it then counts the packets of all of them.
 */
public final class PacketRule {
    /** What befalls a chosen packet. */
    public enum Action {
        DROP(Mishap.DROPPED),
        DELAY(Mishap.HELD),
        DUPLICATE(Mishap.REPEATED),
        DAMAGE(Mishap.DAMAGED),
        SWAP(Mishap.SWAPPED),
        END(Mishap.ENDED);

        private final Mishap mishap;

        Action(Mishap mishap) {
            this.mishap = mishap;
        }

        Mishap mishap() {
            return mishap;
        }

        /**
         * Whether a chosen packet takes no chances any more; one that is spared takes none either.
         */
        boolean isFinal() {
            return this == DROP || this == DAMAGE || this == END;
        }
    }

    private final Action action;
    private final long delayNanos;
    private final @Nullable Forgery forgery;
    private final Predicate<? super Packet> predicate;
    private final long from;
    private final long upTo;
    private final boolean isOne;
    private final AtomicLong matches = new AtomicLong();
    private final AtomicLong applications = new AtomicLong();

    private PacketRule(
            Action action,
            long delayNanos,
            @Nullable Forgery forgery,
            Predicate<? super Packet> predicate,
            long from,
            long upTo,
            boolean isOne) {
        this.action = action;
        this.delayNanos = delayNanos;
        this.forgery = forgery;
        this.predicate = predicate;
        this.from = from;
        this.upTo = upTo;
        this.isOne = isOne;
    }

    /**
     * Drops matching packets, all of them unless limited. The predicate is asked under a lock: it
     * looks at the packet and at nothing that changes.
     */
    public static PacketRule drop(Predicate<? super Packet> predicate) {
        return new PacketRule(Action.DROP, 0, null, predicate, 1, Long.MAX_VALUE, false);
    }

    /** Holds matching packets back for so long, in addition to what the link does. */
    public static PacketRule delay(Predicate<? super Packet> predicate, long delayNanos) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("a delay of " + delayNanos + " ns");
        }
        return new PacketRule(Action.DELAY, delayNanos, null, predicate, 1, Long.MAX_VALUE, false);
    }

    /** Sends matching packets twice. */
    public static PacketRule duplicate(Predicate<? super Packet> predicate) {
        return new PacketRule(Action.DUPLICATE, 0, null, predicate, 1, Long.MAX_VALUE, false);
    }

    /** Flips one bit of matching packets: of their payload, if they have one. */
    public static PacketRule damage(Predicate<? super Packet> predicate) {
        return new PacketRule(Action.DAMAGE, 0, null, predicate, 1, Long.MAX_VALUE, false);
    }

    /** Has matching packets wait until the next that matches has gone. */
    public static PacketRule swap(Predicate<? super Packet> predicate) {
        return new PacketRule(Action.SWAP, 0, null, predicate, 1, Long.MAX_VALUE, false);
    }

    /**
     * Resets the first connection whose matching segments reach so many octets in one direction: no
     * later octet gets through, and the ends get a RST that neither sent.
     */
    public static PacketRule reset(Predicate<? super Packet> predicate, long octets, Ends ends) {
        return end(predicate, new Forgery(octets, Segment.RST, ends));
    }

    /** As {@link #reset}, with a FIN. */
    public static PacketRule finish(Predicate<? super Packet> predicate, long octets, Ends ends) {
        return end(predicate, new Forgery(octets, Segment.FIN, ends));
    }

    private static PacketRule end(Predicate<? super Packet> predicate, Forgery forgery) {
        return new PacketRule(Action.END, 0, forgery, predicate, 1, 1, false);
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

    /** The same rule, of which each application by itself is no mishap: only all of it is. */
    public PacketRule asOne() {
        return new PacketRule(action, delayNanos, forgery, predicate, from, upTo, true);
    }

    private PacketRule limited(long first, long last) {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("packets are counted from 1");
        }
        return new PacketRule(action, delayNanos, forgery, predicate, first, last, isOne);
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

    /** What is sent in place of a chosen packet that is an end of its connection. */
    @Nullable Forgery forgery() {
        return forgery;
    }

    /** Whether it is such a packet, whatever its number. */
    boolean matches(Packet packet) {
        return predicate.test(packet);
    }

    /** Whether this packet is one of those; counts it. */
    boolean chooses(Packet packet) {
        boolean isDue = forgery == null || forgery.isDue(packet); // looks at SYNs too
        if (!isDue || !predicate.test(packet)) {
            return false;
        }
        long match = matches.incrementAndGet();
        return match >= from && match <= upTo;
    }

    /** Whether its applications are no mishaps by themselves. */
    boolean isOne() {
        return isOne;
    }

    /** It was applied to a packet that it chose. */
    void applied() {
        applications.incrementAndGet();
    }
}
