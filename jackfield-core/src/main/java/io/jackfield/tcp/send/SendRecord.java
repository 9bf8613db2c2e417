package io.jackfield.tcp.send;

import static io.jackfield.time.Deadline.NEVER;

import io.jackfield.tcp.congestion.CongestionControl;

import org.jspecify.annotations.Nullable;

/**
 * What a sender has learnt of the path and done on it; made when the connection is first used. What
 * is under way now is its {@link Transfer}.
 */
final class SendRecord {
    final RttEstimator rtt = new RttEstimator();
    @Nullable CongestionControl congestion; // from the first transfer on
    int rackMemory; // what one transfer's RACK leaves to the next one's

    SendLimits limits = SendLimits.NONE;

    // Totals.
    int delivered; // segments
    int retransmits; // segments
    long bytesSent;
    long bytesRetransmitted;
    long lastSentNanos = NEVER;
}
