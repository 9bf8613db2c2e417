package io.jackfield.net;

import io.jackfield.time.Event;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The end of a sleep or of a timed wait; an event of the world among the others. */
final class ThreadTimer extends Event implements Future<@Nullable Object> {
    private final Timeline timeline;
    private final Runnable action;
    private volatile State state = State.RUNNING;

    ThreadTimer(Timeline timeline, Runnable action) {
        this.timeline = timeline;
        this.action = action;
    }

    @Override
    public void occur(long nowNanos) {
        state = State.SUCCESS;
        action.run();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        if (isDone()) {
            return false;
        }
        state = State.CANCELLED;
        timeline.cancel(this);
        return true;
    }

    @Override
    public boolean isCancelled() {
        return state == State.CANCELLED;
    }

    @Override
    public boolean isDone() {
        return state != State.RUNNING;
    }

    @Override
    public @Nullable Object get() {
        throw new UnsupportedOperationException("nobody waits for a timer");
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit) {
        return get();
    }
}
