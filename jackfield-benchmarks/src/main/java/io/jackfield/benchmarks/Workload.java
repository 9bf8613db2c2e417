package io.jackfield.benchmarks;

/** Something that is done again and again for a while, and how often it was done per second. */
@FunctionalInterface
interface Workload {
    /**
     * Runs at a place for about so long.
     *
     * @return units per second
     */
    double run(Place place, long millis) throws Exception;
}
