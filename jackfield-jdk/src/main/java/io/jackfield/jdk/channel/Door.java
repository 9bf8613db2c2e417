package io.jackfield.jdk.channel;

import java.nio.channels.ClosedChannelException;

/** A channel of ours as a selector sees it: what {@code sun.nio.ch.SelChImpl} is in the JDK. */
interface Door {
    Descriptor descriptor();

    /** The POLL bits that stand for an interest set, in the channel's state. */
    int pollEvents(int interestOps);

    /** The ready operations that POLL bits mean for the interest set, in the channel's state. */
    int readyOps(int pollEvents, int interestOps);

    boolean isOpen();

    boolean isBlocking();

    boolean isRegistered();

    default void ensureOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    /**
     * The channel is closed: gives the descriptor back, or leaves it until the last key is gone.
     */
    default void closeDescriptor() {
        if (!isBlocking() && isRegistered()) {
            descriptor().closeWhenUnregistered();
        } else {
            descriptor().close();
        }
    }

    /** The last key of a closed channel is gone: gives the descriptor back. */
    default void lastKeyGone() {
        if (!isOpen()) {
            descriptor().close();
        }
    }
}
