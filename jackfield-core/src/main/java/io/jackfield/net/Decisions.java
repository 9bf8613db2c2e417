package io.jackfield.net;

/**
 * What the scheduler of a deterministic world decided: two runs that are the same have the same.
 *
 * @param count how often a thread was picked
 * @param hash of all picks: at which time, which thread, out of how many
 */
public record Decisions(long count, long hash) {
    @Override
    public String toString() {
        return count + " decisions, hash " + Long.toHexString(hash);
    }
}
