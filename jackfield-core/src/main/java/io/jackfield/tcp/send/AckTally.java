package io.jackfield.tcp.send;

/** What one ACK says about the segments in flight. One object per host, begun anew for each ACK. */
final class AckTally {
    static final long NO_ECHO = Long.MAX_VALUE;
    private static final long NONE = Long.MIN_VALUE;
    private static final long MILLI = 1_000_000;

    long nowNanos;
    private long echoMillis; // send time that the timestamp echo stands for, or NO_ECHO
    private int echoAgeMillis;

    // Segments.
    int delivered; // newly, cumulatively or selectively
    int cumulative; // newly acknowledged by SEG.ACK, selectively acknowledged before or not
    int selective; // newly acknowledged by a SACK block
    int lost; // newly marked lost

    boolean hasRetransmitted; // of the cumulatively acknowledged, one was retransmitted
    boolean hasDsack; // the ACK reports a duplicate (RFC 2883)
    int dsackLeft;
    int dsackRight;

    private long oldestSentNanos; // of the cumulative ones never retransmitted
    private long newestSentNanos;
    private long oldestSackedSentNanos;

    // The latest sent of the delivered segments, for the delivery rate.
    int rateDelivered;
    long rateDeliveredNanos;
    long rateFlightNanos;
    long rateSentNanos;
    boolean isRateAppLimited;
    boolean hasRate;

    void begin(int echoAge, long now) {
        nowNanos = now;
        echoAgeMillis = echoAge;
        echoMillis = echoAge < 0 ? NO_ECHO : now / MILLI - echoAge;
        delivered = 0;
        cumulative = 0;
        selective = 0;
        lost = 0;
        hasRetransmitted = false;
        hasDsack = false;
        oldestSentNanos = NONE;
        newestSentNanos = NONE;
        oldestSackedSentNanos = NONE;
        hasRate = false;
    }

    /** Whether the echo proves that what triggered this ACK was sent before the given time. */
    boolean echoesBefore(long sentNanos) {
        return echoMillis != NO_ECHO && echoMillis < sentNanos / MILLI;
    }

    void acknowledged(SentSegment s, int segments) {
        cumulative += segments;
        if (s.has(SentSegment.EVER_RETRANSMITTED)) {
            hasRetransmitted = true;
        } else if (!s.has(SentSegment.SACKED)) {
            if (oldestSentNanos == NONE) {
                oldestSentNanos = s.sentNanos;
            }
            newestSentNanos = s.sentNanos;
        }
        if (!s.has(SentSegment.SACKED)) {
            deliver(s, segments);
        }
    }

    void sacked(SentSegment s) {
        selective += s.segments;
        if (!s.has(SentSegment.EVER_RETRANSMITTED) && oldestSackedSentNanos == NONE) {
            oldestSackedSentNanos = s.sentNanos;
        }
        deliver(s, s.segments);
    }

    private void deliver(SentSegment s, int segments) {
        delivered += segments;
        if (!hasRate || s.sentNanos >= rateSentNanos) {
            hasRate = true;
            rateDelivered = s.delivered;
            rateDeliveredNanos = s.deliveredNanos;
            rateFlightNanos = s.flightNanos;
            rateSentNanos = s.sentNanos;
            isRateAppLimited = s.has(SentSegment.APP_LIMITED);
        }
    }

    /**
     * The round trip to feed the RTO with in microseconds, or −1: the oldest segment acknowledged,
     * else the oldest one sacked, else the timestamp (RFC 6298 §3: never a segment that was sent
     * twice).
     */
    int rttMicros() {
        if (oldestSentNanos != NONE && !hasRetransmitted) {
            return micros(oldestSentNanos);
        }
        if (oldestSackedSentNanos != NONE) {
            return micros(oldestSackedSentNanos);
        }
        return cumulative > 0 && echoAgeMillis >= 0 ? Math.max(1, echoAgeMillis) * 1000 : -1;
    }

    /** The round trip of the newest segment delivered, which sees the queue as it is now; or −1. */
    int newestRttMicros() {
        if (newestSentNanos != NONE && !hasRetransmitted) {
            return micros(newestSentNanos);
        }
        return oldestSackedSentNanos != NONE ? micros(oldestSackedSentNanos) : -1;
    }

    private int micros(long sentNanos) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, (nowNanos - sentNanos) / 1000));
    }
}
