package io.jackfield.host;

import io.jackfield.file.HostLock;
import io.jackfield.file.Sleeper;
import io.jackfield.file.SleeperList;
import io.jackfield.file.WakeList;
import io.jackfield.process.Scheduler;
import io.jackfield.time.Deadline;

/** Whether a host stands still, and the threads that have come to a call of it meanwhile. */
final class Pause {
    private final HostLock lock;
    private final Scheduler scheduler;
    private final WakeList wakeList;
    private final SleeperList held = new SleeperList();
    private volatile boolean isOn;

    Pause(HostLock lock, Scheduler scheduler, WakeList wakeList) {
        this.lock = lock;
        this.scheduler = scheduler;
        this.wakeList = wakeList;
    }

    /** May be asked without the lock. */
    boolean isOn() {
        return isOn;
    }

    /** Under the lock. */
    void begin() {
        isOn = true;
    }

    /** Under the lock: the threads are woken when it is given back. */
    void end() {
        isOn = false;
        held.endAll(Sleeper.Cause.EVENT, wakeList);
    }

    /** Gives the lock up until the pause is over. */
    void await() {
        while (isOn) {
            Sleeper sleeper = new Sleeper(Thread.currentThread(), "a host that is paused");
            held.add(sleeper);
            lock.unlock();
            sleep(sleeper);
            lock.lock();
            held.remove(sleeper);
        }
    }

    private void sleep(Sleeper sleeper) {
        boolean interrupted = false;
        try {
            while (!sleeper.isOver()) {
                interrupted |= Thread.interrupted(); // a thread that stands still notices nothing
                scheduler.await(sleeper, Deadline.NEVER);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
