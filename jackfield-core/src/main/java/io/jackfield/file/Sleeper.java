package io.jackfield.file;

import org.jspecify.annotations.Nullable;

/**
 * One sleep of one thread in a system call: who sleeps, in which call, and what ended it. A new
 * object for every sleep, so that a wake-up that comes late finds nobody.
 */
public final class Sleeper {
    private final Thread thread;
    private final String call;

    /** Set once, by whoever decides that the sleep ends; read by the sleeping thread. */
    private volatile @Nullable Cause cause;

    /** In a {@link WakeList}: the next to be woken. */
    @Nullable Sleeper nextToWake;

    /** In a {@link SleeperList}. */
    @Nullable Sleeper previous;

    @Nullable Sleeper next;

    /** What ended a sleep before its deadline. */
    public enum Cause {
        /** What was waited for may be there. */
        EVENT,
        /** Somebody asked for EINTR. */
        INTERRUPT,
        /** The process ends, the host is gone. */
        END
    }

    /** A sleep of {@code thread}; {@code call} is the system call, for reports. */
    public Sleeper(Thread thread, String call) {
        this.thread = thread;
        this.call = call;
    }

    public Thread thread() {
        return thread;
    }

    public String call() {
        return call;
    }

    /**
     * Decides that the sleep is over; false if that was decided before. Called under the lock that
     * guards what was waited for; whoever gets true must see to it that the thread is woken.
     */
    public boolean end(Cause by) {
        if (cause != null) {
            return false;
        }
        cause = by;
        return true;
    }

    /** True once the sleep is over; safe without any lock. */
    public boolean isOver() {
        return cause != null;
    }

    /** What ended the sleep; null while it lasts, and after it if only its deadline passed. */
    public @Nullable Cause cause() {
        return cause;
    }

    @Override
    public String toString() {
        return thread.getName() + " in " + call;
    }
}
