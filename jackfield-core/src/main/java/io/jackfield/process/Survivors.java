package io.jackfield.process;

import io.jackfield.file.Sleeper;
import io.jackfield.time.Deadline;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The threads of a process that has ended which go on all the same, because they catch every {@link
 * ProcessEnd} and call again. Each is told so a number of times, then it sleeps for good.
 */
final class Survivors {
    private static final int PATIENCE = 100;

    /** By the numbers of the threads. */
    private final Map<Long, Integer> told = new ConcurrentSkipListMap<>();

    /** Returns if the calling thread, which holds no lock, is to be told once more. */
    void mayHearOfIt(Scheduler scheduler) {
        Thread me = Thread.currentThread();
        if (told.merge(me.threadId(), 1, Integer::sum) <= PATIENCE) {
            return;
        }
        Sleeper sleeper = new Sleeper(me, "a process that has ended");
        while (true) {
            boolean unused = Thread.interrupted();
            scheduler.await(sleeper, Deadline.NEVER);
        }
    }
}
