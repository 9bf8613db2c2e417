package io.jackfield.file;

import org.jspecify.annotations.Nullable;

/** The threads of one process that sleep now, in the order they fell asleep. */
public final class SleeperList {
    private @Nullable Sleeper first;
    private @Nullable Sleeper last;

    public void add(Sleeper sleeper) {
        sleeper.previous = last;
        if (last == null) {
            first = sleeper;
        } else {
            last.next = sleeper;
        }
        last = sleeper;
    }

    public void remove(Sleeper sleeper) {
        if (sleeper.previous == null) {
            assert first == sleeper : "the sleeper is in this list";
            first = sleeper.next;
        } else {
            sleeper.previous.next = sleeper.next;
        }
        if (sleeper.next == null) {
            last = sleeper.previous;
        } else {
            sleeper.next.previous = sleeper.previous;
        }
        sleeper.previous = null;
        sleeper.next = null;
    }

    public boolean isEmpty() {
        return first == null;
    }

    /** The sleep that a thread is in, or null. */
    public @Nullable Sleeper of(Thread thread) {
        Sleeper sleeper = first;
        while (sleeper != null && sleeper.thread() != thread) {
            sleeper = sleeper.next;
        }
        return sleeper;
    }

    /** Ends every sleep that is not over yet. */
    public void endAll(Sleeper.Cause by, WakeList wakes) {
        for (Sleeper sleeper = first; sleeper != null; sleeper = sleeper.next) {
            if (sleeper.end(by)) {
                wakes.add(sleeper);
            }
        }
    }
}
