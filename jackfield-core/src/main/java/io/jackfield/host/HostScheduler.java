package io.jackfield.host;

import io.jackfield.file.Sleeper;
import io.jackfield.process.Scheduler;

/** The world's scheduler, with the host's name before those of its threads. */
final class HostScheduler implements Scheduler {
    private final String host;
    private final int number;
    private final Environment world;

    HostScheduler(String host, int number, Environment world) {
        this.host = host;
        this.number = number;
        this.world = world;
    }

    @Override
    public void await(Sleeper sleeper, long deadlineNanos) {
        world.await(sleeper, deadlineNanos);
    }

    @Override
    public void wake(Sleeper sleeper) {
        world.wake(sleeper);
    }

    @Override
    public void start(String name, Runnable body) {
        world.start(number, host + ":" + name, body);
    }

    @Override
    public long nowNanos() {
        return world.nowNanos();
    }
}
