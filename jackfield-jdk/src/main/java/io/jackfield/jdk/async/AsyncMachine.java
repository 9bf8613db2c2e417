package io.jackfield.jdk.async;

import java.nio.channels.spi.SelectorProvider;

/** The machine that a group of channels is on. */
public interface AsyncMachine {
    /** Who opens its channels. */
    SelectorProvider provider();

    /** Runs something on the calling thread as if it belonged there. */
    void run(Runnable body);
}
