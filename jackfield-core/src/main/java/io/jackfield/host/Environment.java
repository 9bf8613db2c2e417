package io.jackfield.host;

import io.jackfield.link.Network;
import io.jackfield.process.Scheduler;

/** What a host needs of the world that it is in: links, threads, time, and the order of things. */
public interface Environment extends Network, Scheduler {
    @Override
    long nowNanos();

    /** Starts a thread of the world that belongs to the host of that number. */
    default void start(int host, String name, Runnable body) {
        start(name, body);
    }

    /** How many batches a system call carries on before it hands the rest over. */
    int drainBudget();

    /**
     * The calling thread is about to enter a host.
     *
     * @throws IllegalStateException if it is not its turn
     */
    void requireTurn();

    /** A program or a ping is about to start: whatever the topology still owes is done now. */
    void settle();

    /** Addresses have changed, or who forwards: what {@link #settle} did may have to be redone. */
    void unsettle();
}
