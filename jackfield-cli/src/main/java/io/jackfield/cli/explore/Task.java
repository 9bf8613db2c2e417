package io.jackfield.cli.explore;

/** What a worker does next; a test is its place in the list of tests. */
sealed interface Task {
    /** Seeds in a JVM that has run others. */
    record Run(int test, SeedRange seeds) implements Task {}

    /** A seed with which a JVM hung or died, in one of its own: was it the seed? */
    record Alone(int test, long seed) implements Task {}

    /** A seed that failed, once more in a JVM of its own, shrunk and captured. */
    record Explain(Found found) implements Task {}
}
