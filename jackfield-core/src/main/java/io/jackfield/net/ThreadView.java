package io.jackfield.net;

import java.util.List;

/**
 * A thread of a deterministic world that does not run, at one instant.
 *
 * @param name the thread's
 * @param group of its thread group, which for a host's Java threads is the host's
 * @param waitsFor the object it is parked for; empty if none is known
 * @param sinceNanos world time when it stopped
 * @param frames its stack, innermost first
 */
public record ThreadView(
        String name,
        String group,
        String waitsFor,
        long sinceNanos,
        List<StackTraceElement> frames) {
    public ThreadView {
        frames = List.copyOf(frames);
    }

    /** Whether a method of that class is on its stack. */
    public boolean isIn(String className) {
        return frames.stream().anyMatch(frame -> frame.getClassName().equals(className));
    }

    static ThreadView of(Strand strand) {
        Thread thread = strand.thread();
        ThreadGroup group = thread.getThreadGroup();
        return new ThreadView(
                thread.getName(),
                group == null ? "" : group.getName(),
                strand.waitsFor(),
                strand.stoppedNanos(),
                List.of(strand.frames()));
    }
}
