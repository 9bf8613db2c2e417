package io.jackfield.net;

import io.jackfield.time.Event;

/** What a test wants done at a time; in a scripted world it runs in the test's own thread. */
final class Action extends Event {
    private final Runnable action;

    Action(Runnable action) {
        this.action = action;
    }

    @Override
    public void occur(long nowNanos) {
        action.run();
    }
}
