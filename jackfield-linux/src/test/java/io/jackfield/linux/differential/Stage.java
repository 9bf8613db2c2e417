package io.jackfield.linux.differential;

import io.jackfield.posix.Program;
import io.jackfield.posix.Syscalls;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A kernel that programs are played on, by one thread that makes the calls of all processes. */
interface Stage extends AutoCloseable {
    /** Starts a process that makes no call of its own; the first free descriptor is 3. */
    Syscalls start();

    /** What a process runs that makes no call of its own: it hands its calls over. */
    Program resident(Consumer<Syscalls> taker);

    /** Has a thread of its own make a call that may sleep. */
    Pending begin(Callable<String> call);

    /**
     * Waits until each call that was begun is over or asleep, and all that was sent has arrived.
     */
    void settle();

    /** Nothing of the program's is left that runs. Its processes have been told to exit. */
    void end();

    @Override
    void close();
}
