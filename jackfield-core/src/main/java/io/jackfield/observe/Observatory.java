package io.jackfield.observe;

import org.jspecify.annotations.Nullable;

/**
 * Where a host's observations go. Nobody listens at first: then {@link #isListening()} is false and
 * no observation is built.
 */
public final class Observatory {
    private @Nullable Observer observer;

    public boolean isListening() {
        return observer != null;
    }

    /** Hands an observation to every listener. */
    public void observe(Observation observation) {
        if (observer != null) {
            observer.observe(observation);
        }
    }

    /** Adds a listener behind those there are. Under the host's lock. */
    public void add(Observer added) {
        Observer before = observer;
        observer =
                before == null
                        ? added
                        : observation -> {
                            before.observe(observation);
                            added.observe(observation);
                        };
    }
}
