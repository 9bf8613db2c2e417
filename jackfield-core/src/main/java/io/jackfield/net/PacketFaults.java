package io.jackfield.net;

import io.jackfield.link.Ends;
import io.jackfield.link.PacketRule;
import io.jackfield.time.Durations;

import java.util.function.Predicate;

/**
 * What may befall chosen packets: of one way, of a cable, or of the whole network. A predicate
 * looks at the packet and at nothing that changes. A fault is for all packets that match unless it
 * is limited: {@code drop(PacketView::isSynAck).first(2)}.
 */
public sealed interface PacketFaults permits Wire, Faults {
    /** Has a rule in force until the fault is closed. */
    Fault fault(PacketRule rule);

    /** Drops matching packets. */
    default Fault drop(Predicate<PacketView> which) {
        return fault(PacketRule.drop(PacketView.asked(which)));
    }

    /** Holds matching packets back for so long. */
    default Fault hold(Predicate<PacketView> which, String time) {
        return fault(PacketRule.delay(PacketView.asked(which), Durations.parse(time)));
    }

    /** Sends matching packets twice. */
    default Fault repeat(Predicate<PacketView> which) {
        return fault(PacketRule.duplicate(PacketView.asked(which)));
    }

    /**
     * Flips one bit of matching packets, in their payload if they have one. The receiver's checksum
     * finds it.
     */
    default Fault damage(Predicate<PacketView> which) {
        return fault(PacketRule.damage(PacketView.asked(which)));
    }

    /**
     * Has a matching packet wait until the next one that matches has gone: {@code
     * swap(PacketView::hasData).nth(3)} swaps data segments 3 and 4.
     */
    default Fault swap(Predicate<PacketView> which) {
        return fault(PacketRule.swap(PacketView.asked(which)));
    }

    /** {@link #resetAfter(Predicate, long, Ends)} of any stream, towards both ends. */
    default Fault resetAfter(long octets) {
        return resetAfter(_ -> true, octets, Ends.BOTH);
    }

    /**
     * Resets the first connection whose matching segments come to so many octets in one direction,
     * counted from the beginning of its stream, or, where that was not seen, of this fault. So many
     * get through, then the ends get a RST that neither of them sent. Where only the sender gets
     * it, what it had sent before that passes.
     */
    default Fault resetAfter(Predicate<PacketView> which, long octets, Ends ends) {
        return fault(PacketRule.reset(PacketView.asked(which), octets, ends));
    }

    /** As {@link #resetAfter(Predicate, long, Ends)}, with a FIN that neither end sent. */
    default Fault finishAfter(Predicate<PacketView> which, long octets, Ends ends) {
        return fault(PacketRule.finish(PacketView.asked(which), octets, ends));
    }
}
