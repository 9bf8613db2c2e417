package io.jackfield.cli.explore;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What is still to be done. */
final class Work {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Task> tasks = new ArrayDeque<>();

    /** First of all. */
    void first(Task task) {
        lock.lock();
        try {
            tasks.addFirst(task);
        } finally {
            lock.unlock();
        }
    }

    void last(Task task) {
        lock.lock();
        try {
            tasks.addLast(task);
        } finally {
            lock.unlock();
        }
    }

    /** The next, of so many seeds at most; null if there is none. */
    @Nullable Task next(int most) {
        lock.lock();
        try {
            Task task = tasks.pollFirst();
            if (task instanceof Task.Run(int test, SeedRange seeds) && seeds.size() > most) {
                long middle = seeds.from() + most;
                tasks.addFirst(new Task.Run(test, new SeedRange(middle, seeds.to())));
                return new Task.Run(test, new SeedRange(seeds.from(), middle - 1));
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** What is left of a range without others. */
    static List<SeedRange> without(SeedRange all, List<SeedRange> done) {
        List<SeedRange> left = List.of(all);
        for (SeedRange each : done) {
            List<SeedRange> next = new ArrayList<>();
            for (SeedRange part : left) {
                if (each.to() < part.from() || each.from() > part.to()) {
                    next.add(part);
                    continue;
                }
                if (part.from() < each.from()) {
                    next.add(new SeedRange(part.from(), each.from() - 1));
                }
                if (each.to() < part.to()) {
                    next.add(new SeedRange(each.to() + 1, part.to()));
                }
            }
            left = next;
        }
        return left;
    }
}
