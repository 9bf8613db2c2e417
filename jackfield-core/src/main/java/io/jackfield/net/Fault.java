package io.jackfield.net;

import io.jackfield.link.Direction;
import io.jackfield.link.PacketRule;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A fault for chosen packets that is in force until it is ended. */
public final class Fault implements AutoCloseable {
    private final Supplier<List<Direction>> where;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Direction> directions = List.of();
    private PacketRule rule;
    private boolean isOver;

    Fault(Supplier<List<Direction>> where, PacketRule rule) {
        this.where = where;
        this.rule = rule;
    }

    void begin() {
        lock.lock();
        try {
            if (!isOver) {
                directions = where.get();
                directions.forEach(direction -> direction.add(rule));
            }
        } finally {
            lock.unlock();
        }
    }

    /** For the first {@code count} matching packets from now on, or from its beginning. */
    public Fault first(long count) {
        return replace(rule.first(count));
    }

    /** For the {@code number}-th matching packet, counted from 1 from now on. */
    public Fault nth(long number) {
        return replace(rule.nth(number));
    }

    private Fault replace(PacketRule limited) {
        lock.lock();
        try {
            if (!isOver) {
                PacketRule old = rule;
                directions.forEach(direction -> direction.add(limited));
                directions.forEach(direction -> direction.remove(old));
            }
            rule = limited;
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** How many packets it has befallen. */
    public long count() {
        lock.lock();
        try {
            return rule.applications();
        } finally {
            lock.unlock();
        }
    }

    /** Ends it; one that has not begun never will. */
    @Override
    public void close() {
        lock.lock();
        try {
            isOver = true;
            directions.forEach(direction -> direction.remove(rule));
        } finally {
            lock.unlock();
        }
    }
}
