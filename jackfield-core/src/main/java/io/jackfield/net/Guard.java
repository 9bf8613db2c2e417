package io.jackfield.net;

import java.util.List;

/**
 * What keeps a deterministic world deterministic, each with a switch for the tests that show that
 * it is needed: {@code -Djackfield.without=DRAIN,SORTED_READY}.
 */
enum Guard {
    /** No decision while a monitor is on its way to a thread. */
    DRAIN,
    /** First those that a monitor was given to, then those that are being made ready. */
    DRAIN_ORDER,
    /** The pick is out of an order that does not depend on real time. */
    SORTED_READY,
    /** Who has slept does not spin. */
    SPIN_RESET;

    private final boolean isOn =
            !List.of(System.getProperty("jackfield.without", "").split(",")).contains(name());

    boolean isOn() {
        return isOn;
    }
}
