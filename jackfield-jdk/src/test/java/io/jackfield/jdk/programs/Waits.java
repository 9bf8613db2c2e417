package io.jackfield.jdk.programs;

import java.util.concurrent.CountDownLatch;

/** Waits until it is interrupted. */
final class Waits {
    private Waits() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("waiting");
        new CountDownLatch(1).await();
    }
}
