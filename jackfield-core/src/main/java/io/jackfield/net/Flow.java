package io.jackfield.net;

import io.jackfield.address.IpAddress;
import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.Verdict;
import io.jackfield.observe.Observation;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What goes on between two hosts from when this was asked for: TCP and everything else. */
public final class Flow {
    private final Host a;
    private final Way fromA;
    private final Way fromB;

    /** One way: what left a host for the other, on the wire. */
    public static final class Way {
        private final Host from;
        private final Host to;
        private final LongAdder packets = new LongAdder();
        private final LongAdder octets = new LongAdder();
        private final LongAdder lost = new LongAdder();
        private final LongAdder resets = new LongAdder();
        private final LongAdder retransmissions = new LongAdder();
        private final LongAdder timeouts = new LongAdder();
        private final AtomicLong smoothed = new AtomicLong(-1);

        private Way(Host from, Host to) {
            this.from = from;
            this.to = to;
        }

        /** Who sends. */
        public Host from() {
            return from;
        }

        /** For whom. */
        public Host to() {
            return to;
        }

        /** Packets sent, lost ones too. */
        public long packets() {
            return packets.sum();
        }

        /** Octets of payload sent, those sent again counted again. */
        public long octets() {
            return octets.sum();
        }

        /** Packets that the first cable did not carry: by chance, by a fault, or a full queue. */
        public long lost() {
            return lost.sum();
        }

        /** RSTs sent. */
        public long resets() {
            return resets.sum();
        }

        /** Segments sent again, SYNs and probes too, as Linux counts them. */
        public long retransmissions() {
            return retransmissions.sum();
        }

        /** How often the retransmission timer ran out. */
        public long timeouts() {
            return timeouts.sum();
        }

        /** The smoothed round trip as the sender last had it; −1 before there is one. */
        public long roundTripNanos() {
            return smoothed.get();
        }

        private void sees(Packet packet, Verdict verdict) {
            boolean isSent = verdict != Verdict.DELIVERED && verdict != Verdict.CUT_OFF;
            if (!isSent || !from.has(packet.source()) || !to.has(packet.destination())) {
                return;
            }
            packets.increment();
            octets.add(packet.payloadLength());
            if (!verdict.passes()) {
                lost.increment();
            }
            if (packet instanceof Segment segment && segment.isRst()) {
                resets.increment();
            }
        }

        private void happened(Observation observation) {
            switch (observation) {
                case Observation.Retransmitted again when isTo(again.remote().address()) -> {
                    retransmissions.add(again.segments());
                    if (again.cause() == Observation.Cause.RTO) {
                        timeouts.increment();
                    }
                }
                case Observation.CongestionChanged changed when isTo(changed.remote().address()) ->
                        smoothed.set(changed.srttNanos());
                default -> {}
            }
        }

        private boolean isTo(IpAddress remote) {
            return to.has(remote);
        }

        @Override
        public String toString() {
            return "%s→%s: %d packets, %d octets, %d lost, %d retransmitted, %d resets"
                    .formatted(from, to, packets(), octets(), lost(), retransmissions(), resets());
        }
    }

    Flow(Host a, List<Direction> leavingA, Host b, List<Direction> leavingB) {
        this.a = a;
        fromA = watch(new Way(a, b), leavingA);
        fromB = watch(new Way(b, a), leavingB);
    }

    private static Way watch(Way way, List<Direction> leaving) {
        for (Direction direction : leaving) {
            direction.add((_, packet, _, verdict) -> way.sees(packet, verdict));
        }
        way.from.observe(way::happened);
        return way;
    }

    /** The two ends. */
    public List<Host> hosts() {
        return List.of(a, fromB.from);
    }

    /** The way that leaves this host. */
    public Way from(Host host) {
        if (host != fromA.from && host != fromB.from) {
            throw new IllegalArgumentException(host + " is no end of " + this);
        }
        return host == a ? fromA : fromB;
    }

    /** Segments sent again, either way. */
    public long retransmissions() {
        return fromA.retransmissions() + fromB.retransmissions();
    }

    /** RSTs sent, either way. */
    public long resets() {
        return fromA.resets() + fromB.resets();
    }

    @Override
    public String toString() {
        return fromA + "; " + fromB;
    }
}
