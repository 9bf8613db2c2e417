package io.jackfield.link;

import io.jackfield.packet.Packet;

/** Who is asked before a mishap happens, and may spare the packet. */
@FunctionalInterface
public interface Mishaps {
    /**
     * Whether it happens. Called under a lock, so it takes none, lets nobody wait, and keeps
     * nothing of the packet.
     *
     * @param number which packet of this direction it is, from 0
     * @param isCopy whether it is the second copy of a duplicated packet
     */
    boolean happens(
            Direction way,
            long number,
            boolean isCopy,
            Mishap mishap,
            Packet packet,
            long nowNanos);
}
