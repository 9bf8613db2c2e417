package io.jackfield.process;

import io.jackfield.file.HostLock;
import io.jackfield.file.SleepEntry;
import io.jackfield.file.Sleeper;
import io.jackfield.file.SleeperList;
import io.jackfield.file.WaitQueue;
import io.jackfield.posix.Errno;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the threads of one process sleep: every call that blocks does it through {@link #sleep}.
 */
final class Blocking {
    private final Process process;
    private final Kernel kernel;
    private final SleeperList asleep = new SleeperList();

    /** Whom of those who sleep an event wakes. */
    private enum Order {
        ALL,
        FIRST_COME,
        LAST_COME
    }

    /** Threads that copy without the host's lock, and those of them that were interrupted then. */
    private final List<Thread> copying = new ArrayList<>(0);

    private final List<Thread> interrupted = new ArrayList<>(0);

    /** Sleeps that ended because of what was waited for. */
    private long wakeUps;

    Blocking(Process process, Kernel kernel) {
        this.process = process;
        this.kernel = kernel;
    }

    /** Sleeps until the queue is woken for one of the events; 0, -EINTR or -ETIMEDOUT. */
    int sleepOn(WaitQueue queue, int events, long deadlineNanos, String call) {
        return sleepOn(queue, events, Order.ALL, deadlineNanos, call);
    }

    /** The same as one of those of whom an event wakes only the first (LINUX.md 26). */
    int sleepInTurn(WaitQueue queue, int events, long deadlineNanos, String call) {
        return sleepOn(queue, events, Order.FIRST_COME, deadlineNanos, call);
    }

    /** The same where an event wakes the one who came last (LINUX.md 30). */
    int sleepLastFirst(WaitQueue queue, int events, long deadlineNanos, String call) {
        return sleepOn(queue, events, Order.LAST_COME, deadlineNanos, call);
    }

    private int sleepOn(WaitQueue queue, int events, Order order, long deadlineNanos, String call) {
        Sleeper sleeper = new Sleeper(Thread.currentThread(), call);
        boolean isExclusive = order != Order.ALL;
        SleepEntry entry = new SleepEntry(sleeper, kernel.wakeList(), events, isExclusive);
        if (order == Order.LAST_COME) {
            queue.push(entry);
        } else {
            queue.add(entry);
        }
        try {
            return sleep(sleeper, deadlineNanos);
        } finally {
            entry.leaveQueue();
            if (isExclusive && process.isEnded() && sleeper.cause() == Sleeper.Cause.EVENT) {
                queue.wake(events); // whose turn it was is dead: the next one's
            }
        }
    }

    /**
     * Gives the host's lock up, sleeps until the sleep is over or the deadline has passed, and
     * takes the lock again; 0, -EINTR or -ETIMEDOUT.
     *
     * @throws ProcessEnd if the process has ended meanwhile
     */
    int sleep(Sleeper sleeper, long deadlineNanos) {
        if (takeInterrupt()) {
            return Errno.EINTR.result();
        }
        boolean endsByInterrupt = process.endsByThreadInterrupt(Thread.currentThread());
        boolean byThread;
        asleep.add(sleeper);
        try {
            kernel.leave();
            byThread = sleep(kernel.scheduler(), sleeper, deadlineNanos, endsByInterrupt);
        } finally {
            kernel.enter();
            asleep.remove(sleeper);
        }
        throwIfEnded();
        if (sleeper.cause() == Sleeper.Cause.EVENT) {
            wakeUps++;
            return 0;
        }
        boolean signalled = sleeper.cause() == Sleeper.Cause.INTERRUPT;
        return (signalled || byThread ? Errno.EINTR : Errno.ETIMEDOUT).result();
    }

    /**
     * The one place where a thread sleeps, holding no lock, until the sleep is over or the deadline
     * has passed, or until {@link Thread#interrupt} if that ends it; true in the last case. An
     * interrupt stays pending.
     */
    static boolean sleep(
            Scheduler scheduler, Sleeper sleeper, long deadlineNanos, boolean endsByInterrupt) {
        assert HostLock.holdsNoLock() : "nobody sleeps with a lock";
        boolean interrupted = false;
        try {
            while (!sleeper.isOver() && scheduler.nowNanos() < deadlineNanos) {
                interrupted |= Thread.interrupted();
                if (interrupted && endsByInterrupt) {
                    return true;
                }
                scheduler.await(sleeper, deadlineNanos);
            }
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    long wakeUps() {
        return wakeUps;
    }

    /** Gives the host's lock up for a copy that the calling thread makes in a call. */
    void beginCopy() {
        copying.add(Thread.currentThread());
        kernel.leave();
    }

    /**
     * Takes the lock again.
     *
     * @throws ProcessEnd if the process has ended meanwhile
     */
    void endCopy() {
        kernel.enter();
        copying.remove(Thread.currentThread());
        throwIfEnded();
    }

    private void throwIfEnded() {
        if (process.isEnded()) {
            process.threadLeft();
        }
        process.throwIfEnded();
    }

    /** Whether a thread sleeps in a call or copies in one. */
    boolean hasThreads() {
        return !asleep.isEmpty() || !copying.isEmpty();
    }

    /** The call is over: an interrupt that ended no sleep of it is forgotten. */
    boolean takeInterrupt() {
        return !interrupted.isEmpty() && interrupted.remove(Thread.currentThread());
    }

    /**
     * Ends the sleep that the thread is in with EINTR, or the one after the copy that it makes;
     * false if it does neither.
     */
    boolean interrupt(Thread thread) {
        if (copying.contains(thread)) {
            return interrupted.contains(thread) || interrupted.add(thread);
        }
        Sleeper sleeper = asleep.of(thread);
        if (sleeper == null || !sleeper.end(Sleeper.Cause.INTERRUPT)) {
            return false;
        }
        kernel.wakeList().add(sleeper);
        return true;
    }

    /** Ends all sleeps: the process is over. */
    void endAll() {
        asleep.endAll(Sleeper.Cause.END, kernel.wakeList());
    }
}
