package io.jackfield.ip;

import io.jackfield.observe.Counter;
import io.jackfield.observe.Counters;
import io.jackfield.observe.Observation;
import io.jackfield.observe.Observatory;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketText;

import org.jspecify.annotations.Nullable;

/** Where packets end that go no further: counted, released, and seen by whoever listens. */
final class Drops {
    private final Counters counters;
    private @Nullable Observatory observatory;

    Drops(Counters counters) {
        this.counters = counters;
    }

    void observeTo(Observatory listeners) {
        observatory = listeners;
    }

    /** A filter has dropped the packet, which Linux does not count. */
    void filtered(Packet packet, long nowNanos) {
        if (observatory != null && observatory.isListening()) {
            observatory.observe(new Observation.Filtered(nowNanos, PacketText.of(packet)));
        }
    }

    /** Drops the packet under the counter of its family. */
    void drop(Packet packet, Counter v4, Counter v6, long nowNanos) {
        Counter why = packet.isV4() ? v4 : v6;
        counters.increment(why);
        if (observatory != null && observatory.isListening()) {
            observatory.observe(new Observation.Dropped(nowNanos, why, PacketText.of(packet)));
        }
        packet.release();
    }
}
