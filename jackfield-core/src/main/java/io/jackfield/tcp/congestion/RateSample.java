package io.jackfield.tcp.congestion;

/**
 * What one ACK told the sender, the only thing a congestion control sees. One object per host is
 * filled again for every ACK.
 */
public final class RateSample {
    /** No round trip could be measured: only retransmitted segments were acknowledged. */
    public static final int NO_RTT = -1;

    // Segments.
    public int acked; // newly delivered by this ACK, cumulatively or selectively
    public int lost; // newly marked lost
    public int mostInFlight; // segments outstanding at the fullest moment of the last window
    public boolean isCwndLimited; // the window was full when last sent into

    // Sequence numbers that mark a round trip.
    public int una;
    public int nxt;

    // Round trips in microseconds.
    public int rttMicros = NO_RTT; // of the newest segment delivered
    public int minRttMicros;
    public int srttMicros;

    // Delivery rate over the flight of the newest segment delivered.
    public int delivered; // segments; 0 without a sample
    public long intervalNanos;
    public boolean isAppLimited;

    public void clear() {
        acked = 0;
        lost = 0;
        mostInFlight = 0;
        isCwndLimited = false;
        rttMicros = NO_RTT;
        delivered = 0;
        intervalNanos = 0;
        isAppLimited = false;
    }
}
