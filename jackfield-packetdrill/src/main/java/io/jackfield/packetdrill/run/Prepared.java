package io.jackfield.packetdrill.run;

import io.jackfield.posix.Syscalls;

import org.jspecify.annotations.Nullable;

/** A system call with its arguments, ready to be made. */
interface Prepared {
    /** Makes it. */
    long make(Syscalls os);

    /** In what the things that it filled in differ from the script; null if in nothing. */
    default @Nullable String difference(long result) {
        return null;
    }
}
