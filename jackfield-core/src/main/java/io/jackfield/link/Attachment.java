package io.jackfield.link;

/** What stands at the end of a link direction and takes what arrives: a host, a switch's port. */
public interface Attachment {
    /**
     * Takes every packet of {@link Inbox#next()}. Called with no lock held and by one thread at a
     * time per inbox; inboxes that get packets meanwhile go on the list.
     */
    void deliver(Inbox from, long nowNanos, DrainList work);
}
