package io.jackfield.benchmarks;

import io.jackfield.time.Timer;
import io.jackfield.time.TimerWheel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A host's timer wheel with so many armed timers, of which one is armed anew. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimerBenchmark {
    private static final long SECOND = 1_000_000_000L;

    @Param({"1", "1000", "100000"})
    public int timers;

    private final TimerWheel wheel = new TimerWheel();
    private final List<Timer> armed = new ArrayList<>();
    private int next;
    private long nowNanos;

    @Setup
    public void arm() {
        for (int i = 0; i < timers; i++) {
            Timer timer =
                    new Timer() {
                        @Override
                        protected void fire(long nowNanos) {
                            wheel.arm(this, nowNanos + SECOND);
                        }
                    };
            armed.add(timer);
            wheel.arm(timer, SECOND + i);
        }
    }

    private Timer turn() {
        next = next + 1 == timers ? 0 : next + 1;
        return armed.get(next);
    }

    /** For later, as every acknowledgment does with the retransmission timer. */
    @Benchmark
    public void rearmLater() {
        wheel.arm(turn(), SECOND + ++nowNanos + timers);
    }

    /** For earlier and back, which files the timer anew. */
    @Benchmark
    public void rearmEarlier() {
        Timer timer = turn();
        wheel.arm(timer, SECOND / 2);
        wheel.cancel(timer);
        wheel.arm(timer, SECOND);
    }
}
