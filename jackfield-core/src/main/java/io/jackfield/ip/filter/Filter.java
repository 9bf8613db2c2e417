package io.jackfield.ip.filter;

import io.jackfield.link.NetworkInterface;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

/** One who judges packets at a hook, under the host's lock. It must not change the packet. */
@FunctionalInterface
public interface Filter {
    /**
     * Says what becomes of the packet.
     *
     * @param in the interface that the packet came through, null for one made by this host
     * @param out the interface that it will leave through, null where that is not known or not so
     */
    Verdict judge(
            Hook hook,
            Packet packet,
            @Nullable NetworkInterface in,
            @Nullable NetworkInterface out,
            long nowNanos);

    /** Forgets what it has learnt from packets. */
    default void forget() {}
}
