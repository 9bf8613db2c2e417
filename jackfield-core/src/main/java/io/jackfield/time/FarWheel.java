package io.jackfield.time;

import org.jspecify.annotations.Nullable;

/** Eight wheels of 64 slots, the finest slot about a millisecond wide, the coarsest 146 years. */
final class FarWheel {
    /*
     * A timer stands on the level of the highest bit in which its tick differs from `position`, as in
     * Varghese and Lauck's scheme 7. Time need not pass tick by tick: `position` moves from occupied
     * slot to occupied slot, found in one word of bits per level. It may run ahead of the clock, since
     * the owner keeps everything before the horizon elsewhere.
     */
    private static final int TICK_SHIFT = 20;
    private static final int LEVELS = 8;

    private final @Nullable Timer[] slots = new Timer[LEVELS << 6];
    private final long[] occupied = new long[LEVELS];
    private long position;
    private long horizonNanos;
    private int size;

    int size() {
        return size;
    }

    /** The first nanosecond that this wheel is responsible for. */
    long horizonNanos() {
        return horizonNanos;
    }

    /** Starts an empty wheel anew at a time. */
    void moveTo(long timeNanos) {
        assert size == 0;
        position = timeNanos >>> TICK_SHIFT;
        horizonNanos = timeNanos;
    }

    void link(Timer timer) {
        assert timer.filedNanos >= horizonNanos;
        long tick = timer.filedNanos >>> TICK_SHIFT;
        int level = levelOf(tick ^ position);
        int index = (int) (tick >>> (level * 6)) & 63;
        int slot = (level << 6) | index;
        Timer head = slots[slot];
        timer.next = head;
        if (head != null) {
            head.previous = timer;
        }
        slots[slot] = timer;
        occupied[level] |= 1L << index;
        timer.place = ~slot;
        size++;
    }

    void unlink(Timer timer) {
        int slot = ~timer.place;
        Timer next = timer.next;
        Timer previous = timer.previous;
        if (next != null) {
            next.previous = previous;
        }
        if (previous != null) {
            previous.next = next;
        } else {
            slots[slot] = next;
            if (next == null) {
                occupied[slot >> 6] &= ~(1L << (slot & 63));
            }
        }
        timer.next = null;
        timer.previous = null;
        timer.place = Queued.NOWHERE;
        size--;
    }

    /**
     * Empties the first occupied slot, moves the position to it, and returns its chain. After a
     * slot of the finest level the horizon lies behind it, else at its start: the caller links the
     * rest again.
     */
    @Nullable Timer takeFirstSlot() {
        for (int level = 0; level < LEVELS; level++) {
            int current = (int) (position >>> (level * 6)) & 63;
            long ahead = occupied[level] & (-1L << current);
            if (ahead == 0) {
                continue;
            }
            int index = Long.numberOfTrailingZeros(ahead);
            int shift = level * 6;
            position = ((position >>> shift) & -64L | index) << shift;
            horizonNanos = level == 0 ? endOfTick(position) : position << TICK_SHIFT;
            return empty(level, index);
        }
        throw new AssertionError("no occupied slot, yet " + size + " timers");
    }

    private @Nullable Timer empty(int level, int index) {
        int slot = (level << 6) | index;
        Timer chain = slots[slot];
        slots[slot] = null;
        occupied[level] &= ~(1L << index);
        for (Timer timer = chain; timer != null; timer = timer.next) {
            size--;
        }
        return chain;
    }

    private static long endOfTick(long tick) {
        long end = (tick + 1) << TICK_SHIFT;
        return end < 0 ? Deadline.NEVER : end;
    }

    private static int levelOf(long difference) {
        return difference == 0 ? 0 : (63 - Long.numberOfLeadingZeros(difference)) / 6;
    }
}
