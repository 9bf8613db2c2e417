package io.jackfield.agent.time;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Hand-offs through what java.util.concurrent has. */
final class PoolHandOffs {
    static final String[] KINDS = {
        "executor",
        "commonPool",
        "condition",
        "unpark",
        "unparkFirst",
        "exchanger",
        "synchronousQueue",
        "barrier",
        "orTimeout",
        "semaphore",
        "readWriteLock",
        "virtual"
    };

    private final HandOffs all;

    PoolHandOffs(HandOffs all) {
        this.all = all;
    }

    boolean make(String kind) throws Exception {
        long now = System.nanoTime();
        switch (kind) {
            case "executor" -> executor(now);
            case "commonPool" -> commonPool(now);
            case "condition" -> condition(now);
            case "unpark" -> unpark(now);
            case "unparkFirst" -> unparkFirst(now);
            case "exchanger" -> exchanger(now);
            case "synchronousQueue" -> synchronousQueue(now);
            case "barrier" -> barrier(now);
            case "orTimeout" -> orTimeout(now);
            case "semaphore" -> semaphore(now);
            case "readWriteLock" -> readWriteLock(now);
            case "virtual" -> virtual(now);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void executor(long now) throws Exception {
        all.three
                .submit(
                        () -> {
                            all.at("executor", now);
                            all.burn();
                        })
                .get(3, TimeUnit.HOURS);
        all.at("executor", now);
    }

    private void commonPool(long now) throws Exception {
        CompletableFuture.runAsync(all::burn).thenRunAsync(all::burn).get(3, TimeUnit.HOURS);
        all.at("commonPool", now);
    }

    private void condition(long now) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        boolean[] done = {false};
        all.pool.execute(
                () -> {
                    all.burn();
                    lock.lock();
                    try {
                        done[0] = true;
                        condition.signal();
                        all.burn();
                    } finally {
                        lock.unlock();
                    }
                });
        lock.lock();
        try {
            while (!done[0]) {
                if (!condition.await(10, TimeUnit.HOURS)) {
                    all.note("condition", "lost");
                }
            }
        } finally {
            lock.unlock();
        }
        all.at("condition", now);
    }

    private void unpark(long now) {
        Thread me = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        all.pool.execute(
                () -> {
                    all.burn();
                    done.set(true);
                    LockSupport.unpark(me);
                    all.burn();
                });
        while (!done.get()) {
            LockSupport.parkNanos(TimeUnit.HOURS.toNanos(7));
        }
        all.at("unpark", now);
    }

    private void unparkFirst(long now) {
        LockSupport.unpark(Thread.currentThread());
        LockSupport.parkNanos(TimeUnit.HOURS.toNanos(7));
        all.at("unparkFirst", now);
    }

    private void exchanger(long now) throws Exception {
        Exchanger<Long> exchanger = new Exchanger<>();
        all.pool.execute(
                () -> {
                    try {
                        all.burn();
                        exchanger.exchange(now);
                    } catch (InterruptedException e) {
                        all.note("exchanger", "interrupted");
                    }
                });
        all.at("exchanger", exchanger.exchange(0L, 5, TimeUnit.HOURS));
    }

    private void synchronousQueue(long now) throws Exception {
        SynchronousQueue<Long> queue = new SynchronousQueue<>();
        all.pool.execute(
                () -> {
                    try {
                        all.burn();
                        if (!queue.offer(now, 5, TimeUnit.HOURS)) {
                            all.note("synchronousQueue", "nobody took it");
                        }
                    } catch (InterruptedException e) {
                        all.note("synchronousQueue", "interrupted");
                    }
                });
        Long got = queue.poll(9, TimeUnit.HOURS);
        all.at("synchronousQueue", got == null ? 0 : got);
    }

    private void barrier(long now) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(3);
        for (int i = 0; i < 2; i++) {
            all.pool.execute(
                    () -> {
                        try {
                            all.burn();
                            barrier.await(3, TimeUnit.HOURS);
                            all.at("barrier", now);
                        } catch (Exception e) {
                            all.note("barrier", e.toString());
                        }
                    });
        }
        barrier.await(3, TimeUnit.HOURS);
        all.at("barrier", now);
    }

    private void orTimeout(long now) throws Exception {
        CompletableFuture<Long> future = new CompletableFuture<Long>().orTimeout(1, TimeUnit.HOURS);
        all.pool.execute(
                () -> {
                    all.burn();
                    future.complete(now);
                });
        all.at("orTimeout", future.get(2, TimeUnit.HOURS));
    }

    private void semaphore(long now) throws Exception {
        Semaphore semaphore = new Semaphore(0, true);
        all.pool.execute(
                () -> {
                    all.burn();
                    semaphore.release();
                });
        if (!semaphore.tryAcquire(1, TimeUnit.HOURS)) {
            all.note("semaphore", "lost");
        }
        all.at("semaphore", now);
    }

    private void readWriteLock(long now) throws Exception {
        ReentrantReadWriteLock both = new ReentrantReadWriteLock(true);
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            Lock lock = i == 0 ? both.writeLock() : both.readLock();
            all.pool.execute(
                    () -> {
                        lock.lock();
                        try {
                            all.burn();
                        } finally {
                            lock.unlock();
                        }
                        done.countDown();
                    });
        }
        if (!done.await(4, TimeUnit.HOURS)) {
            all.note("readWriteLock", "lost");
        }
        all.at("readWriteLock", now);
    }

    private void virtual(long now) throws Exception {
        Thread thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    all.at("virtual", now);
                                    Thread.yield();
                                    all.burn();
                                });
        if (!thread.join(java.time.Duration.ofHours(2))) {
            all.note("virtual", "lost");
        }
        all.at("virtual", now);
    }
}
