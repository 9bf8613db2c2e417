package io.jackfield.file;

/** A sleeping thread in one wait queue; it leaves the queue when it is woken. */
public final class SleepEntry extends WaitEntry {
    private final Sleeper sleeper;
    private final WakeList wakes;
    private final int events;

    /**
     * @param events the POLL bits that end the sleep
     */
    public SleepEntry(Sleeper sleeper, WakeList wakes, int events, boolean exclusive) {
        super(exclusive);
        this.sleeper = sleeper;
        this.wakes = wakes;
        this.events = events;
    }

    /** A thread whose sleep is over already does not take the wake-up from those behind it. */
    @Override
    protected boolean wake(int readiness) {
        if ((readiness & events) == 0) {
            return false;
        }
        leaveQueue();
        if (!sleeper.end(Sleeper.Cause.EVENT)) {
            return false;
        }
        wakes.add(sleeper);
        return true;
    }

    /** A sleeping call holds a reference, so this is the queue of something that was ended. */
    @Override
    protected void fileReleased() {
        if (sleeper.end(Sleeper.Cause.EVENT)) {
            wakes.add(sleeper);
        }
    }
}
