package io.jackfield.link;

/** What stands at the end of a link direction and takes what arrives: a host, a switch's port. */
public interface Attachment {
    /**
     * Whether the calling thread, which holds no lock, may deliver the inbox now, and must. If not,
     * the attachment has taken the inbox over, or put it on the list again.
     */
    default boolean admits(Inbox from, DrainList work) {
        return true;
    }

    /**
     * Takes every packet of {@link Inbox#next()}. Called upon {@link #admits} and by one thread at
     * a time per inbox; inboxes that get packets meanwhile go on the list.
     */
    void deliver(Inbox from, long nowNanos, DrainList work);
}
