package io.jackfield.time;

import org.jspecify.annotations.Nullable;

/**
 * All timers of one host: exact nanosecond deadlines, fired in (deadline, order of arming) order.
 * Arming for later only writes two fields; arming for earlier files the timer anew. Not
 * thread-safe.
 */
public final class TimerWheel {
    /*
     * Two parts. `near` is a heap that may hold any timer and gives the exact order. `far` is a
     * hierarchical wheel that holds only timers at or after its horizon, unordered within a slot.
     * When the heap's head reaches the horizon, the wheel's next slot is emptied into the heap.
     * A host with few timers never leaves the heap.
     */
    static final int FEW = 64;

    private final DueHeap near = new DueHeap();
    private @Nullable FarWheel far;
    private long sequence;
    private long nowNanos;

    /** Sets the timer's deadline; NEVER cancels. The same deadline again changes nothing. */
    public void arm(Timer timer, long deadlineNanos) {
        if (deadlineNanos == timer.deadlineNanos) {
            return;
        }
        if (deadlineNanos == Deadline.NEVER) {
            cancel(timer);
            return;
        }
        assert deadlineNanos >= 0 : "deadline " + deadlineNanos;
        timer.deadlineNanos = deadlineNanos;
        timer.sequence = sequence++;
        if (timer.place == Queued.NOWHERE) {
            file(timer);
        } else if (deadlineNanos <= timer.filedNanos) {
            unlink(timer);
            file(timer);
        }
    }

    /** Disarms the timer; nothing happens if it is not armed. */
    public void cancel(Timer timer) {
        if (timer.place != Queued.NOWHERE) {
            unlink(timer);
            timer.deadlineNanos = Deadline.NEVER;
        }
    }

    /**
     * When {@link #advance} is to be called next: the earliest deadline, or an earlier time because
     * a timer was armed for later since it was filed; NEVER if nothing is armed.
     */
    public long nextDeadlineNanos() {
        settle();
        return near.headDue();
    }

    /** Fires all timers that are due at {@code nowNanos}, also those armed meanwhile. */
    public void advance(long nowNanos) {
        this.nowNanos = nowNanos;
        while (true) {
            settle();
            if (near.headDue() > nowNanos || near.size() == 0) {
                return;
            }
            Timer timer = (Timer) near.head();
            assert timer != null;
            near.remove(timer);
            if (timer.deadlineNanos != timer.filedNanos) {
                file(timer);
            } else {
                timer.deadlineNanos = Deadline.NEVER;
                timer.fire(nowNanos);
            }
        }
    }

    /** How many timers are armed. */
    public int size() {
        return near.size() + (far == null ? 0 : far.size());
    }

    private void file(Timer timer) {
        timer.filedNanos = timer.deadlineNanos;
        // The first of all would come back to the heap at once.
        if (near.size() >= FEW && timer.filedNanos >= near.headDue()) {
            if (far == null) {
                far = new FarWheel();
            }
            if (far.size() == 0) {
                far.moveTo(nowNanos);
            }
            if (timer.filedNanos >= far.horizonNanos()) {
                far.link(timer);
                return;
            }
        }
        near.insert(timer, timer.filedNanos, timer.sequence);
    }

    private void unlink(Timer timer) {
        if (timer.place >= 0) {
            near.remove(timer);
        } else {
            assert far != null;
            far.unlink(timer);
        }
    }

    /** Makes sure that the heap's head, if there is one, is the earliest of all timers. */
    private void settle() {
        FarWheel wheel = far;
        if (wheel != null && wheel.size() > 0 && near.headDue() >= wheel.horizonNanos()) {
            refill(wheel);
        }
    }

    private void refill(FarWheel wheel) {
        while (wheel.size() > 0 && near.headDue() >= wheel.horizonNanos()) {
            Timer timer = wheel.takeFirstSlot();
            while (timer != null) {
                Timer following = timer.next;
                timer.next = null;
                timer.previous = null;
                timer.place = Queued.NOWHERE;
                timer.filedNanos = timer.deadlineNanos;
                if (timer.filedNanos >= wheel.horizonNanos()) {
                    wheel.link(timer);
                } else {
                    near.insert(timer, timer.filedNanos, timer.sequence);
                }
                timer = following;
            }
        }
    }
}
