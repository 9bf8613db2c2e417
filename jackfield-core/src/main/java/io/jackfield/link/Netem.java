package io.jackfield.link;

import java.util.Objects;

/**
 * What befalls the packets of one direction, in the words of Linux's netem: delay, distribution,
 * loss, ecn, corrupt, duplicate, reorder and gap, rate, limit, slot. Ours is {@code order keep}:
 * jitter without reordering.
 */
public record Netem(
        Delay delay,
        Loss loss,
        boolean ecn,
        Chance duplicate,
        Chance corrupt,
        Reorder reorder,
        Rate rate,
        Slot slot,
        int limit,
        boolean keepsOrder) {
    /** netem's default: at 780 kbit/s that is a queue of 15 seconds. */
    public static final int DEFAULT_LIMIT = 1000;

    /** Nothing befalls a packet; there is no queue and so no limit. */
    public static final Netem NONE =
            new Netem(
                    Delay.NONE,
                    Loss.None.NONE,
                    false,
                    Chance.NEVER,
                    Chance.NEVER,
                    Reorder.NONE,
                    Rate.UNLIMITED,
                    Slot.NONE,
                    DEFAULT_LIMIT,
                    false);

    /**
     * One way, at the sending end. Each packet gets its own delay, so jitter reorders.
     *
     * @param correlation how much of a packet's deviation is the last one's, 0 to 1
     */
    public record Delay(
            long nanos, long jitterNanos, double correlation, Distribution distribution) {
        public static final Delay NONE = new Delay(0, 0, 0, Distribution.UNIFORM);

        public Delay {
            Objects.requireNonNull(distribution);
            require(nanos >= 0 && jitterNanos >= 0, "a delay is not negative");
            requireShare(correlation);
        }
    }

    /**
     * A share of the packets, chosen by chance.
     *
     * @param probability 0 to 1
     * @param correlation with the last choice, 0 to 1
     */
    public record Chance(double probability, double correlation) {
        public static final Chance NEVER = new Chance(0, 0);

        public Chance {
            requireShare(probability);
            requireShare(correlation);
        }
    }

    /**
     * Packets that overtake: sent at once, while the others wait for their delay.
     *
     * @param gap only a packet after {@code gap - 1} delayed ones is asked for; 0 for no reordering
     */
    public record Reorder(Chance chance, int gap) {
        public static final Reorder NONE = new Reorder(Chance.NEVER, 0);

        public Reorder {
            require(gap >= 0, "a gap is not negative");
            require(
                    gap == 0 ? chance.equals(Chance.NEVER) : chance.probability() > 0,
                    "reorder and gap go together");
        }
    }

    /**
     * A rate that delays packets by their size, each after the one before.
     *
     * @param bitsPerSecond 0 for unlimited
     * @param packetOverhead octets added to each packet, may be negative
     * @param cellSize octets of the cells that packets are cut into, 0 for none
     * @param cellOverhead octets added to each cell, may be negative
     */
    public record Rate(long bitsPerSecond, int packetOverhead, int cellSize, int cellOverhead) {
        public static final Rate UNLIMITED = new Rate(0, 0, 0, 0);

        public Rate {
            require(bitsPerSecond >= 0, "a rate is not negative");
            require(cellSize >= 0, "a cell size is not negative");
            require(
                    bitsPerSecond > 0 || (packetOverhead | cellSize | cellOverhead) == 0,
                    "an overhead needs a rate");
        }

        /** How long a packet of so many octets occupies the wire. */
        public long nanos(int octets) {
            long length = octets + (long) packetOverhead;
            if (cellSize > 0) {
                long cells = Math.max(0, (length + cellSize - 1) / cellSize);
                length = cells * (cellSize + (long) cellOverhead);
            }
            return Math.max(0, length) * 8_000_000_000L / bitsPerSecond;
        }
    }

    /**
     * Packets leave in bursts only, as from a shared medium: after each slot the next one begins a
     * time between the two later.
     *
     * @param packets how many may leave in a slot, 0 for any number
     * @param octets how many octets may leave in a slot, 0 for any number
     */
    public record Slot(long minNanos, long maxNanos, int packets, int octets) {
        public static final Slot NONE = new Slot(0, 0, 0, 0);

        public Slot {
            require(minNanos >= 0 && maxNanos >= minNanos, "slot MIN is at most MAX");
            require(packets >= 0 && octets >= 0, "slot packets and bytes are not negative");
            require(maxNanos > 0 || (packets | octets) == 0, "slot needs a time");
        }
    }

    public Netem {
        require(limit > 0, "limit counts packets, at least one");
        require(
                reorder.gap() == 0 || delay.nanos() > 0,
                "reorder needs delay: a chosen packet goes at once while the others wait");
        require(!ecn || loss != Loss.None.NONE, "ecn needs loss: it marks what would be lost");
        require(
                delay.distribution() == Distribution.UNIFORM || delay.jitterNanos() > 0,
                "distribution needs delay TIME JITTER");
    }

    /** Reads netem's text, such as {@code delay 20ms 5ms loss gemodel 1% 20% limit 100}. */
    public static Netem parse(String text) {
        return new NetemParser(text).netem();
    }

    /** tc's text for it; {@link #parse} gives an equal netem back. */
    @Override
    public String toString() {
        return NetemText.of(this);
    }

    public Netem with(Delay newDelay) {
        return new Netem(
                newDelay, loss, ecn, duplicate, corrupt, reorder, rate, slot, limit, keepsOrder);
    }

    public Netem with(Loss newLoss) {
        boolean newEcn = ecn && newLoss != Loss.None.NONE;
        return new Netem(
                delay, newLoss, newEcn, duplicate, corrupt, reorder, rate, slot, limit, keepsOrder);
    }

    public Netem withEcn(boolean marks) {
        return new Netem(
                delay, loss, marks, duplicate, corrupt, reorder, rate, slot, limit, keepsOrder);
    }

    public Netem withDuplicate(Chance chance) {
        return new Netem(delay, loss, ecn, chance, corrupt, reorder, rate, slot, limit, keepsOrder);
    }

    public Netem withCorrupt(Chance chance) {
        return new Netem(
                delay, loss, ecn, duplicate, chance, reorder, rate, slot, limit, keepsOrder);
    }

    public Netem with(Reorder newReorder) {
        return new Netem(
                delay, loss, ecn, duplicate, corrupt, newReorder, rate, slot, limit, keepsOrder);
    }

    public Netem with(Rate newRate) {
        return new Netem(
                delay, loss, ecn, duplicate, corrupt, reorder, newRate, slot, limit, keepsOrder);
    }

    public Netem with(Slot newSlot) {
        return new Netem(
                delay, loss, ecn, duplicate, corrupt, reorder, rate, newSlot, limit, keepsOrder);
    }

    public Netem withLimit(int packets) {
        return new Netem(
                delay, loss, ecn, duplicate, corrupt, reorder, rate, slot, packets, keepsOrder);
    }

    public Netem withOrderKept(boolean keeps) {
        return new Netem(delay, loss, ecn, duplicate, corrupt, reorder, rate, slot, limit, keeps);
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("netem: " + otherwise);
        }
    }

    static void requireShare(double share) {
        require(share >= 0 && share <= 1, "a percentage lies between 0% and 100%");
    }
}
