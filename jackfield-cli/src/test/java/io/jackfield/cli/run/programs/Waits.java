package io.jackfield.cli.run.programs;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Waits, in one way or another, without end. */
public final class Waits {
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Waits() {}

    public static void main(String[] arguments) throws InterruptedException {
        switch (arguments[0]) {
            case "hours" -> hours();
            case "deadlock" -> deadlock();
            default -> spin();
        }
    }

    private static void hours() throws InterruptedException {
        for (int hours = 1; ; hours += 8) {
            System.out.println(hours + " " + NEVER.await(hours == 1 ? 1 : 8, TimeUnit.HOURS));
        }
    }

    private static void deadlock() {
        ReentrantLock first = new ReentrantLock();
        ReentrantLock second = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        new Thread(() -> lockBoth(first, second, both), "other").start();
        lockBoth(second, first, both);
    }

    private static void lockBoth(ReentrantLock own, ReentrantLock other, CountDownLatch both) {
        own.lock();
        both.countDown();
        try {
            both.await();
            System.out.println("both " + NEVER.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        other.lock();
    }

    @SuppressWarnings("StatementWithEmptyBody")
    private static void spin() {
        while (true) {
            // nothing that anybody could see
        }
    }
}
