package io.jackfield.cli.demo;

import io.jackfield.observe.Observation;
import io.jackfield.observe.Observer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the sending host reported while the demo ran. It is told under the host's lock, so it only
 * notes; its own lock is a leaf that nothing is taken under.
 */
final class Journal implements Observer {
    private final ReentrantLock lock = new ReentrantLock();

    // The following are protected by lock.
    private final List<Observation.CongestionChanged> windows = new ArrayList<>();
    private final Map<Observation.Cause, Long> retransmissions =
            new EnumMap<>(Observation.Cause.class);
    private final List<Double> timeouts = new ArrayList<>();

    private volatile long beginNanos;

    /** World time that counts as second 0. */
    void begin(long nanos) {
        beginNanos = nanos;
    }

    double seconds(long nanos) {
        return (nanos - beginNanos) / 1e9;
    }

    @Override
    public void observe(Observation observation) {
        lock.lock();
        try {
            switch (observation) {
                case Observation.CongestionChanged changed -> windows.add(changed);
                case Observation.Retransmitted again -> {
                    retransmissions.merge(again.cause(), (long) again.segments(), Long::sum);
                    if (again.cause() == Observation.Cause.RTO) {
                        timeouts.add(seconds(again.nanos()));
                    }
                }
                case Observation.StateChanged _ -> {}
                case Observation.Dropped _, Observation.Filtered _ -> {}
            }
        } finally {
            lock.unlock();
        }
    }

    /** Segments sent again, by cause. */
    Map<Observation.Cause, Long> retransmissions() {
        lock.lock();
        try {
            return new EnumMap<>(retransmissions);
        } finally {
            lock.unlock();
        }
    }

    /** The congestion window in kilobytes over the seconds of the demo. */
    Curve window() {
        Curve curve = new Curve("congestion window, kB");
        lock.lock();
        try {
            for (Observation.CongestionChanged changed : windows) {
                if (changed.nanos() >= beginNanos) {
                    curve.add(seconds(changed.nanos()), changed.cwnd() / 1e3);
                }
            }
        } finally {
            lock.unlock();
        }
        return curve;
    }

    /** When the window fell by a quarter or more at once, and how far, in kilobytes. */
    List<Mark> teeth(double until) {
        List<Mark> teeth = new ArrayList<>();
        lock.lock();
        try {
            long before = 0;
            for (Observation.CongestionChanged changed : windows) {
                if (changed.ssthresh() < before * 0.76 && seconds(changed.nanos()) < until) {
                    teeth.add(new Mark(seconds(changed.nanos()), "window reduced"));
                }
                before = changed.cwnd();
            }
        } finally {
            lock.unlock();
        }
        return teeth;
    }
}
