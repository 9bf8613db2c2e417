package io.jackfield.observe;

import io.jackfield.address.Endpoint;

/** Something that happened on a host at {@link #nanos()} of world time. */
public sealed interface Observation {
    /** World time. */
    long nanos();

    /** A connection went from one state to another; both ends of the flow name it. */
    record StateChanged(long nanos, Endpoint local, Endpoint remote, TcpState from, TcpState to)
            implements Observation {}

    /**
     * Octets were sent again.
     *
     * @param segments the segments of the wire that carry them, as Linux's RetransSegs counts
     */
    record Retransmitted(
            long nanos,
            Endpoint local,
            Endpoint remote,
            Cause cause,
            int seq,
            int length,
            int segments)
            implements Observation {}

    /** Congestion window or threshold changed; both in octets, the round trip smoothed. */
    record CongestionChanged(
            long nanos,
            Endpoint local,
            Endpoint remote,
            long cwnd,
            long ssthresh,
            long flightSize,
            long srttNanos)
            implements Observation {}

    /** A packet was dropped by the host, under the counter that says why. */
    record Dropped(long nanos, Counter why, String packet) implements Observation {}

    /** A filter of the host refused a packet: it is gone, whether its sender is told or not. */
    record Filtered(long nanos, String packet) implements Observation {}

    /** Why a segment was sent again. */
    enum Cause {
        /** Three duplicate ACKs or a SACKed gap (RFC 5681 §3.2, RFC 6582). */
        FAST,
        /** Judged lost by time (RFC 8985 §6.2). */
        RACK,
        /** A tail loss probe (RFC 8985 §7). */
        TLP,
        /** The retransmission timer ran out (RFC 6298 §5.4). */
        RTO,
        /** A zero-window probe (RFC 9293 §3.8.6.1). */
        PROBE,
        /** A SYN or SYN-ACK again. */
        SYN
    }
}
