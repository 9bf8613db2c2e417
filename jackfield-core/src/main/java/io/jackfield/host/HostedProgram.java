package io.jackfield.host;

import org.jspecify.annotations.Nullable;

/** A Java program on a host, as its owner sees it. */
public interface HostedProgram {
    /** Whether it has ended, with all its shutdown hooks. */
    boolean isEnded();

    /**
     * The exit status.
     *
     * @throws IllegalStateException if it has not ended
     */
    int status();

    /** What its main method threw; null if it threw nothing. */
    @Nullable Throwable thrown();

    /** SIGKILL: it ends at once with status 137. */
    void kill();
}
