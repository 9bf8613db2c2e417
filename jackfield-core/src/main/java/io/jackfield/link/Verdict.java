package io.jackfield.link;

/** What a direction did with a packet. */
public enum Verdict {
    /** Under way, as it was. */
    SENT(true),
    /** Under way: a second copy of the packet before it or after it. */
    DUPLICATED(true),
    /** Under way, ahead of its turn. */
    REORDERED(true),
    /** Under way with one bit flipped. */
    CORRUPTED(true),
    /** Under way, with ECN's congestion experienced instead of being lost. */
    MARKED(true),
    /** Under way, and nobody sent it. */
    FORGED(true),
    /** Lost by chance. */
    LOST(false),
    /** Dropped: the queue held its limit. */
    OVER_LIMIT(false),
    /** Dropped: the link is cut. */
    NO_CARRIER(false),
    /** Lost under way when the link was cut; it was told as under way before. */
    CUT_OFF(false),
    /** Dropped without a trace, by a black hole or a partition. */
    BLACKHOLED(false),
    /** Dropped by a {@link PacketRule}. */
    RULED_OUT(false),
    /** Dropped: larger than the direction carries. */
    TOO_BIG(false),
    /** Has arrived; noted at the receiving interface. */
    DELIVERED(true);

    private final boolean passes;

    Verdict(boolean passes) {
        this.passes = passes;
    }

    public boolean passes() {
        return passes;
    }
}
