package io.jackfield.tcp.send;

import static io.jackfield.time.Deadline.NEVER;

/**
 * The one deadline of a sender: of its timers at most one runs at a time, and pacing has its own
 * time beside them.
 */
final class SendTimer {
    /** What the running timer is for. */
    enum Kind {
        NONE,
        /** RTO (RFC 6298). */
        RETRANSMIT,
        /** PTO (RFC 8985 §7.2). */
        PROBE,
        /** RACK's reordering window (RFC 8985 §6.2). */
        REORDER,
        /** Zero-window probes (RFC 9293 §3.8.6.1). */
        PERSIST
    }

    private Kind kind = Kind.NONE;
    private long deadlineNanos = NEVER;
    private long pacingNanos; // the next segment may not go before
    private boolean isPacing; // something waits for that time

    void begin() {
        stop();
        pacingNanos = 0;
        isPacing = false;
    }

    Kind kind() {
        return kind;
    }

    boolean is(Kind which) {
        return kind == which;
    }

    /** When to look again, whatever for. */
    long deadlineNanos() {
        return isPacing ? Math.min(pacingNanos, deadlineNanos) : deadlineNanos;
    }

    boolean isDue(long nowNanos) {
        return kind != Kind.NONE && nowNanos >= deadlineNanos;
    }

    void arm(Kind which, long atNanos) {
        kind = which;
        deadlineNanos = atNanos;
    }

    void reorder(long atNanos) {
        arm(Kind.REORDER, atNanos);
    }

    void stop() {
        kind = Kind.NONE;
        deadlineNanos = NEVER;
    }

    /** A segment has gone out and the next must keep its distance. */
    void pace(long untilNanos) {
        pacingNanos = untilNanos;
    }

    /** Whether pacing forbids to send now; if so, the deadline says until when. */
    boolean isHeldBack(long nowNanos) {
        isPacing = nowNanos < pacingNanos;
        return isPacing;
    }

    /** Whether pacing lets anything go that might be queued now. */
    boolean isFree(long nowNanos) {
        return nowNanos >= pacingNanos;
    }

    /** Whether what pacing held back may go now. */
    boolean isPacingOver(long nowNanos) {
        boolean isOver = isPacing && nowNanos >= pacingNanos;
        if (isOver) {
            isPacing = false;
        }
        return isOver;
    }
}
