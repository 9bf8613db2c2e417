package io.jackfield.port;

/** Where the choice of a port draws from: the host's entropy. */
@FunctionalInterface
public interface Chance {
    /** A number from 0 to {@code bound} − 1. */
    int below(int bound);
}
