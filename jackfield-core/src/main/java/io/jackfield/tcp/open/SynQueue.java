package io.jackfield.tcp.open;

import org.jspecify.annotations.Nullable;

/**
 * The connection requests of one listener in SYN-RECEIVED.
 *
 * @param <L> the listener
 */
public final class SynQueue<L> {
    private static final int USUAL_SIZE = 8;
    private static final int LEAST_RETRIES = 2;

    private final L listener;
    private @Nullable ConnectionRequest<L> newest;
    private int size;
    private int young;

    public SynQueue(L listener) {
        this.listener = listener;
    }

    public L listener() {
        return listener;
    }

    public int size() {
        return size;
    }

    /** Whether no other request is kept: more than the backlog wait (LINUX.md 12). */
    public boolean isFull(int backlog) {
        return size > backlog;
    }

    /**
     * Whether the last quarter of tcp_max_syn_backlog is reached, which without cookies is kept for
     * peers that are known (LINUX.md 13); here none is.
     */
    public boolean isInLastQuarter(int maxSynBacklog) {
        return maxSynBacklog - size < maxSynBacklog >> 2;
    }

    /**
     * How often a SYN-ACK is sent again: fewer times while the queue is more than half full and
     * most requests in it are not answered at once, as by those who flood it.
     */
    public int retries(int standard, int backlog) {
        int retries = standard;
        if (2 * size > Math.max(USUAL_SIZE, backlog)) {
            int answered = 2 * young;
            while (retries > LEAST_RETRIES && size >= answered) {
                retries--;
                answered *= 2;
            }
        }
        return retries;
    }

    public void add(ConnectionRequest<L> request) {
        request.older = newest;
        if (newest != null) {
            newest.newer = request;
        }
        newest = request;
        size++;
        young += request.timeouts() == 0 ? 1 : 0;
    }

    /** The SYN-ACK of a request of this queue has waited in vain. */
    public void timedOut(ConnectionRequest<L> request) {
        young -= request.timeouts() == 0 ? 1 : 0;
        request.timedOut();
    }

    public void remove(ConnectionRequest<L> request) {
        assert size > 0 && request.queue() == this;
        if (request.newer == null) {
            newest = request.older;
        } else {
            request.newer.older = request.older;
        }
        if (request.older != null) {
            request.older.newer = request.newer;
        }
        request.older = null;
        request.newer = null;
        size--;
        young -= request.timeouts() == 0 ? 1 : 0;
    }

    /** Any request of the queue; null if there is none. */
    public @Nullable ConnectionRequest<L> any() {
        return newest;
    }
}
