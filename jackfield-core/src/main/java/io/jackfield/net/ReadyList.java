package io.jackfield.net;

import io.jackfield.entropy.Entropy;
import io.jackfield.entropy.Purpose;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The continuations that may run, in the order in which their threads were made, whatever order
 * they became ready in; a counted draw picks the next. Any thread adds; who carries takes.
 */
final class ReadyList {
    /** A continuation that may run. */
    static final class Task {
        final Strand strand;
        final Runnable continuation;

        /** Whether the thread goes on on another carrier, where it has waited. */
        final boolean isPinned;

        private boolean isSpinning;

        Task(Strand strand, Runnable continuation, boolean isPinned) {
            this.strand = strand;
            this.continuation = continuation;
            this.isPinned = isPinned;
        }
    }

    private final Queue<Task> arrivals = new ConcurrentLinkedQueue<>();
    private final List<Task> sorted = new ArrayList<>();
    private final long stream;
    private int spinning;
    private long decisions;
    private long hash = 17;
    private volatile long transitions;

    ReadyList(long seed) {
        stream = Entropy.stream(seed, Purpose.SCHEDULE, 0, 0);
    }

    void add(Strand strand, Runnable continuation) {
        arrivals.add(new Task(strand, continuation, false));
    }

    /** A thread that waits in a frame that cannot be left; {@code swap} has its carrier go on. */
    void addPinned(Strand strand, Runnable swap) {
        arrivals.add(new Task(strand, swap, true));
    }

    /** Takes in what has arrived. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only who carries writes it
    void gather() {
        for (Task task = arrivals.poll(); task != null; task = arrivals.poll()) {
            if (!task.strand.isYielding()) {
                transitions++;
            }
            if (task.strand.isSpinning()) {
                task.isSpinning = true;
                spinning++;
            }
            sorted.add(Guard.SORTED_READY.isOn() ? placeOf(task) : sorted.size(), task);
        }
    }

    private int placeOf(Task task) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).strand.index() <= task.strand.index()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    long transitions() {
        return transitions;
    }

    boolean isEmpty() {
        return sorted.isEmpty();
    }

    int size() {
        return sorted.size();
    }

    /** Whether none but those that spin could run: time has to pass for them. */
    boolean onlySpins() {
        return spinning > 0 && spinning == sorted.size();
    }

    /** Time has passed: those that spin may look again. */
    void lookAgain() {
        sorted.forEach(task -> task.isSpinning = false);
        spinning = 0;
    }

    /** Picks one, at a time of the world's; null if there is none. */
    @Nullable Task take(long nowNanos) {
        int size = sorted.size();
        if (size == 0) {
            return null;
        }
        int pick = size == 1 ? 0 : (int) Entropy.below(Entropy.draw(stream, decisions), size);
        decisions++;
        Task task = sorted.remove(pick);
        hash = ((hash * 31 + nowNanos) * 31 + task.strand.index()) * 31 + size;
        if (task.isSpinning) {
            spinning--;
        }
        return task;
    }

    long decisions() {
        return decisions;
    }

    /** Of all picks so far: when, which thread, out of how many. */
    long hash() {
        return hash;
    }
}
