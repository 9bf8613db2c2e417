package io.jackfield.tcp.receive;

/** Whether to acknowledge at once or to wait for something to go along with (RFC 5681 §4.2). */
public final class DelayedAck {
    /*
     * Linux's rules. A connection starts by acknowledging at once, for as long as the peer may be in
     * slow start. It then waits for about the time between the peer's segments, 40 ms at the least
     * and 200 ms at the most. Once the user has answered data with data the connection is
     * interactive, and acknowledgments wait to be carried by the answer.
     */

    public static final long LEAST_NANOS = 40_000_000;
    private static final long TICK_NANOS = 1_000_000;
    public static final long MOST_NANOS = 200_000_000;
    private static final long MOST_INTERACTIVE_NANOS = 200_000_000;
    private static final long MOST_BULK_NANOS = 500_000_000;
    static final int MOST_QUICK = 16;
    private static final long NEVER = Long.MAX_VALUE;

    private long lastDataNanos;
    private long deadlineNanos = NEVER;

    /** The delay that suits the peer's rhythm; 0 before the first data. */
    private int timeoutNanos;

    private byte quick;
    private boolean isInteractive;
    private boolean isWanted;

    /** A short segment came, which the peer had no more data to fill. */
    private boolean sawPush;

    private boolean sawSecondPush;

    void clear() {
        lastDataNanos = 0;
        timeoutNanos = 0;
        quick = 0;
        isInteractive = false;
        sent();
    }

    /** An acknowledgment is owed. */
    public boolean isWanted() {
        return isWanted;
    }

    /** When the acknowledgment that is owed has waited long enough; NEVER if none waits. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    long timeoutNanos() {
        return timeoutNanos;
    }

    int quick() {
        return quick;
    }

    public boolean isInteractive() {
        return isInteractive;
    }

    public void interactive(boolean on) {
        isInteractive = on;
    }

    /** When data last came. */
    public long lastDataNanos() {
        return lastDataNanos;
    }

    /** Acknowledgments are due at once for now. */
    public boolean isQuick() {
        return quick > 0 && !isInteractive;
    }

    /** Something came that must be acknowledged soon. */
    public void want() {
        isWanted = true;
    }

    /** An acknowledgment is owed of what was no data; the user's first data may carry it. */
    public void await(long nowNanos) {
        isWanted = true;
        deadlineNanos = nowNanos + MOST_NANOS;
    }

    /** Data came in; in a short segment if the peer has no more for now. */
    void dataArrived(boolean isShort, int rmss, int wnd, long rtoNanos, long nowNanos) {
        isWanted = true;
        if (isShort) {
            sawSecondPush |= sawPush;
            sawPush = true;
        }
        if (timeoutNanos == 0) {
            beQuick(MOST_QUICK, rmss, wnd);
            timeoutNanos = (int) LEAST_NANOS;
        } else {
            long pause = nowNanos - lastDataNanos;
            if (pause <= LEAST_NANOS / 2) {
                timeoutNanos = timeoutNanos / 2 + (int) LEAST_NANOS / 2;
            } else if (pause < timeoutNanos) {
                timeoutNanos = (int) Math.min(timeoutNanos / 2 + pause, rtoNanos);
            } else if (pause > rtoNanos) {
                beQuick(MOST_QUICK, rmss, wnd); // the peer begins anew, with its initial window
            }
        }
        lastDataNanos = nowNanos;
    }

    private void beQuick(int most, int rmss, int wnd) {
        int segments = Math.max(2, wnd / (2 * Math.max(1, rmss)));
        quick = (byte) Math.max(quick, Math.min(segments, most));
    }

    /** The window opens: the peer should learn of it soon. */
    void stayQuick() {
        quick |= 1;
    }

    /** The peer has lost or repeats something: it needs to know at once where we are. */
    public void enterQuick(int most, int rmss, int wnd) {
        beQuick(most, rmss, wnd);
        isInteractive = false;
        timeoutNanos = (int) LEAST_NANOS;
    }

    /** The user sent data; soon after data came in, that is an answer. */
    public void dataSent(long nowNanos) {
        if (nowNanos - lastDataNanos < timeoutNanos) {
            isInteractive = true;
        }
    }

    /** The window is running short: the peer's pace is not what decides now. */
    public void stopQuick() {
        quick = 0;
    }

    /**
     * Lets the acknowledgment wait.
     *
     * @param srttNanos the smoothed round trip, 0 if unknown
     * @param mostNanos the longest that it may wait
     * @return true if it has waited so long by now that it should go at once
     */
    public boolean delay(long srttNanos, long mostNanos, long nowNanos) {
        if (timeoutNanos == 0 && deadlineNanos != NEVER) {
            return false;
        }
        long wait =
                timeoutNanos == 0 ? TICK_NANOS : timeoutNanos; // no data yet: no rhythm to wait for
        if (wait > LEAST_NANOS) {
            long most = isInteractive || sawPush ? MOST_INTERACTIVE_NANOS : MOST_BULK_NANOS;
            if (srttNanos != 0) {
                most = Math.min(most, Math.max(srttNanos, LEAST_NANOS));
            }
            wait = Math.min(wait, most);
        }
        wait = Math.min(wait, mostNanos);
        long deadline = nowNanos + wait;
        if (deadlineNanos != NEVER) {
            if (deadlineNanos <= nowNanos + wait / 4) {
                return true;
            }
            deadline = Math.min(deadline, deadlineNanos);
        }
        deadlineNanos = deadline;
        return false;
    }

    /**
     * Whether to acknowledge because the user has read all there was.
     *
     * @param isMuchUnacknowledged more than one full segment has not been acknowledged
     */
    public boolean isDueOnRead(boolean isMuchUnacknowledged, boolean hasReadAll) {
        return isWanted
                && (isMuchUnacknowledged
                        || (hasReadAll && (sawSecondPush || (sawPush && !isInteractive))));
    }

    /** The delay is over and nothing has carried the acknowledgment. */
    public void expired(long rtoNanos) {
        deadlineNanos = NEVER;
        if (isInteractive) {
            isInteractive = false;
            timeoutNanos = (int) LEAST_NANOS;
        } else {
            timeoutNanos = (int) Math.min(2L * timeoutNanos, Math.min(rtoNanos, MOST_BULK_NANOS));
        }
    }

    /** A segment with an ACK went out. */
    public void sent() {
        if (isWanted && quick > 0) { // only what answers something counts
            quick--;
            if (quick == 0) {
                timeoutNanos = (int) LEAST_NANOS;
            }
        }
        isWanted = false;
        deadlineNanos = NEVER;
        sawPush = false;
        sawSecondPush = false;
    }
}
