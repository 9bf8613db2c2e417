package io.jackfield.agent.time;

import java.lang.management.ManagementFactory;

/** The machine's time, for programs whose own is a world's. */
final class RealClock {
    private RealClock() {}

    static long nanos() {
        return ManagementFactory.getRuntimeMXBean().getUptime() * 1_000_000;
    }
}
