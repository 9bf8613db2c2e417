package io.jackfield.cli.check;

/**
 * A long wait of one thread.
 *
 * @param thread its name
 * @param sinceNanos when it began, in world time
 * @param seenNanos when it was last seen
 * @param site where
 */
record Wait(String thread, long sinceNanos, long seenNanos, Site site) {
    long nanos() {
        return seenNanos - sinceNanos;
    }
}
