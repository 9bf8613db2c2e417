package io.jackfield.linux.conformance;

import io.jackfield.address.IpAddress;
import io.jackfield.address.Prefix;
import io.jackfield.packet.IcmpMessage;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.wire.PacketCodec;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The far end of a cable to the kernel: whoever has it sees each segment and each ICMP message that
 * the kernel sends, and sends what it likes. Nobody else is there.
 */
abstract class Wire {
    /** What Jackfield gives the first cable of a world. */
    static final Prefix OWN4 = Prefix.of("10.0.1.1/24");

    static final Prefix OWN6 = Prefix.of("fd00:0:0:1::1/64");
    static final IpAddress FAR4 = IpAddress.of("10.0.1.2");
    static final IpAddress FAR6 = IpAddress.of("fd00:0:0:1::2");

    private final PacketCodec codec = new PacketCodec();
    private final List<Arrival> seen = new ArrayList<>();

    /** A packet, and when it was sent. */
    record Arrival(Packet packet, long nanos) {}

    /** The kernel's own address. */
    static IpAddress own(boolean v4) {
        return (v4 ? OWN4 : OWN6).address();
    }

    static IpAddress far(boolean v4) {
        return v4 ? FAR4 : FAR6;
    }

    final void send(Packet packet) {
        sendOctets(PacketCodec.encode(packet));
    }

    /** The first packet not yet taken that is of this kind; null if none comes in time. */
    final @Nullable Arrival take(Predicate<Packet> kind, long millis) {
        long deadline = nanoTime() + millis * 1_000_000;
        while (true) {
            for (Iterator<Arrival> all = seen.iterator(); all.hasNext(); ) {
                Arrival one = all.next();
                if (kind.test(one.packet)) {
                    all.remove();
                    return one;
                }
            }
            if (!receive(deadline)) {
                return null;
            }
        }
    }

    /** A packet has come. */
    final void arrived(byte[] octets, long nanos) {
        Packet packet = codec.decode(octets, 0, octets.length);
        boolean isSegment = packet instanceof Segment;
        boolean isError = packet instanceof IcmpMessage message && !isNeighborly(message);
        if (isSegment || isError) {
            seen.add(new Arrival(packet, nanos));
        }
    }

    /** Router and neighbor discovery, reports of groups: they come unasked. */
    private static boolean isNeighborly(IcmpMessage message) {
        return !message.isV4() && message.type() >= 130;
    }

    abstract long nanoTime();

    abstract void sendOctets(byte[] packet);

    /** Waits for one more packet to arrive; false if it has not by then. */
    abstract boolean receive(long deadlineNanos);
}
