package io.jackfield.observe;

import java.util.EnumMap;
import java.util.Map;

/** The counts of one host; written under its lock. */
public final class Counters {
    private final long[] counts = new long[Counter.values().length];

    public void increment(Counter counter) {
        counts[counter.ordinal()]++;
    }

    public void add(Counter counter, long amount) {
        counts[counter.ordinal()] += amount;
    }

    public long get(Counter counter) {
        return counts[counter.ordinal()];
    }

    /** All counters that are not zero, in the order of {@link Counter}. */
    public Map<Counter, Long> snapshot() {
        Map<Counter, Long> snapshot = new EnumMap<>(Counter.class);
        for (Counter counter : Counter.values()) {
            if (get(counter) != 0) {
                snapshot.put(counter, get(counter));
            }
        }
        return snapshot;
    }
}
