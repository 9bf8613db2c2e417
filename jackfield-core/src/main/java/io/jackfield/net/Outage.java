package io.jackfield.net;

import java.util.concurrent.locks.ReentrantLock;

/** Something that is out of order until this is closed. */
public final class Outage implements AutoCloseable {
    private final Runnable begin;
    private final Runnable end;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean hasBegun;
    private boolean isOver;

    Outage(Runnable begin, Runnable end) {
        this.begin = begin;
        this.end = end;
    }

    void begin() {
        lock.lock();
        try {
            if (!isOver) {
                hasBegun = true;
                begin.run();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; one that has not begun never will. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (hasBegun && !isOver) {
                end.run();
            }
            isOver = true;
        } finally {
            lock.unlock();
        }
    }
}
