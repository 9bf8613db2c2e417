package io.jackfield.tcp.open;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;

/**
 * Connections whose handshake is complete and that wait for accept, in the order of completion.
 *
 * @param <C> a connection
 */
public final class AcceptQueue<C> {
    private final ArrayDeque<C> waiting = new ArrayDeque<>(0);
    private int backlog;

    public AcceptQueue(int backlog) {
        this.backlog = backlog;
    }

    public int backlog() {
        return backlog;
    }

    /** listen() again: only the limit changes (LINUX.md 5). */
    public void backlog(int most) {
        backlog = most;
    }

    /** LINUX.md 1: one more than the backlog may wait. */
    public boolean isFull() {
        return waiting.size() > backlog;
    }

    public int size() {
        return waiting.size();
    }

    public void add(C connection) {
        waiting.add(connection);
    }

    /** The connection that has waited longest; null if none waits. */
    public @Nullable C poll() {
        return waiting.poll();
    }

    /** Takes out a connection that has died while it waited; false if it was not here. */
    public boolean remove(C connection) {
        return waiting.remove(connection);
    }
}
