package io.jackfield.link;

import io.jackfield.link.Netem.Slot;

/** netem's slots: packets that are due leave only while one is open. */
final class SlotGate {
    /** Earlier than any packet: its first one begins a slot. */
    private static final long BEFORE = -1;

    private final Impairments impairments;
    private Slot slot = Slot.NONE;
    private long number;
    private long nextNanos = BEFORE;
    private long packets;
    private long octets;

    SlotGate(Impairments impairments) {
        this.impairments = impairments;
    }

    void set(Slot settings) {
        if (!settings.equals(slot)) {
            slot = settings;
            nextNanos = BEFORE;
            refill();
        }
    }

    /** True if there are no slots: every packet may leave when it is due. */
    boolean isOpen() {
        return slot.maxNanos() == 0;
    }

    /** When the present slot begins, or began. */
    long nextNanos() {
        return nextNanos;
    }

    /** Whether a packet that is due then may leave now. */
    boolean lets(long dueNanos, long nowNanos) {
        if (isOpen()) {
            return dueNanos <= nowNanos;
        }
        // A slot that began before the packet was due is over: it was idle.
        if (nextNanos < dueNanos) {
            begin(nowNanos);
        }
        return dueNanos <= nowNanos && nextNanos <= nowNanos;
    }

    /** Counts a packet against the slot. */
    void passed(int length, long nowNanos) {
        if (isOpen()) {
            return;
        }
        packets--;
        octets -= length;
        if (packets <= 0 || octets <= 0) {
            begin(nowNanos);
        }
    }

    private void begin(long nowNanos) {
        nextNanos = nowNanos + impairments.slotNanos(number++);
        refill();
    }

    private void refill() {
        packets = slot.packets() == 0 ? Long.MAX_VALUE : slot.packets();
        octets = slot.octets() == 0 ? Long.MAX_VALUE : slot.octets();
    }
}
