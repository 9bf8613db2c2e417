package io.jackfield.process;

import io.jackfield.file.OpenFile;
import io.jackfield.file.Sleeper;
import io.jackfield.poll.ReadyItem;
import io.jackfield.poll.ReadyList;

import org.jspecify.annotations.Nullable;

/**
 * What a selector of the JDK stands on: files of any hosts of one world, and one thread that waits
 * for the first of them.
 */
public final class Selection {
    private final Scheduler scheduler;
    private final ReadyList list = new ReadyList();

    public Selection(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Watches the file of a process's descriptor, at first for no event; null if it is not open.
     *
     * @param key what the selector knows it by
     */
    public @Nullable Watch watch(Process process, int fd, Object key) {
        Kernel kernel = process.kernel();
        kernel.enter();
        try {
            OpenFile file = process.table().get(fd);
            if (file == null) {
                return null;
            }
            Watch watch = new Watch(kernel, list, file, key);
            watch.watch();
            return watch;
        } finally {
            kernel.leave();
        }
    }

    /**
     * Sleeps until something is listed, somebody calls {@link #wakeup}, or the deadline has passed.
     *
     * @param endsByInterrupt whether {@link Thread#interrupt} ends the sleep too
     */
    public void await(long deadlineNanos, boolean endsByInterrupt) {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), "select");
        if (list.sleeps(sleeper)) {
            try {
                Blocking.sleep(scheduler, sleeper, deadlineNanos, endsByInterrupt);
            } finally {
                list.awake();
            }
        }
    }

    /** Ends the sleep of who waits, or keeps the next one from beginning. */
    public void wakeup() {
        Sleeper asleep = list.wakeup();
        if (asleep != null) {
            scheduler.wake(asleep);
        }
    }

    /** Takes back a wake-up that ended no sleep yet; true if there was one. */
    public boolean takeWakeup() {
        return list.takeWakeup();
    }

    /** How many are listed: a round of {@link #next} goes so far, and what is relisted waits. */
    public int size() {
        return list.size();
    }

    /** Takes the first of the list, for its {@link Watch#report}; null if there is none. */
    public @Nullable Watch next() {
        ReadyItem item = list.poll();
        return item == null ? null : (Watch) item;
    }
}
