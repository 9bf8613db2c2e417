package io.jackfield.tcp.receive;

import io.jackfield.tcp.sequence.Seq;

/**
 * The timestamps option of one connection (RFC 7323 §3 to §5): our clock and the peer's last one.
 */
public final class Timestamps {
    /** After so long without a segment TS.Recent says nothing any more (RFC 7323 §5.5). */
    static final int OUTDATED_SECONDS = 24 * 24 * 3600;

    /** What one tick of PAWS may be off (Linux's TCP_PAWS_WINDOW). */
    private static final int REPLAY_WINDOW = 1;

    private static final int NANOS_PER_TICK = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Added to the host's clock, so that a stranger cannot tell its uptime (RFC 7323 §7.1). */
    private final int offset;

    private int recent;

    /** When TS.Recent was taken, in seconds of world time; negative if never. */
    private int recentSeconds = -1;

    public Timestamps(int offset) {
        this.offset = offset;
    }

    /** The TSval of a segment sent now: milliseconds and the offset. */
    public static int clock(long nowNanos, int offset) {
        return (int) (nowNanos / NANOS_PER_TICK) + offset;
    }

    public int clock(long nowNanos) {
        return clock(nowNanos, offset);
    }

    public int offset() {
        return offset;
    }

    /** TS.Recent: what a segment sent now echoes. */
    public int recent() {
        return recent;
    }

    public boolean hasRecent() {
        return recentSeconds >= 0;
    }

    /** When TS.Recent was taken, to the second before. */
    public int recentSeconds() {
        return recentSeconds;
    }

    /** Takes a peer's TSval as TS.Recent, whatever it was. */
    public void remember(int tsVal, long nowNanos) {
        recent = tsVal;
        recentSeconds = (int) (nowNanos / NANOS_PER_SECOND);
    }

    /** Takes over what a predecessor of the connection had from its peer. */
    public void succeed(Timestamps predecessor) {
        recent = predecessor.recent;
        recentSeconds = predecessor.recentSeconds;
    }

    /**
     * RFC 7323 §4.3: takes the TSval of a segment that begins no later than the last acknowledgment
     * sent.
     */
    void update(int tsVal, int seq, int lastAckSent, long nowNanos) {
        if (Seq.atMost(seq, lastAckSent) && !(isTelling(nowNanos) && Seq.before(tsVal, recent))) {
            remember(tsVal, nowNanos);
        }
    }

    /** RFC 7323 §5.3 R1: whether a segment with this TSval is an old duplicate. */
    public boolean isOld(int tsVal, long nowNanos) {
        return isTelling(nowNanos) && recent - tsVal > REPLAY_WINDOW;
    }

    /**
     * Whether TS.Recent tells old from new. As on Linux 0 does not: some peers send it in their SYN
     * before their clock is known.
     */
    private boolean isTelling(long nowNanos) {
        boolean isOutdated = nowNanos / NANOS_PER_SECOND - recentSeconds >= OUTDATED_SECONDS;
        return hasRecent() && recent != 0 && !isOutdated;
    }
}
