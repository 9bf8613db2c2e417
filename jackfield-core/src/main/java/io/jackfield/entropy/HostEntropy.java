package io.jackfield.entropy;

/** The chance and the secrets of one host; guarded by the host's lock. */
public final class HostEntropy {
    private static final int PURPOSES = Purpose.values().length;

    private final long seed;
    private final int hostNumber;
    private final long[] drawn = new long[PURPOSES];

    public HostEntropy(long seed, int hostNumber) {
        this.seed = seed;
        this.hostNumber = hostNumber;
    }

    /** The n-th secret of the host for a purpose: always the same. */
    public long secret(Purpose purpose, int n) {
        return Entropy.draw(seed, purpose, hostNumber, -1, n);
    }

    /** The next draw for a purpose. */
    public long next(Purpose purpose) {
        return Entropy.draw(seed, purpose, hostNumber, 0, drawn[purpose.ordinal()]++);
    }

    /** The next draw for a purpose, in [0, bound). */
    public int below(Purpose purpose, int bound) {
        return (int) Entropy.below(next(purpose), bound);
    }

    /** The next draw for a purpose, in [0, 1). */
    public double uniform(Purpose purpose) {
        return Entropy.uniform(next(purpose));
    }
}
