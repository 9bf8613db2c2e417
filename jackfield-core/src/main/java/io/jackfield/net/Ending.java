package io.jackfield.net;

import io.jackfield.time.Durations;

import java.util.List;

/**
 * How a run of a world ended.
 *
 * @param nanos the time of the world
 * @param events how many events have occurred since the world began: arrivals, timers, deadlines of
 *     sleeps, actions
 * @param waiting the threads that have not ended, each with the call it waits in
 */
public record Ending(long nanos, long events, List<String> waiting) {
    public Ending {
        waiting = List.copyOf(waiting);
    }

    /** Whether every program has run to its end. */
    public boolean isComplete() {
        return waiting.isEmpty();
    }

    @Override
    public String toString() {
        String time = "at " + Durations.format(nanos);
        return isComplete()
                ? time + " all programs had ended"
                : time + " these had not ended:\n  " + String.join("\n  ", waiting);
    }
}
