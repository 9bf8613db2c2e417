package io.jackfield.linux.differential;

import io.jackfield.posix.Syscalls;

import java.util.List;

/**
 * One system call of a program, that can be made again and again, on any kernel.
 *
 * @param kind the name of the call, for counting
 * @param process who makes it, by number
 * @param java the call as a statement of Java
 * @param sleep whether a call that may sleep minds others that sleep
 * @param on what it may sleep on
 */
record Step(String kind, int process, String java, Sleep sleep, List<Fd> on, Call call) {
    /** Makes the call, and says all that it answered. */
    @FunctionalInterface
    interface Call {
        String make(Run run, Syscalls os);
    }

    /** What a call may sleep for. */
    enum Sleep {
        /** Never sleeps. */
        NEVER,
        /** For octets or room; nobody else may on the same socket, since either might get them. */
        TRANSFER,
        /** Behind others: who came first goes first. */
        IN_TURN,
        /** For readiness, which others that sleep might take away. */
        READINESS
    }

    Step(String kind, int process, String java, Call call) {
        this(kind, process, java, Sleep.NEVER, List.of(), call);
    }

    @Override
    public String toString() {
        return java;
    }
}
