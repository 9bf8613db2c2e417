package io.jackfield.tcp.congestion;

import org.jspecify.annotations.Nullable;

/**
 * CUBIC (RFC 9438): after a loss the window follows a cubic function of time, flat around the
 * window of the loss, so that growth does not depend on the round trip.
 */
public final class Cubic extends CongestionControl {
    static final double C = 0.4; // RFC 9438 §5, segments per second cubed
    static final double BETA = 0.7; // RFC 9438 §4.6
    static final double ALPHA = 3 * (1 - BETA) / (1 + BETA); // RFC 9438 §4.3

    private static final double EXPLORING_ACKS = 20;

    private @Nullable HyStart hyStart; // while in the first slow start, if wanted
    private @Nullable Epoch epoch; // from the first loss or the end of slow start on

    /** One stretch of congestion avoidance; windows in segments, times in seconds. */
    private static final class Epoch {
        double wMax; // window just before the last reduction
        double k; // time the curve takes to come back to wMax
        double wEst; // what Reno would have reached (RFC 9438 §4.3)
        double fraction; // part of a segment that the window has grown beyond cwnd
        int cwndPrior; // window at the last reduction
        long startNanos;
        boolean isRunning;
        boolean isExploring; // no loss is remembered that the curve could return to
    }

    public Cubic(int initialWindow, boolean withHyStart) {
        super(initialWindow);
        hyStart = withHyStart ? new HyStart() : null;
    }

    @Override
    public String name() {
        return "cubic";
    }

    @Override
    protected void measure(RateSample sample, long nowNanos) {
        if (hyStart != null && isInSlowStart() && hyStart.isTimeToStop(sample, cwnd(), nowNanos)) {
            ssthresh(cwnd());
            hyStart = null;
        }
    }

    @Override
    protected void avoidCongestion(int acked, RateSample sample, long nowNanos) {
        Epoch e = epoch();
        if (!e.isRunning) {
            begin(e, nowNanos);
        }
        double t = (nowNanos - e.startNanos) / 1e9;
        // RFC 9438 §4.2 looks one smoothed round trip ahead; Linux the shortest, and so does this
        double rtt = sample.minRttMicros / 1e6;
        double cwnd = cwnd() + e.fraction;
        // RFC 9438 §4.3: alpha rises to Reno's own once the estimate has caught up
        e.wEst += (e.wEst < e.cwndPrior ? ALPHA : 1) * acked / cwnd;
        double next;
        if (curve(e, t) < e.wEst) {
            next = Math.max(cwnd, e.wEst);
        } else {
            // RFC 9438 §4.2: aim one round trip ahead, at most half as high again per round trip
            double target = Math.clamp(curve(e, t + rtt), cwnd, 1.5 * cwnd);
            next = cwnd + (target - cwnd) / cwnd * acked;
        }
        if (e.isExploring) {
            next = Math.max(next, cwnd + acked / EXPLORING_ACKS); // as Linux: 5 % a round trip
        }
        cwnd((int) next);
        e.fraction = next - (int) next;
    }

    /** W_cubic(t) of RFC 9438 §4.2, figure 1. */
    private static double curve(Epoch e, double t) {
        double x = t - e.k;
        return C * x * x * x + e.wMax;
    }

    private void begin(Epoch e, long nowNanos) {
        int cwnd = cwnd();
        e.isRunning = true;
        e.startNanos = nowNanos;
        e.wEst = cwnd;
        e.fraction = 0;
        e.isExploring = e.wMax == 0;
        if (e.wMax <= cwnd) {
            e.wMax = cwnd; // RFC 9438 §4.8, §4.10: begin on the plateau, exploring upwards
            e.k = 0;
        } else {
            e.k = StrictMath.cbrt((e.wMax - cwnd) / C); // RFC 9438 §4.2, figure 2
        }
    }

    private Epoch epoch() {
        Epoch e = epoch;
        if (e == null) {
            e = new Epoch();
            epoch = e;
        }
        return e;
    }

    @Override
    public int reduced(long nowNanos) {
        Epoch e = epoch();
        int cwnd = cwnd();
        e.isRunning = false;
        e.cwndPrior = cwnd;
        // RFC 9438 §4.7, fast convergence: a window that shrinks leaves room to newcomers
        e.wMax = cwnd < e.wMax ? cwnd * (1 + BETA) / 2 : cwnd;
        hyStart = null;
        return Math.max((int) (cwnd * BETA), 2);
    }

    @Override
    public void onTimeout() {
        super.onTimeout();
        if (epoch != null) {
            epoch.isRunning = false;
            epoch.wMax = 0; // RFC 9438 §4.8: the next stretch begins on its own plateau
        }
    }

    @Override
    public void undo(int priorCwnd, int priorSsthresh) {
        super.undo(priorCwnd, priorSsthresh);
        if (epoch != null) {
            epoch.isRunning = false;
            epoch.wMax = Math.max(epoch.wMax, priorCwnd); // RFC 9438 §4.9
        }
    }

    @Override
    public void onRestart(long idleNanos, long nowNanos) {
        if (epoch != null && epoch.isRunning) {
            // RFC 9438 §4.2: t does not count idle periods
            epoch.startNanos = Math.min(epoch.startNanos + idleNanos, nowNanos);
        }
        if (hyStart != null) {
            hyStart.reset();
        }
    }
}
