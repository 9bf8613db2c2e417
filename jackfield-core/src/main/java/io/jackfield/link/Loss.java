package io.jackfield.link;

/** How packets get lost by chance. */
public sealed interface Loss {
    /** They do not. */
    enum None implements Loss {
        NONE
    }

    /** Each packet alone with this probability; none for 0. */
    static Loss random(double probability) {
        return probability == 0 ? None.NONE : new Random(probability, 0);
    }

    /**
     * Each packet alone.
     *
     * @param correlation with the packet before; netem's manual advises against it
     */
    record Random(double probability, double correlation) implements Loss {
        public Random {
            Netem.requireShare(probability);
            Netem.require(probability > 0, "no loss is Loss.None");
            Netem.requireShare(correlation);
        }
    }

    /**
     * A Markov chain of four states: 1 received, 2 received within a burst, 3 lost within a burst,
     * 4 lost alone; {@code p13} is the probability of going from 1 to 3, and so on.
     */
    record State(double p13, double p31, double p32, double p23, double p14) implements Loss {
        public State {
            Netem.requireShare(p13);
            Netem.requireShare(p31);
            Netem.requireShare(p32);
            Netem.requireShare(p23);
            Netem.requireShare(p14);
        }
    }

    /**
     * Gilbert and Elliott's model of bursts: a good state in which a packet is lost with
     * probability {@code lossInGood} (1-k), a bad one with {@code lossInBad} (1-h).
     *
     * @param p from good to bad
     * @param r from bad to good
     */
    record GilbertElliott(double p, double r, double lossInBad, double lossInGood) implements Loss {
        public GilbertElliott {
            Netem.requireShare(p);
            Netem.requireShare(r);
            Netem.requireShare(lossInBad);
            Netem.requireShare(lossInGood);
        }

        /** The share of packets lost in the long run. */
        public double mean() {
            return p + r == 0 ? lossInGood : (p * lossInBad + r * lossInGood) / (p + r);
        }
    }
}
