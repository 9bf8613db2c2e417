package io.jackfield.net;

import io.jackfield.time.Event;

import java.util.concurrent.atomic.AtomicBoolean;

/** A park in a frame that a continuation cannot leave; it keeps its carrier. */
final class PinnedWait extends Event {
    final Strand strand;
    private final Bearer carrier;
    private final Carriers carriers;
    private final ReadyList ready;
    private final AtomicBoolean isOver = new AtomicBoolean();

    PinnedWait(Strand strand, Bearer carrier, Carriers carriers, ReadyList ready) {
        this.strand = strand;
        this.carrier = carrier;
        this.carriers = carriers;
        this.ready = ready;
    }

    /** Lets it compete with the others that may run; only once. */
    void end() {
        if (isOver.compareAndSet(false, true)) {
            ready.addPinned(strand, () -> carriers.swap(carrier));
        }
    }

    /** Its deadline. */
    @Override
    public void occur(long nowNanos) {
        end();
    }
}
