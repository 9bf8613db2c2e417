package io.jackfield.link;

/** The Markov chains of {@code loss state} and {@code loss gemodel}, with the state they are in. */
final class LossChain {
    private enum State {
        RECEIVED,
        RECEIVED_IN_BURST,
        LOST_IN_BURST,
        LOST_ALONE
    }

    private State state = State.RECEIVED;
    private boolean bad;

    private long p13;
    private long p31;
    private long p32;
    private long p23;
    private long p14;
    private long goodToBad;
    private long badToGood;
    private long lossInBad;
    private long lossInGood;

    void set(Loss.State model) {
        p13 = scaled(model.p13());
        p31 = scaled(model.p31());
        p32 = scaled(model.p32());
        p23 = scaled(model.p23());
        p14 = scaled(model.p14());
    }

    void set(Loss.GilbertElliott model) {
        goodToBad = scaled(model.p());
        badToGood = scaled(model.r());
        lossInBad = scaled(model.lossInBad());
        lossInGood = scaled(model.lossInGood());
    }

    /** Moves the chain of four states by one packet; it is the state moved to that loses. */
    boolean loses(long draw) {
        switch (state) {
            case RECEIVED -> {
                if (draw < p14) {
                    state = State.LOST_ALONE;
                } else if (draw < p14 + p13) {
                    state = State.LOST_IN_BURST;
                }
            }
            case RECEIVED_IN_BURST -> {
                if (draw < p23) {
                    state = State.LOST_IN_BURST;
                }
            }
            case LOST_IN_BURST -> {
                if (draw < p32) {
                    state = State.RECEIVED_IN_BURST;
                } else if (draw < p32 + p31) {
                    state = State.RECEIVED;
                }
            }
            case LOST_ALONE -> state = State.RECEIVED;
        }
        return state == State.LOST_IN_BURST || state == State.LOST_ALONE;
    }

    /** Moves Gilbert and Elliott's chain; it is the state moved from that loses. */
    boolean loses(long transition, long loss) {
        if (bad) {
            bad = transition >= badToGood;
            return loss < lossInBad;
        }
        bad = transition < goodToBad;
        return loss < lossInGood;
    }

    /** So that a draw of 32 bits is below it with exactly this probability. */
    private static long scaled(double share) {
        return Math.round(share * 0x1p32);
    }
}
