package io.jackfield.hooks.time;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Calls the hooks before the JDK does, so that nothing has to be loaded or linked in there. */
public final class WarmUp {
    private WarmUp() {}

    /** Does it, on a thread of no world. */
    public static void run() {
        try {
            Thread real = new Thread(() -> {}, "warm-up");
            ThreadHooks.start0Real(real);
            real.join();
            Thread virtual = Thread.ofVirtual().start(() -> {});
            virtual.join();
            for (Thread thread : new Thread[] {real, virtual, Thread.currentThread()}) {
                look(thread);
            }
            TimeHooks.localSeed(new AtomicLong(), 1);
            TimeHooks.seed(new AtomicLong(), 1);
            TimeHooks.probe(new AtomicInteger(), 1);
            TimeHooks.seedUniquifier();
            TimeHooks.asked(ForkJoinPool.commonPool());
            TimeHooks.nanoTime();
            TimeHooks.currentTimeMillis();
            TimeHooks.getNanoTimeAdjustment(0);
            TimeHooks.onSpinWait();
            waitInHook();
            ThreadHooks.currentThread();
            ThreadHooks.getThreads();
            ThreadHooks.findStatic(
                    MethodHandles.lookup(),
                    Thread.class,
                    "currentThread",
                    MethodType.methodType(Thread.class));
        } catch (Throwable e) {
            throw new IllegalStateException("the time hooks do not work on this JDK", e);
        }
    }

    private static void waitInHook() throws Throwable {
        Thread.currentThread().interrupt();
        try {
            TimeHooks.wait0(WarmUp.class, 1);
        } catch (InterruptedException | IllegalMonitorStateException expected) {
            Thread.interrupted();
        }
    }

    private static void look(Thread thread) throws Throwable {
        ThreadHooks.seen(thread);
        ThreadHooks.number(thread);
        ThreadHooks.parked(thread);
        if (!thread.isVirtual()) {
            ThreadHooks.eetop(thread);
            ThreadHooks.interrupted(thread);
            ThreadHooks.state(thread.getState(), thread);
        } else {
            TimeHooks.parks(thread);
            TimeHooks.yields(thread);
        }
    }
}
