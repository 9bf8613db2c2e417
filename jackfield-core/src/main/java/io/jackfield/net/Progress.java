package io.jackfield.net;

import io.jackfield.time.Deadline;
import io.jackfield.time.Event;
import io.jackfield.time.VirtualClock;

import org.jspecify.annotations.Nullable;

/** How a deterministic world goes on, one thing at a time. For who has the baton. */
final class Progress {
    /** How far the clock goes on when all threads do nothing but look at it. */
    private static final long NAP_NANOS = 1_000;

    private final DeterministicEngine engine;
    private final ReadyList ready;
    private final Monitors monitors;
    private final Strands strands;
    private final VirtualClock clock;
    private volatile @Nullable Strand running;

    Progress(
            DeterministicEngine engine,
            ReadyList ready,
            Monitors monitors,
            Strands strands,
            VirtualClock clock) {
        this.engine = engine;
        this.ready = ready;
        this.monitors = monitors;
        this.strands = strands;
        this.clock = clock;
    }

    /** The thread that runs. */
    @Nullable Strand running() {
        return running;
    }

    void running(Strand strand) {
        running = strand;
    }

    /** Lets one thing happen: a thread runs until it sleeps, or an event occurs. */
    Outcome goOn(long untilNanos) {
        monitors.await();
        ready.gather();
        if (ready.onlySpins()) {
            return nap(untilNanos);
        }
        int size = ready.size();
        ReadyList.Task task = ready.take(clock.nowNanos());
        if (task == null) {
            return occur(untilNanos);
        }
        Trace trace = engine.trace;
        if (trace != null) {
            trace.picks(task.strand, size, clock.nowNanos());
        }
        run(task);
        if (trace != null) {
            trace.stops();
        }
        return Outcome.WENT_ON;
    }

    private void run(ReadyList.Task task) {
        Strand strand = task.strand;
        monitors.remove(strand);
        strand.resumes(Guard.SPIN_RESET.isOn() && !strand.isYielding());
        running = strand;
        engine.watch().count();
        try {
            task.continuation.run();
        } catch (Throwable thrown) {
            engine.failed(thrown); // of the scheduler itself: a thread's own ends with the thread
        }
        running = null;
        if (task.isPinned) {
            return; // long ago; others have run on this carrier's behalf since
        }
        strand.stops(clock.nowNanos());
        if (strand.hasEnded()) {
            strands.ends(strand);
        } else if (strand.isAtMonitor()) {
            monitors.add(strand);
        }
    }

    /** The earliest event, if it is due by then, and not the driver's. */
    private Outcome occur(long limitNanos) {
        Event event = engine.timeline.takeDue(limitNanos, false);
        if (event == null) {
            return engine.timeline.nextDueNanos() <= limitNanos ? Outcome.ACTION : Outcome.STILL;
        }
        jumpTo(engine.timeline.takenDueNanos());
        engine.watch().count();
        try {
            engine.happen(event);
        } catch (Throwable thrown) {
            engine.failed(thrown);
        }
        return Outcome.WENT_ON;
    }

    /** All threads only look at the clock: it goes on a little, or up to the next event. */
    private Outcome nap(long untilNanos) {
        long end = Deadline.after(clock.nowNanos(), NAP_NANOS);
        long limit = Math.min(end, untilNanos);
        Outcome came = occur(limit);
        if (came == Outcome.ACTION) {
            return came;
        }
        if (came == Outcome.STILL) {
            if (end > untilNanos) {
                return came;
            }
            jumpTo(end);
        }
        ready.lookAgain();
        return Outcome.WENT_ON;
    }

    void jumpTo(long nanos) {
        clock.jumpTo(Math.max(clock.nowNanos(), nanos));
    }
}
