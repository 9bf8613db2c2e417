package io.jackfield.tcp.congestion;

/** The classic: one segment more per round trip, half the window on loss (RFC 5681, 6582). */
public final class NewReno extends CongestionControl {
    public NewReno(int initialWindow) {
        super(initialWindow);
    }

    @Override
    public String name() {
        return "reno";
    }

    @Override
    protected void measure(RateSample sample, long nowNanos) {}

    @Override
    protected void avoidCongestion(int acked, RateSample sample, long nowNanos) {
        step(acked, cwnd()); // RFC 5681 §3.1, counting segments as RFC 3465 counts octets
    }

    @Override
    public int reduced(long nowNanos) {
        return Math.max(cwnd() / 2, 2); // RFC 5681 §3.1 equation 4, in Linux's form
    }
}
