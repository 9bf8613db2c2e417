package io.jackfield.jdk.channel;

import java.nio.channels.SelectionKey;
import java.util.Set;

/**
 * Takes the keys off a selector's cancelled-key set. AbstractSelector guards that set by its own
 * monitor and offers no other way, so this one class of ours enters a monitor: the JDK's.
 */
final class CancelledKeys {
    private static final SelectionKey[] NONE = new SelectionKey[0];

    private CancelledKeys() {}

    /** Empties the set and answers what was in it. */
    static SelectionKey[] take(Set<SelectionKey> cancelled) {
        synchronized (cancelled) {
            if (cancelled.isEmpty()) {
                return NONE;
            }
            SelectionKey[] taken = cancelled.toArray(NONE);
            cancelled.clear();
            return taken;
        }
    }
}
