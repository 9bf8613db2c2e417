package io.jackfield.tcp.open;

import org.jspecify.annotations.Nullable;

/**
 * The connection requests of one listener in SYN-RECEIVED.
 *
 * @param <L> the listener
 */
public final class SynQueue<L> {
    private final L listener;
    private @Nullable ConnectionRequest<L> newest;
    private int size;

    public SynQueue(L listener) {
        this.listener = listener;
    }

    public L listener() {
        return listener;
    }

    public int size() {
        return size;
    }

    /**
     * Whether another request is refused: more than the backlog wait (LINUX.md 12), or the last
     * quarter of tcp_max_syn_backlog is reached, which without cookies is kept for peers that are
     * known (LINUX.md 13).
     */
    public boolean isFull(int backlog, int maxSynBacklog) {
        return size > backlog || maxSynBacklog - size < maxSynBacklog >> 2;
    }

    public void add(ConnectionRequest<L> request) {
        request.older = newest;
        if (newest != null) {
            newest.newer = request;
        }
        newest = request;
        size++;
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
    }

    /** Any request of the queue; null if there is none. */
    public @Nullable ConnectionRequest<L> any() {
        return newest;
    }
}
