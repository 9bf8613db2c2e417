package io.jackfield.jdk.async;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The one operation of a direction: under way, or refused for good after it was given up. */
final class Turn {
    private enum State {
        FREE,
        TAKEN,
        KILLED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.FREE);
    private final String killed;
    private final Supplier<RuntimeException> taken;

    /** A turn, with what is thrown when it was killed, and when it is taken. */
    Turn(String killed, Supplier<RuntimeException> taken) {
        this.killed = killed;
        this.taken = taken;
    }

    void take() {
        while (!state.compareAndSet(State.FREE, State.TAKEN)) {
            check();
        }
    }

    /** Throws if nobody can take it now. */
    void check() {
        switch (state.get()) {
            case FREE -> {
                return;
            }
            case TAKEN -> throw taken.get();
            case KILLED -> throw new IllegalStateException(killed);
        }
    }

    void give() {
        state.compareAndSet(State.TAKEN, State.FREE);
    }

    /** An operation timed out or was cancelled: nobody knows how far it got. */
    void kill() {
        state.set(State.KILLED);
    }
}
