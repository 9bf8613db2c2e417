package io.jackfield.time;

/** What can stand in a {@link DueHeap}: it remembers where. */
abstract class Queued {
    static final int NOWHERE = Integer.MIN_VALUE;

    /** Index in the heap if not negative; the wheel uses other negative numbers for its slots. */
    int place = NOWHERE;
}
