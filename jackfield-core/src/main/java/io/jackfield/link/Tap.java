package io.jackfield.link;

import io.jackfield.packet.Packet;

/** Sees every packet of a direction. */
@FunctionalInterface
public interface Tap {
    /**
     * Called under a lock, so it may only note: it takes no lock, lets nobody wait, and copies the
     * packet if it wants to keep it.
     *
     * @param way which direction the packet takes
     * @param packet a wire-size packet; {@link Packet#dueNanos()} is when it will arrive, if it
     *     will
     */
    void packet(Direction way, Packet packet, long nowNanos, Verdict verdict);
}
