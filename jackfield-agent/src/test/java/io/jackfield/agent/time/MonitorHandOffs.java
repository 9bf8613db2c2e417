package io.jackfield.agent.time;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hand-offs through monitors, starts, joins and interrupts. */
final class MonitorHandOffs {
    static final String[] KINDS = {
        "notify",
        "notifyTimed",
        "contended",
        "heldBySleeper",
        "start",
        "joinTimed",
        "interrupt",
        "waitTimeout",
        "notifyOrTimeout",
        "yieldUntil",
        "spinUntil",
        "afterSpin"
    };

    private static final int HOURS_IN_MILLIS = 3_600_000;

    private final HandOffs all;
    private volatile boolean flag;

    MonitorHandOffs(HandOffs all) {
        this.all = all;
    }

    boolean make(String kind) throws Exception {
        long now = System.nanoTime();
        switch (kind) {
            case "notify" -> notified(now, 0);
            case "notifyTimed" -> notified(now, HOURS_IN_MILLIS);
            case "contended" -> contended(now);
            case "heldBySleeper" -> heldBySleeper(now);
            case "start" -> start(now);
            case "joinTimed" -> joinTimed(now);
            case "interrupt" -> interrupt(now);
            case "waitTimeout" -> waitTimeout(now);
            case "notifyOrTimeout" -> notifyOrTimeout(now);
            case "yieldUntil" -> until(now, true);
            case "spinUntil" -> until(now, false);
            case "afterSpin" -> afterSpin();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void notified(long now, long millis) throws InterruptedException {
        Object monitor = new Object();
        boolean[] done = {false};
        all.pool.execute(
                () -> {
                    all.burn();
                    synchronized (monitor) {
                        done[0] = true;
                        monitor.notifyAll();
                        all.burn();
                    }
                });
        synchronized (monitor) {
            while (!done[0]) {
                monitor.wait(millis);
            }
        }
        all.at("notify", now);
    }

    private void contended(long now) throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            all.pool.execute(
                    () -> {
                        for (int k = 0; k < 5; k++) {
                            synchronized (monitor) {
                                all.burn();
                                Thread.yield();
                            }
                        }
                        all.at("contended", now);
                        done.countDown();
                    });
        }
        if (!done.await(3, TimeUnit.HOURS)) {
            all.note("contended", "lost");
        }
        all.at("contended", now);
    }

    /** One sleeps with the monitor, another waits for it: exactly that long. */
    private void heldBySleeper(long now) throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(2);
        int millis = 1 + all.below(3);
        long then = now + millis * 1_000_000L;
        all.pool.execute(
                () -> {
                    synchronized (monitor) {
                        taken.countDown();
                        try {
                            Thread.sleep(millis);
                        } catch (InterruptedException e) {
                            all.note("heldBySleeper", "interrupted");
                        }
                        all.burn();
                    }
                    done.countDown();
                });
        taken.await();
        all.pool.execute(
                () -> {
                    synchronized (monitor) {
                        all.at("heldBySleeper", then);
                    }
                    done.countDown();
                });
        if (!done.await(3, TimeUnit.HOURS)) {
            all.note("heldBySleeper", "lost");
        }
        all.at("heldBySleeper", then);
    }

    private void start(long now) throws InterruptedException {
        Thread thread =
                new Thread(
                        () -> {
                            all.at("start", now);
                            all.burn();
                        });
        thread.start();
        thread.join();
        all.at("start", now);
    }

    private void joinTimed(long now) throws InterruptedException {
        Thread thread = new Thread(all::burn);
        thread.start();
        thread.join(HOURS_IN_MILLIS);
        all.at("joinTimed", now);
    }

    private void interrupt(long now) {
        Thread me = Thread.currentThread();
        int how = all.below(3);
        all.pool.execute(
                () -> {
                    all.burn();
                    me.interrupt();
                });
        try {
            Object monitor = new Object();
            switch (how) {
                case 0 -> Thread.sleep(HOURS_IN_MILLIS);
                case 1 -> {
                    synchronized (monitor) {
                        monitor.wait(HOURS_IN_MILLIS);
                    }
                }
                default -> {
                    boolean unused = new CountDownLatch(1).await(1, TimeUnit.HOURS);
                }
            }
            all.note("interrupt", "lost in " + how);
        } catch (InterruptedException e) {
            all.at("interrupt", now);
        }
    }

    private void waitTimeout(long now) throws InterruptedException {
        Object monitor = new Object();
        int millis = 1 + all.below(4);
        long then = now + millis * 1_000_000L;
        synchronized (monitor) {
            while (System.nanoTime() < then) {
                monitor.wait((then - System.nanoTime() + 999_999) / 1_000_000);
            }
        }
        all.at("waitTimeout", then);
        if (Thread.interrupted()) {
            all.note("waitTimeout", "a stray interrupt");
        }
    }

    /** Notified at the very instant at which the wait is over anyway. */
    private void notifyOrTimeout(long now) throws InterruptedException {
        Object monitor = new Object();
        long then = now + 1_000_000;
        all.pool.execute(
                () -> {
                    try {
                        Thread.sleep(1);
                    } catch (InterruptedException e) {
                        all.note("notifyOrTimeout", "interrupted");
                    }
                    synchronized (monitor) {
                        monitor.notifyAll();
                        all.burn();
                    }
                });
        synchronized (monitor) {
            while (System.nanoTime() < then) {
                monitor.wait(1);
            }
        }
        all.at("notifyOrTimeout", then);
    }

    private void until(long now, boolean yields) {
        flag = false;
        all.pool.execute(
                () -> {
                    all.burn();
                    flag = true;
                });
        while (!flag) {
            if (yields) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
        all.at(yields ? "yieldUntil" : "spinUntil", now);
    }

    /** A clock that went on for one that spun stands still again once that one has slept. */
    private void afterSpin() throws InterruptedException {
        long until = System.nanoTime() + 3_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        Thread.sleep(1);
        long then = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            if (System.nanoTime() != then) {
                all.note("afterSpin", "the clock went on");
                return;
            }
        }
    }
}
