package io.jackfield.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The shutdown hooks of one program, with the JDK's rules and the JDK's complaints. */
final class ShutdownHooks {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Thread> hooks = new ArrayList<>();
    private boolean areRunning;

    /** Runtime.addShutdownHook. */
    void add(Thread hook) {
        lock.lock();
        try {
            refuseWhileRunning();
            if (hooks.stream().anyMatch(each -> each == hook)) {
                throw new IllegalArgumentException("Hook previously registered");
            }
            if (hook.isAlive()) {
                throw new IllegalArgumentException("Hook already running");
            }
            hooks.add(hook);
        } finally {
            lock.unlock();
        }
    }

    /** Runtime.removeShutdownHook. */
    boolean remove(Thread hook) {
        lock.lock();
        try {
            refuseWhileRunning();
            return hooks.removeIf(each -> each == hook);
        } finally {
            lock.unlock();
        }
    }

    private void refuseWhileRunning() {
        if (areRunning) {
            throw new IllegalStateException("Shutdown in progress");
        }
    }

    /** Starts them all at once; those that run. */
    List<Thread> start() {
        lock.lock();
        try {
            areRunning = true;
            hooks.forEach(Thread::start);
            return List.copyOf(hooks);
        } finally {
            lock.unlock();
        }
    }
}
