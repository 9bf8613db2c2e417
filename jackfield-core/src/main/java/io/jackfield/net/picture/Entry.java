package io.jackfield.net.picture;

import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.Verdict;
import io.jackfield.observe.Observation;
import io.jackfield.packet.Packet;

/** What a {@link Recording} has noted at a time. */
sealed interface Entry {
    long nanos();

    /**
     * A packet was handed to a direction.
     *
     * @param dueNanos when it will arrive, if it will
     * @param packet a copy of it
     */
    record Left(
            long nanos,
            long dueNanos,
            Direction way,
            Verdict verdict,
            Identity identity,
            Packet packet)
            implements Entry {}

    /** A packet has come out of a direction. */
    record Came(long nanos, Direction way, Identity identity, Reception reception)
            implements Entry {}

    /** A packet was under way when its direction was cut. */
    record CutOff(long nanos, Direction way, Identity identity) implements Entry {}

    /** A host observed something. */
    record Observed(long nanos, Host host, Observation observation) implements Entry {}

    /** A fault or an action of the time line. */
    record Said(long nanos, String what) implements Entry {}

    /** What became of a packet where it came. */
    enum Reception {
        TAKEN,
        /** A frame for another host, which a switch sent everywhere. */
        NOT_FOR_US,
        NO_POWER
    }
}
