package io.jackfield.agent.time;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A platform thread of a deterministic world is a platform thread, wherever one looks. */
class ThreadConformanceTest {
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
    private static final ThreadLocal<String> OWN = new ThreadLocal<>();

    private final List<String> failed = new ArrayList<>();
    private int probes;

    private void probe(String name, boolean holds) {
        probes++;
        if (!holds) {
            failed.add(name);
        }
    }

    @Test
    void everyProbeHolds() {
        Runs.run(
                1,
                () -> {
                    whoIsWho();
                    life();
                    anExtendedThread();
                    try {
                        references();
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                    parking();
                    locks();
                    interrupts();
                    groups();
                    pools();
                });
        System.out.println("Thread probe: " + (probes - failed.size()) + " of " + probes);
        assertThat(failed).isEmpty();
        assertThat(probes).isEqualTo(44);
    }

    private void whoIsWho() {
        Thread me = Thread.currentThread();
        probe("its name", me.getName().equals("main"));
        probe("it is not virtual", !me.isVirtual());
        probe("it is alive", me.isAlive());
        probe("it is no daemon", !me.isDaemon());
        probe("its own stack", me.getStackTrace()[1].getMethodName().equals("whoIsWho"));
        probe("its loader", me.getContextClassLoader() == getClass().getClassLoader());
        probe("all threads have it", Thread.getAllStackTraces().containsKey(me));
        probe("toString", me.toString().contains(",main,5,"));
    }

    private void life() throws Exception {
        INHERITED.set("parent's");
        OWN.set("mine");
        String[] got = new String[2];
        ThreadGroup group = new ThreadGroup("group");
        Thread thread =
                new Thread(
                        group,
                        () -> {
                            got[0] = INHERITED.get();
                            got[1] = OWN.get();
                        });
        probe("new", thread.getState() == Thread.State.NEW && !thread.isAlive());
        thread.start();
        thread.join();
        probe("what it inherits", "parent's".equals(got[0]));
        probe("what it does not", got[1] == null && "mine".equals(OWN.get()));
        probe("terminated", thread.getState() == Thread.State.TERMINATED && !thread.isAlive());
        boolean refused = false;
        try {
            thread.start();
        } catch (IllegalThreadStateException e) {
            refused = true;
        }
        probe("starts once", refused);
        probe("its group after its end", thread.getThreadGroup() == null);
        AtomicReference<Thread> uncaught = new AtomicReference<>();
        Thread thrower =
                new Thread(
                        () -> {
                            throw new IllegalStateException("wanted");
                        });
        thrower.setUncaughtExceptionHandler((t, _) -> uncaught.set(t));
        thrower.start();
        thrower.join();
        probe("uncaught", uncaught.get() == thrower);
        Thread old = new Thread(() -> got[0] = "ran interrupted " + Thread.interrupted());
        old.interrupt();
        old.start();
        old.join();
        probe("interrupted before its start", "ran interrupted true".equals(got[0]));
    }

    private static final class Extended extends Thread {
        private volatile Thread seen;
        private final Object monitor = new Object();

        Extended() {
            super("extended");
        }

        @Override
        public void run() {
            seen = Thread.currentThread();
            synchronized (monitor) {
                try {
                    monitor.wait();
                } catch (InterruptedException e) {
                    interrupt();
                }
            }
        }
    }

    private void anExtendedThread() throws Exception {
        Extended thread = new Extended();
        thread.setDaemon(true);
        thread.start();
        Thread.sleep(5);
        probe("it sees itself", thread.seen == thread);
        probe("waiting", thread.getState() == Thread.State.WAITING);
        probe("another is alive", thread.isAlive());
        probe("another's stack", thread.getStackTrace().length > 2);
        probe("another among all", Thread.getAllStackTraces().get(thread).length > 2);
        thread.join(10);
        probe("a join that takes too long", thread.isAlive());
        thread.interrupt();
        thread.join();
        probe("an interrupt ends a wait", !thread.isAlive());
    }

    private void references() throws Throwable {
        Thread me = Thread.currentThread();
        Supplier<Thread> current = Thread::currentThread;
        probe("a reference to currentThread", current.get() == me);
        LongSupplier clock = System::nanoTime;
        probe("a reference to nanoTime", clock.getAsLong() == System.nanoTime());
        probe("by reflection", Thread.class.getMethod("currentThread").invoke(null) == me);
        probe(
                "the clock by reflection",
                System.class.getMethod("nanoTime").invoke(null).equals(System.nanoTime()));
        Object found =
                MethodHandles.lookup()
                        .findStatic(
                                Thread.class, "currentThread", MethodType.methodType(Thread.class))
                        .invokeWithArguments();
        probe("by a method handle", found == me);
    }

    private void parking() throws Exception {
        Thread thread = new Thread(() -> LockSupport.park("blocker"));
        thread.start();
        Thread.sleep(1);
        probe("getBlocker", "blocker".equals(LockSupport.getBlocker(thread)));
        LockSupport.unpark(thread);
        thread.join(1000);
        probe("unpark", !thread.isAlive());
        boolean[] flag = {false};
        Thread spinner =
                new Thread(
                        () -> {
                            while (!isSet(flag)) {
                                Thread.onSpinWait();
                            }
                        });
        spinner.start();
        Thread.sleep(0, 50_000);
        set(flag);
        spinner.join();
        probe("spinning until another has slept", true);
    }

    private static synchronized boolean isSet(boolean[] flag) {
        return flag[0];
    }

    private static synchronized void set(boolean[] flag) {
        flag[0] = true;
    }

    private void locks() {
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        probe("the owner of a lock", lock.isHeldByCurrentThread());
        probe("its name in a lock", lock.toString().contains("by thread main"));
        Object monitor = new Object();
        synchronized (monitor) {
            probe("holdsLock", Thread.holdsLock(monitor));
        }
    }

    private void interrupts() {
        Thread me = Thread.currentThread();
        me.interrupt();
        probe("isInterrupted", me.isInterrupted());
        probe("interrupted", Thread.interrupted() && !me.isInterrupted());
        me.interrupt();
        try {
            Thread.sleep(10);
            probe("interrupts a sleep", false);
        } catch (InterruptedException e) {
            probe("interrupts a sleep", !me.isInterrupted());
        }
    }

    private void groups() throws Exception {
        ThreadGroup group = new ThreadGroup("another");
        CountDownLatch gate = new CountDownLatch(1);
        Thread thread = new Thread(group, gate::countDown);
        Thread waiting =
                new Thread(
                        group,
                        () -> {
                            try {
                                gate.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        waiting.start();
        probe("activeCount", group.activeCount() == 1);
        Thread[] found = new Thread[4];
        probe("enumerate", group.enumerate(found) == 1 && found[0] == waiting);
        thread.start();
        waiting.join();
        probe("a group without threads", group.activeCount() == 0);
    }

    private void pools() throws Exception {
        probe(
                "parallel streams",
                IntStream.range(0, 1000).parallel().map(i -> 2 * i).sum() == 999_000);
        probe(
                "in the common pool",
                ForkJoinPool.commonPool().submit(() -> ForkJoinTask.inForkJoinPool()).get());
        int[] depth = {0};
        Thread deep = new Thread(null, () -> depth[0] = depth(200_000), "deep", 64L << 20);
        deep.start();
        deep.join();
        probe("a large stack", depth[0] == 200_000);
        probe(
                "a child's child",
                Thread.ofVirtual().start(() -> {}).join(java.time.Duration.ofSeconds(1)));
    }

    private static int depth(int left) {
        return left == 0 ? 0 : 1 + depth(left - 1);
    }
}
