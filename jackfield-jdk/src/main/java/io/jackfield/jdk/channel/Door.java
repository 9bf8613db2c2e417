package io.jackfield.jdk.channel;

/** A channel of ours as a selector sees it: what {@code sun.nio.ch.SelChImpl} is in the JDK. */
interface Door {
    Descriptor descriptor();

    /** The POLL bits that stand for an interest set, in the channel's state. */
    int pollEvents(int interestOps);

    /** The ready operations that POLL bits mean for the interest set, in the channel's state. */
    int readyOps(int pollEvents, int interestOps);

    /** The last key of a closed channel is gone: gives the descriptor back. */
    void lastKeyGone();
}
