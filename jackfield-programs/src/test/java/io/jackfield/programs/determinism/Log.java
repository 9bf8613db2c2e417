package io.jackfield.programs.determinism;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What the programs of a world did, when, in the order in which they did it. */
final class Log {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lock.lock();
        try {
            lines.add(System.nanoTime() + " " + line);
        } finally {
            lock.unlock();
        }
    }

    /** How many lines contain something. */
    long count(String something) {
        return lines().stream().filter(line -> line.contains(something)).count();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String toString() {
        return String.join("\n", lines());
    }
}
