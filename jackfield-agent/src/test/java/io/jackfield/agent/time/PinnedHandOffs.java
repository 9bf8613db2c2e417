package io.jackfield.agent.time;

import java.util.concurrent.locks.LockSupport;

/**
 * Hand-offs to a thread in a static initializer, which keeps its carrier while it waits. In {@code
 * Object.wait} that takes milliseconds of real time to be noticed, so these are not among the many.
 */
final class PinnedHandOffs {
    static final String[] KINDS = {
        "pinnedPark",
        "pinnedSleep",
        "pinnedNotify",
        "pinnedWaitTimeout",
        "pinnedInterrupt",
        "pinnedNotifyOrTimeout",
        "pinnedHeldBySleeper",
        "pinnedInterruptLate",
        "pinnedInterruptFirst"
    };

    private static final int HOURS_IN_MILLIS = 3_600_000;

    private final HandOffs all;

    PinnedHandOffs(HandOffs all) {
        this.all = all;
    }

    boolean make(String kind) throws Exception {
        long now = System.nanoTime();
        switch (kind) {
            case "pinnedPark" -> InInitializer.run(() -> park(now));
            case "pinnedSleep" -> InInitializer.run(() -> sleep(now));
            case "pinnedNotify" -> InInitializer.run(() -> notified(now, 0));
            case "pinnedWaitTimeout" -> InInitializer.run(() -> waitTimeout(now));
            case "pinnedInterrupt" -> InInitializer.run(() -> interrupt(now));
            case "pinnedNotifyOrTimeout" -> InInitializer.run(() -> notifyOrTimeout(now));
            case "pinnedHeldBySleeper" -> InInitializer.run(() -> notified(now, 1 + all.below(3)));
            case "pinnedInterruptLate" -> InInitializer.run(() -> interruptLate(now));
            case "pinnedInterruptFirst" -> InInitializer.run(() -> interruptFirst(now));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void park(long now) {
        Thread me = Thread.currentThread();
        boolean[] done = {false};
        all.pool.execute(
                () -> {
                    all.burn();
                    done[0] = true;
                    LockSupport.unpark(me);
                    all.burn();
                });
        while (!done[0]) {
            LockSupport.parkNanos(HOURS_IN_MILLIS * 1_000_000L);
        }
        all.at("pinnedPark", now);
    }

    private void sleep(long now) throws InterruptedException {
        int nanos = 1 + all.below(300_000);
        Thread.sleep(0, nanos);
        all.at("pinnedSleep", now + nanos);
    }

    /** The one that notifies sleeps with the monitor so long: exactly then the other has it. */
    private void notified(long now, int millis) throws InterruptedException {
        Object monitor = new Object();
        boolean[] done = {false};
        all.pool.execute(
                () -> {
                    all.burn();
                    synchronized (monitor) {
                        done[0] = true;
                        monitor.notifyAll();
                        all.burn();
                        sleepWithIt(millis);
                    }
                    all.burn();
                });
        synchronized (monitor) {
            while (!done[0]) {
                monitor.wait(HOURS_IN_MILLIS);
            }
        }
        all.at(millis == 0 ? "pinnedNotify" : "pinnedHeldBySleeper", now + millis * 1_000_000L);
    }

    private void sleepWithIt(int millis) {
        try {
            if (millis > 0) {
                Thread.sleep(millis);
            }
        } catch (InterruptedException e) {
            all.note("pinnedHeldBySleeper", "interrupted");
        }
    }

    private void waitTimeout(long now) throws InterruptedException {
        Object monitor = new Object();
        int millis = 1 + all.below(4);
        synchronized (monitor) {
            monitor.wait(millis);
        }
        all.at("pinnedWaitTimeout", now + millis * 1_000_000L);
        if (Thread.interrupted()) {
            all.note("pinnedWaitTimeout", "a stray interrupt");
        }
    }

    private void interrupt(long now) {
        Thread me = Thread.currentThread();
        Object monitor = new Object();
        all.pool.execute(
                () -> {
                    all.burn();
                    me.interrupt();
                    all.burn();
                });
        try {
            synchronized (monitor) {
                monitor.wait(HOURS_IN_MILLIS);
            }
            all.note("pinnedInterrupt", "lost");
        } catch (InterruptedException e) {
            all.at("pinnedInterrupt", now);
        }
        if (Thread.interrupted()) {
            all.note("pinnedInterrupt", "twice");
        }
    }

    /** Notified at the very instant at which the wait is over anyway. */
    private void notifyOrTimeout(long now) throws InterruptedException {
        Object monitor = new Object();
        all.pool.execute(
                () -> {
                    try {
                        Thread.sleep(1);
                    } catch (InterruptedException e) {
                        all.note("pinnedNotifyOrTimeout", "interrupted");
                    }
                    synchronized (monitor) {
                        monitor.notifyAll();
                        all.burn();
                    }
                });
        synchronized (monitor) {
            monitor.wait(1);
        }
        all.at("pinnedNotifyOrTimeout", now + 1_000_000);
    }

    /** Its time is over while another has the monitor, who then interrupts it: that stays. */
    private void interruptLate(long now) throws InterruptedException {
        Thread me = Thread.currentThread();
        Object monitor = new Object();
        synchronized (monitor) {
            all.pool.execute(
                    () -> {
                        synchronized (monitor) {
                            sleepWithIt(2);
                            me.interrupt();
                            all.burn();
                        }
                    });
            monitor.wait(1);
        }
        all.at("pinnedInterruptLate", now + 2_000_000);
        if (!Thread.interrupted()) {
            all.note("pinnedInterruptLate", "the interrupt is lost");
        }
        try {
            synchronized (monitor) {
                monitor.wait(1);
            }
        } catch (InterruptedException e) {
            all.note("pinnedInterruptLate", "twice");
        }
    }

    /** Interrupted first and notified at once after it: an interrupt is what it was. */
    private void interruptFirst(long now) {
        Thread me = Thread.currentThread();
        Object monitor = new Object();
        try {
            synchronized (monitor) {
                all.pool.execute(
                        () -> {
                            synchronized (monitor) {
                                me.interrupt();
                                monitor.notifyAll();
                            }
                        });
                monitor.wait(HOURS_IN_MILLIS);
            }
            all.note("pinnedInterruptFirst", "notified");
        } catch (InterruptedException e) {
            all.at("pinnedInterruptFirst", now);
        }
        if (Thread.interrupted()) {
            all.note("pinnedInterruptFirst", "still interrupted");
        }
    }
}
