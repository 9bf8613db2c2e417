package io.jackfield.tcp.receive;

import org.jspecify.annotations.Nullable;

/**
 * All that a receiver needs while data comes in, and an idle one does not: lent by the host's pool
 * when the first octet comes, given back when nothing waits for anything.
 */
final class Intake {
    final ReceiveQueue queue = new ReceiveQueue();
    final ReassemblyQueue held = new ReassemblyQueue();
    final DelayedAck acks = new DelayedAck();
    final ReceiveTuning tuning = new ReceiveTuning();
    final UrgentMark urgent = new UrgentMark();

    /** What came twice and is to be reported (RFC 2883 §4); equal if there is nothing. */
    int duplicateLeft;

    int duplicateRight;

    /** Octets of the segment before, if it was smaller than RMSS but may have been full; else 0. */
    int sizeBefore;

    /** The next one of the pool. */
    @Nullable Intake next;

    boolean hasDuplicate() {
        return duplicateLeft != duplicateRight;
    }

    /** Nothing waits: for the user, for a gap to close, to be acknowledged, or to be urgent. */
    boolean isIdle() {
        return queue.isEmpty()
                && held.isEmpty()
                && !acks.isWanted()
                && !hasDuplicate()
                && !urgent.isSet();
    }

    /** As new, for another connection; all slabs go back. */
    void clear() {
        queue.release();
        held.release();
        acks.clear();
        tuning.clear();
        urgent.clear();
        sizeBefore = 0;
        duplicateLeft = 0;
        duplicateRight = 0;
    }
}
