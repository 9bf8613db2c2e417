package io.jackfield.agent.time;

import java.util.concurrent.locks.LockSupport;

/** A program that ends while daemons of it go on, which no interrupt ends. */
public final class LeavesThreads {
    private LeavesThreads() {}

    public static void main(String[] arguments) throws InterruptedException {
        daemon(() -> LockSupport.parkNanos(100));
        daemon(Thread::yield);
        daemon(
                () -> {
                    try {
                        LockSupport.parkNanos(1_000);
                    } catch (Error e) {
                        System.out.println("goes on after " + e);
                    }
                });
        Thread.ofVirtual().start(() -> forever(() -> LockSupport.parkNanos(1_000_000)));
        Thread.sleep(1);
    }

    private static void daemon(Runnable step) {
        Thread thread = new Thread(() -> forever(step));
        thread.setDaemon(true);
        thread.start();
    }

    private static void forever(Runnable step) {
        while (true) {
            step.run();
        }
    }
}
