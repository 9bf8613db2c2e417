package io.jackfield.agent.time;

import io.jackfield.agent.time.Runs.Program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What a jump of the clock costs in real time. */
final class Costs {
    private static final int IDLE = 200;

    private Costs() {}

    /** Nanoseconds for each way to wait, after as many again that warm up. */
    static Map<String, Long> nanosPerJump(int jumps) {
        Map<String, Long> found = new LinkedHashMap<>();
        long unused = nanos(jumps, () -> Thread.sleep(0, 1_000)); // warms up what all share
        found.put("Thread.sleep", nanos(jumps, () -> Thread.sleep(0, 1_000)));
        found.put("LockSupport.parkNanos", nanos(jumps, () -> LockSupport.parkNanos(1_000)));
        Object monitor = new Object();
        found.put("Object.wait", nanos(jumps, () -> waitIn(monitor)));
        found.put(
                "Thread.sleep beside " + IDLE + " idle threads",
                nanos(jumps, () -> Thread.sleep(0, 1_000), IDLE));
        return found;
    }

    private static void waitIn(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            monitor.wait(1);
        }
    }

    private static long nanos(int jumps, Program jump) {
        return nanos(jumps, jump, 0);
    }

    private static long nanos(int jumps, Program jump, int idle) {
        long[] took = {0};
        Runs.run(
                1,
                () -> {
                    List<Thread> others = new ArrayList<>();
                    for (int i = 0; i < idle; i++) {
                        Thread other = new Thread(LockSupport::park);
                        other.start();
                        others.add(other);
                    }
                    repeat(jumps, jump);
                    long began = RealClock.nanos();
                    repeat(jumps, jump);
                    took[0] = RealClock.nanos() - began;
                    others.forEach(LockSupport::unpark);
                });
        return took[0] / jumps;
    }

    private static void repeat(int jumps, Program jump) throws Exception {
        for (int i = 0; i < jumps; i++) {
            jump.run();
        }
    }
}
