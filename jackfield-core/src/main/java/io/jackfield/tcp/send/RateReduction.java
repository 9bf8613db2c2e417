package io.jackfield.tcp.send;

import io.jackfield.tcp.congestion.CongestionControl;

/**
 * Proportional rate reduction (RFC 9937): brings what is in flight down to ssthresh over one round
 * trip, sending a segment for every so many delivered instead of falling silent.
 */
final class RateReduction {
    private int delivered; // prr_delivered
    private int out; // prr_out
    private int recoverFs; // segments in flight when the reduction began

    /** RFC 9937 §6.1; {@code flight} counts the segments that this ACK delivered as in flight. */
    void begin(int flight) {
        delivered = 0;
        out = 0;
        recoverFs = Math.max(1, flight);
    }

    /** RFC 9937 §6.2, for every ACK until recovery ends. */
    void onAck(AckTally tally, int pipe, boolean advances, CongestionControl congestion) {
        if (tally.delivered == 0) {
            return;
        }
        delivered += tally.delivered;
        int ssthresh = congestion.ssthresh();
        int count;
        if (pipe > ssthresh) {
            long share = (long) delivered * ssthresh;
            count = (int) ((share + recoverFs - 1) / recoverFs) - out;
        } else {
            count = Math.max(delivered - out, tally.delivered);
            if (advances && tally.lost == 0) { // SafeACK
                count++;
            }
            count = Math.min(ssthresh - pipe, count);
        }
        int least = out == 0 ? 1 : 0; // the fast retransmit itself
        congestion.cwnd(Math.max(1, pipe + Math.max(count, least)));
    }

    void sent(int segments) {
        out += segments;
    }
}
