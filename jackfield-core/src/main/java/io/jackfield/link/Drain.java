package io.jackfield.link;

/** Delivers what has arrived, inbox by inbox, until nothing is left: a loop, never recursion. */
public final class Drain {
    /** No limit: the drainer goes on until the network is quiet. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private Drain() {}

    /**
     * Drains the list and whatever is added to it meanwhile. Called with no lock held.
     *
     * @param budget how many batches to deliver before the rest is handed over
     */
    public static void run(DrainList list, Network network, int budget) {
        run(list, network, budget, network.nowNanos());
    }

    /** As {@link #run(DrainList, Network, int)}, the first batch at a time read just before. */
    public static void run(DrainList list, Network network, int budget, long nowNanos) {
        int left = budget;
        long batchNanos = nowNanos;
        try {
            Inbox inbox = list.poll();
            while (inbox != null) {
                deliver(inbox, network, list, batchNanos);
                if (budget != UNLIMITED && --left == 0) {
                    return;
                }
                inbox = list.poll();
                if (inbox != null) {
                    batchNanos = network.nowNanos(); // an answer does not come in no time
                }
            }
        } finally {
            // Over budget, or the network itself threw: the inboxes left need another drainer.
            if (!list.isEmpty()) {
                network.handOver(list);
            }
        }
    }

    /** One batch: what has arrived up to now. The caller is this inbox's only drainer. */
    private static void deliver(Inbox inbox, Network network, DrainList list, long nowNanos) {
        if (!inbox.end().admits(inbox, list)) {
            return;
        }
        inbox.takeBatch();
        try {
            inbox.end().deliver(inbox, nowNanos, list);
        } catch (Throwable thrown) {
            // Whatever a receiver throws must not leave its host deaf: report it and go on.
            inbox.countError();
            network.failed(inbox, thrown);
        } finally {
            inbox.releaseBatch();
            if (inbox.endTurn()) {
                list.add(inbox);
            }
        }
    }
}
