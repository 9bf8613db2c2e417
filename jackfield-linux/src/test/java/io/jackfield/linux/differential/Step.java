package io.jackfield.linux.differential;

import io.jackfield.posix.Syscalls;

/**
 * One system call of a program, that can be made again and again, on any kernel.
 *
 * @param java the call as a line of Java
 * @param kind the name of the call, for counting
 */
record Step(String kind, String java, Call call) {
    /** Makes the call, and says all that it answered. */
    @FunctionalInterface
    interface Call {
        String make(Syscalls os, Names names);
    }

    @Override
    public String toString() {
        return java;
    }
}
