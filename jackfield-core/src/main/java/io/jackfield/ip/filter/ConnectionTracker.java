package io.jackfield.ip.filter;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/**
 * The place of connection tracking and address translation: it sees every packet at every hook
 * before the filters do.
 */
@FunctionalInterface
public interface ConnectionTracker {
    /**
     * Answers the packet that goes on: the same one, a changed copy (then the tracker has released
     * the original), or null if there is none (then the tracker has released it).
     */
    @Nullable Packet track(
            Hook hook,
            Packet packet,
            @Nullable NetworkInterface in,
            @Nullable NetworkInterface out,
            long nowNanos);

    /** Forgets every connection. */
    default void forget() {}
}
