package io.jackfield.net;

import io.jackfield.file.LeafLock;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The real threads of a deterministic world, of which one at a time carries the others'
 * continuations: whoever has the baton. One is enough, unless threads wait in frames that a
 * continuation cannot leave; each of those keeps the carrier that it is on.
 */
final class Carriers {
    /** For programs that ask for large stacks: a continuation grows on its carrier's. */
    private static final long STACK_OCTETS = 64L << 20;

    private final Runnable life;
    private final Consumer<Thread> start;
    private final Runnable parkCarrier;

    /* Guarded by the baton. */
    private final ArrayDeque<Bearer> spare = new ArrayDeque<>();
    private @Nullable Bearer holder;

    private final LeafLock lock = new LeafLock();
    private final List<Bearer> all = new ArrayList<>();

    /** {@code life} is what each does once it has the baton for the first time. */
    Carriers(Runnable life, Consumer<Thread> start, Runnable parkCarrier) {
        this.life = life;
        this.start = start;
        this.parkCarrier = parkCarrier;
    }

    /** Who carries now. */
    Bearer holder() {
        Bearer now = holder;
        if (now == null) {
            throw new IllegalStateException("nobody carries");
        }
        return now;
    }

    boolean isCarrying(Thread thread) {
        Bearer now = holder;
        return now != null && now.thread() == thread;
    }

    /** Has a carrier that does nothing else go on. */
    void resume() {
        Bearer next = spare.poll();
        if (next == null) {
            next = newCarrier();
        }
        holder = next;
        next.give();
    }

    /** Hands the baton to the test's thread and waits until somebody gives it back. */
    void yieldTo(Bearer driver) {
        Bearer me = holder();
        spare.push(me);
        holder = null;
        driver.give();
        me.await();
    }

    /** The carrier that waits in a pinned frame goes on; this one waits to be needed again. */
    void swap(Bearer to) {
        Bearer me = holder();
        spare.push(me);
        holder = to;
        to.give();
        me.await();
    }

    /** Waits in a pinned frame, while another carries, until somebody swaps back. */
    void standAside(PinnedWait wait) {
        Bearer me = holder();
        me.pinned = wait;
        resume();
        awaitBaton(me);
        me.pinned = null;
    }

    /** Waits in a pinned frame until somebody swaps back to this carrier. */
    void awaitBaton(Bearer carrier) {
        carrier.await(parkCarrier);
    }

    private Bearer newCarrier() {
        Bearer made = new Bearer();
        Thread thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("jackfield-carrier")
                        .stackSize(STACK_OCTETS)
                        .unstarted(
                                () -> {
                                    made.await();
                                    life.run();
                                });
        made.bornBy(thread);
        lock.lock();
        try {
            all.add(made);
        } finally {
            lock.unlock();
        }
        start.accept(thread);
        return made;
    }

    /** The carrier with that thread; null if there is none. */
    @Nullable Bearer of(Thread thread) {
        lock.lock();
        try {
            for (Bearer each : all) {
                if (each.thread() == thread) {
                    return each;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Those that wait to be needed end, each with the baton. */
    void dismiss() {
        for (Bearer each = spare.poll(); each != null; each = spare.poll()) {
            each.give();
        }
    }
}
