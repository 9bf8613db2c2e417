package io.jackfield.net;

import io.jackfield.time.Deadline;
import io.jackfield.time.VirtualClock;

import org.jspecify.annotations.Nullable;

/**
 * Waiting in frames that a continuation cannot leave: a native one, or a static initializer. The
 * thread keeps its carrier, and another one carries meanwhile.
 */
final class PinnedThreads {
    private final Carriers carriers;
    private final ReadyList ready;
    private final Monitors monitors;
    private final Progress progress;
    private final Timeline timeline;
    private final VirtualClock clock;

    /** The latest call of {@link Object#wait}. */
    private volatile @Nullable MonitorWait entering;

    PinnedThreads(
            Carriers carriers,
            ReadyList ready,
            Monitors monitors,
            Progress progress,
            Timeline timeline,
            VirtualClock clock) {
        this.carriers = carriers;
        this.ready = ready;
        this.monitors = monitors;
        this.progress = progress;
        this.timeline = timeline;
        this.clock = clock;
    }

    /** Parks; without an end if {@code nanos} is negative. */
    void park(Strand strand, long nanos) {
        PinnedWait wait = new PinnedWait(strand, carriers.holder(), carriers, ready);
        if (nanos >= 0) {
            timeline.schedule(wait, Deadline.after(clock.nowNanos(), nanos));
        }
        carriers.standAside(wait);
        timeline.cancel(wait);
        progress.running(strand);
    }

    /** Lets the thread run on that parks on this carrier. */
    void unpark(Thread thread) {
        Bearer carrier = carriers.of(thread);
        PinnedWait wait = carrier == null ? null : carrier.pinned;
        if (wait != null) {
            wait.end();
        }
    }

    /** The thread that runs calls {@link Object#wait}; without an end if it is negative. */
    void enters(Strand strand, Object monitor, long nanos) {
        entering = new MonitorWait(strand, monitor, nanos, carriers.holder());
    }

    /**
     * For the driver, from time to time: if the thread that runs has taken its carrier to sleep
     * with it, in {@link Object#wait}, another carrier goes on. Until then nothing can happen.
     */
    void takeOver() {
        MonitorWait wait = entering;
        if (wait == null || progress.running() != wait.strand || !wait.hasReleased()) {
            return;
        }
        entering = null;
        if (wait.nanos >= 0) {
            timeline.schedule(wait, Deadline.after(clock.nowNanos(), wait.nanos));
        }
        monitors.add(wait);
        carriers.resume();
    }

    /**
     * The thread has its monitor again. If another carries meanwhile it waits for its turn.
     *
     * @return whether an interrupt that ended the wait was ours, because its time was over
     */
    boolean leaves(Strand strand) {
        MonitorWait wait = monitors.pinned(strand);
        if (wait == null) {
            return false;
        }
        ready.addPinned(strand, () -> carriers.swap(wait.carrier));
        wait.isBack();
        carriers.awaitBaton(wait.carrier);
        monitors.remove(wait);
        timeline.cancel(wait);
        progress.running(strand);
        return wait.isTimedOut();
    }
}
