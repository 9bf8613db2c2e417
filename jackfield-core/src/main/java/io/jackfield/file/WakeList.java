package io.jackfield.file;

import org.jspecify.annotations.Nullable;

/**
 * The sleepers whose sleep has been ended under a host's lock and whose threads are to be woken
 * after it is given back, in that order.
 */
public final class WakeList {
    private @Nullable Sleeper first;
    private @Nullable Sleeper last;

    /** Adds a sleeper whose {@link Sleeper#end} just answered true. */
    public void add(Sleeper sleeper) {
        assert sleeper.isOver() : "only a decided sleeper is woken";
        assert sleeper.nextToWake == null && sleeper != last : "woken once";
        if (last == null) {
            first = sleeper;
        } else {
            last.nextToWake = sleeper;
        }
        last = sleeper;
    }

    public boolean isEmpty() {
        return first == null;
    }

    /** Empties the list and answers its first sleeper; walk on with {@link #after}. */
    public @Nullable Sleeper takeAll() {
        Sleeper all = first;
        first = null;
        last = null;
        return all;
    }

    /** The sleeper to wake after this one; ask before waking this one. */
    public static @Nullable Sleeper after(Sleeper sleeper) {
        return sleeper.nextToWake;
    }
}
