package io.jackfield.link;

import io.jackfield.entropy.Entropy;
import io.jackfield.entropy.Purpose;
import io.jackfield.entropy.Tables;

import org.jspecify.annotations.Nullable;

/**
 * The chances of one direction: netem's settings, and what has to be remembered between packets.
 */
final class Impairments {
    /*
     * Draws are numbers of 32 bits, compared with a probability of the same scale, as in netem. The
     * n-th packet's draws depend on n alone; with a correlation, on those of earlier packets too.
     */
    private static final long ALL = 0xffff_ffffL;

    /** Set in the number of a second copy, whose draws are its own. */
    static final long COPY = 1L << 62;

    /*
     * Set in the number of a packet that passes although it was not meant to. Only its delay is drawn,
     * and nothing of it is remembered: those after it draw as if it had not passed.
     */
    static final long SPARED = 1L << 61;

    private static final Purpose[] PURPOSES = {
        Purpose.LOSS,
        Purpose.DELAY,
        Purpose.DUPLICATE,
        Purpose.REORDER,
        Purpose.CORRUPT,
        Purpose.CORRUPT_BIT,
        Purpose.LOSS_STATE,
        Purpose.SLOT
    };
    private static final int LOSS = 0;
    private static final int DELAY = 1;
    private static final int DUPLICATE = 2;
    private static final int REORDER = 3;
    private static final int CORRUPT = 4;
    private static final int CORRUPT_BIT = 5;
    private static final int LOSS_STATE = 6;
    private static final int SLOT = 7;

    private final long[] streams = new long[PURPOSES.length];
    private final long[] last = new long[PURPOSES.length];
    private final long[] correlations = new long[PURPOSES.length];
    private final LossChain chain = new LossChain();

    private Netem netem = Netem.NONE;
    private long duplicate;
    private long corrupt;
    private long reorder;
    private long loss;
    private short @Nullable [] table;

    /** How many packets in a row have waited since the last one that overtook. */
    private int waited;

    Impairments(long seed, long link, int way) {
        for (int i = 0; i < PURPOSES.length; i++) {
            streams[i] = Entropy.stream(seed, PURPOSES[i], link, way);
            last[i] = draw(i, -1);
        }
    }

    Netem netem() {
        return netem;
    }

    /** Changes the settings and keeps what is remembered. */
    void netem(Netem settings) {
        netem = settings;
        duplicate = scaled(settings.duplicate().probability());
        corrupt = scaled(settings.corrupt().probability());
        reorder = scaled(settings.reorder().chance().probability());
        table = settings.delay().distribution().table();
        correlations[DUPLICATE] = scaled(settings.duplicate().correlation());
        correlations[CORRUPT] = scaled(settings.corrupt().correlation());
        correlations[REORDER] = scaled(settings.reorder().chance().correlation());
        correlations[DELAY] = scaled(settings.delay().correlation());
        switch (settings.loss()) {
            case Loss.None _ -> loss = 0;
            case Loss.Random random -> {
                loss = scaled(random.probability());
                correlations[LOSS] = scaled(random.correlation());
            }
            case Loss.State state -> chain.set(state);
            case Loss.GilbertElliott model -> chain.set(model);
        }
    }

    boolean duplicates(long number) {
        return duplicate != 0 && duplicate >= correlated(DUPLICATE, number);
    }

    boolean loses(long number) {
        return switch (netem.loss()) {
            case Loss.None _ -> false;
            case Loss.Random _ -> loss != 0 && loss >= correlated(LOSS, number);
            case Loss.State _ -> chain.loses(draw(LOSS_STATE, number));
            case Loss.GilbertElliott _ -> chain.loses(draw(LOSS_STATE, number), draw(LOSS, number));
        };
    }

    boolean corrupts(long number) {
        return corrupt != 0 && corrupt >= correlated(CORRUPT, number);
    }

    /** 64 bits that say which bit of the packet flips. */
    long corruptedBit(long number) {
        return Entropy.draw(streams[CORRUPT_BIT], number);
    }

    /** Whether the packet goes at once, ahead of those that wait; else it counts as waiting. */
    boolean overtakes(long number) {
        int gap = netem.reorder().gap();
        if (gap == 0 || waited < gap - 1 || reorder < correlated(REORDER, number)) {
            waited++;
            return false;
        }
        waited = 0;
        return true;
    }

    /** The packet's own delay, which jitter can make negative. */
    long delayNanos(long number) {
        long mean = netem.delay().nanos();
        long jitter = netem.delay().jitterNanos();
        if (jitter == 0) {
            return mean;
        }
        long draw = correlated(DELAY, number);
        if (table == null) {
            return mean - jitter + Math.unsignedMultiplyHigh(draw << 32, 2 * jitter);
        }
        long deviation = table[(int) (draw & (Tables.SIZE - 1))];
        long fine = jitter % Tables.SCALE * deviation;
        fine += fine >= 0 ? Tables.SCALE / 2 : -Tables.SCALE / 2;
        return fine / Tables.SCALE + jitter / Tables.SCALE * deviation + mean;
    }

    /** Makes the draws of a packet that was meant to pass and does not. */
    void passOver(long number) {
        corrupts(number);
        if (!overtakes(number)) {
            delayNanos(number);
        }
    }

    /** How long after one slot the next begins. */
    long slotNanos(long number) {
        long min = netem.slot().minNanos();
        long span = netem.slot().maxNanos() - min;
        return min + Math.unsignedMultiplyHigh(draw(SLOT, number) << 32, span);
    }

    private long draw(int use, long number) {
        return Entropy.draw(streams[use], number & ~SPARED) >>> 32;
    }

    /** A draw that shares as much with the one before as the correlation says. */
    private long correlated(int use, long number) {
        long draw = draw(use, number);
        long rho = correlations[use];
        if (rho == 0) {
            return draw;
        }
        // Both products have 64 bits, and so has their sum: the weights add up to 2^32.
        long weight = rho + 1;
        long mixed = (draw * ((1L << 32) - weight) + last[use] * weight) >>> 32;
        if ((number & SPARED) == 0) {
            last[use] = mixed;
        }
        return mixed;
    }

    private static long scaled(double share) {
        return Math.round(share * ALL);
    }
}
