package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.file.Sleeper;
import io.jackfield.poll.ReadyList;
import io.jackfield.poll.Watch;

import org.jspecify.annotations.Nullable;

/**
 * How a selector, which is no descriptor and may watch files of several hosts, watches a descriptor
 * of this process and sleeps. Each call takes the host's lock by itself.
 */
public final class Watches {
    private final Process process;

    Watches(Process process) {
        this.process = process;
    }

    /** Begins to watch; null if the descriptor is not open. */
    public @Nullable Watch watch(int fd, ReadyList list, Object attachment) {
        process.enter();
        try {
            OpenFile file = process.table().get(fd);
            return file == null
                    ? null
                    : new Watch(list, file, process.kernel().wakeList(), attachment);
        } finally {
            process.leave();
        }
    }

    /** Changes the events (POLL bits) that are watched for. */
    public void interest(Watch watch, int events) {
        process.kernel().enter();
        try {
            watch.interest(events);
        } finally {
            process.kernel().leave();
        }
    }

    /** The events there are now, POLL bits; what has any stays on the list. */
    public int ready(Watch watch) {
        process.kernel().enter();
        try {
            return watch.ready();
        } finally {
            process.kernel().leave();
        }
    }

    /** Ends watching. */
    public void unwatch(Watch watch) {
        process.kernel().enter();
        try {
            watch.unwatch();
        } finally {
            process.kernel().leave();
        }
    }

    /**
     * Sleeps until something is listed, {@link #wakeup} is called, or the time has passed; returns
     * at once if one of these is so. Negative time is for ever.
     */
    public void await(ReadyList list, long timeoutNanos) {
        Scheduler scheduler = process.kernel().scheduler();
        long deadline = PollCalls.deadline(scheduler.nowNanos(), timeoutNanos);
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "select");
        if (list.sleeps(sleeper)) {
            try {
                while (!sleeper.isOver() && scheduler.nowNanos() < deadline) {
                    scheduler.await(sleeper, deadline);
                }
            } finally {
                list.awake();
            }
        }
        list.takeWakeup();
    }

    /** Lets the thread that sleeps in {@link #await}, or else the next one, return at once. */
    public void wakeup(ReadyList list) {
        Sleeper woken = list.wakeup();
        if (woken != null) {
            process.kernel().scheduler().wake(woken);
        }
    }
}
