package io.jackfield.tcp.congestion;

/**
 * A connection's congestion window and the algorithm that moves it. Windows count segments, as
 * Linux's do: a window of ten lets ten segments go, whatever their size.
 */
public abstract sealed class CongestionControl permits Cubic, NewReno {
    /** {@link #ssthresh()} before the first loss (RFC 5681 §3.1: arbitrarily high). */
    public static final int INFINITE = Integer.MAX_VALUE;

    private int cwnd;
    private int ssthresh = INFINITE;
    private int credit; // segments acked towards the next step of congestion avoidance
    private long maxPacingRate; // octets per second, 0 without a limit

    protected CongestionControl(int initialWindow) {
        cwnd = initialWindow;
    }

    /** The name that TCP_CONGESTION knows it by. */
    public abstract String name();

    public final int cwnd() {
        return cwnd;
    }

    /** Sets the window from outside: while recovering, proportional rate reduction decides. */
    public final void cwnd(int segments) {
        assert segments > 0 : "a congestion window is never empty";
        cwnd = segments;
    }

    public final int ssthresh() {
        return ssthresh;
    }

    public final void ssthresh(int segments) {
        ssthresh = Math.max(2, segments);
    }

    public final boolean isInSlowStart() {
        return cwnd < ssthresh;
    }

    /** New data is acknowledged outside of recovery: the window may grow. */
    public final void onAck(RateSample sample, long nowNanos) {
        measure(sample, nowNanos);
        if (!mayGrow(sample)) {
            return;
        }
        int acked = sample.acked;
        if (isInSlowStart()) {
            int grown = Math.min(acked, ssthresh - cwnd);
            cwnd += grown;
            acked -= grown;
        }
        if (acked > 0) {
            avoidCongestion(acked, sample, nowNanos);
        }
    }

    /** RFC 7661's concern in Linux's form: a window that was not used does not grow. */
    private boolean mayGrow(RateSample sample) {
        return sample.isCwndLimited || isInSlowStart() && cwnd < 2 * sample.mostInFlight;
    }

    /** Looks at round trips, also those of an ACK that does not let the window grow. */
    protected abstract void measure(RateSample sample, long nowNanos);

    /** Grows the window by what {@code acked} segments are worth beyond slow start. */
    protected abstract void avoidCongestion(int acked, RateSample sample, long nowNanos);

    /**
     * A loss or an ECN echo: answers the ssthresh to reduce to, and remembers what the algorithm
     * needs. The caller sets {@link #ssthresh(int)} and brings the window down to it.
     */
    public abstract int reduced(long nowNanos);

    /** The retransmission timer expired: what was learned of the path is void. */
    public void onTimeout() {
        credit = 0;
    }

    /** The reduction was made for nothing: back to the windows before it. */
    public void undo(int priorCwnd, int priorSsthresh) {
        cwnd = Math.max(cwnd, priorCwnd);
        ssthresh = Math.max(ssthresh, priorSsthresh);
        credit = 0;
    }

    /** Data goes out again after nothing was in flight for {@code idleNanos}. */
    public void onRestart(long idleNanos, long nowNanos) {}

    /**
     * Slow start after idle (RFC 5681 §4.1; halved per RTO as in RFC 2861, the way Linux does it).
     */
    public final void decay(long idleNanos, long rtoNanos, int restartWindow) {
        int floor = Math.min(restartWindow, cwnd);
        ssthresh = Math.max(ssthresh, (cwnd >> 1) + (cwnd >> 2));
        long left = idleNanos - rtoNanos;
        while (left > 0 && cwnd > floor) {
            cwnd >>= 1;
            left -= rtoNanos;
        }
        cwnd = Math.max(cwnd, floor);
        credit = 0;
    }

    /** Octets per second at which to send, 0 to send as fast as the window allows. */
    public long pacingRate() {
        return maxPacingRate;
    }

    /** SO_MAX_PACING_RATE; 0 lifts it. */
    public final void limitPacing(long octetsPerSecond) {
        maxPacingRate = octetsPerSecond;
    }

    /** One segment more per {@code segmentsPerStep} acknowledged. */
    protected final void step(int acked, int segmentsPerStep) {
        credit += acked;
        if (credit >= segmentsPerStep) {
            cwnd += credit / segmentsPerStep;
            credit %= segmentsPerStep;
        }
    }
}
