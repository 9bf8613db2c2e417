package io.jackfield.sweep;

import io.jackfield.host.Host;
import io.jackfield.link.DirectionCounts;
import io.jackfield.net.PatchCable;
import io.jackfield.net.World;
import io.jackfield.observe.Observation;
import io.jackfield.observe.TcpState;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often each fault, state and transition occurred in all runs of a sweep. */
final class Tally {
    private final Map<String, Long> faults = new LinkedHashMap<>();
    private final Map<TcpState, Long> states = new EnumMap<>(TcpState.class);
    private final Map<String, Long> transitions = new TreeMap<>();
    private final Map<Observation.Cause, Long> retransmissions =
            new EnumMap<>(Observation.Cause.class);
    private final Map<String, Long> endings = new TreeMap<>();
    private long seeds;
    private long givenUp;
    private long packets;
    private long virtualNanos;
    private long tcpOctets;
    private long udpOctets;

    static String arrow(TcpState from, TcpState to) {
        return from + " > " + to;
    }

    void listenTo(Host host) {
        host.observe(
                observation -> {
                    switch (observation) {
                        case Observation.StateChanged changed -> {
                            states.merge(changed.to(), 1L, Long::sum);
                            transitions.merge(arrow(changed.from(), changed.to()), 1L, Long::sum);
                        }
                        case Observation.Retransmitted again ->
                                retransmissions.merge(
                                        again.cause(), (long) again.segments(), Long::sum);
                        case Observation.CongestionChanged _,
                                Observation.Dropped _,
                                Observation.Filtered _ -> {}
                    }
                });
    }

    void add(World world, boolean anybodyGaveUp) {
        seeds++;
        givenUp += anybodyGaveUp ? 1 : 0;
        virtualNanos += world.nowNanos();
        for (PatchCable cable : world.cables()) {
            Host end = cable.hosts().get(0);
            add(cable.from(end).counts());
            add(cable.to(end).counts());
        }
    }

    private void add(DirectionCounts counts) {
        packets += counts.sent();
        add("lost", counts.lost());
        add("over the queue's limit", counts.overLimit());
        add("no carrier", counts.noCarrier());
        add("into a black hole", counts.blackholed());
        add("dropped by a rule", counts.ruledOut());
        add("too big", counts.tooBig());
        add("duplicated", counts.duplicated());
        add("reordered", counts.reordered());
        add("corrupted", counts.corrupted());
        add("marked", counts.marked());
        add("delayed", counts.delayed());
    }

    private void add(String fault, long count) {
        faults.merge(fault, count, Long::sum);
    }

    void add(Talk.Side side) {
        tcpOctets += side.received;
        String ending = side.error.isEmpty() ? (side.sawEnd ? "to the end" : "left") : side.error;
        endings.merge(ending, 1L, Long::sum);
    }

    void addDatagrams(long octets) {
        udpOctets += octets;
    }

    Map<String, Long> faults() {
        return faults;
    }

    Map<Observation.Cause, Long> retransmissions() {
        return retransmissions;
    }

    long transitions(String arrow) {
        return transitions.getOrDefault(arrow, 0L);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%d seeds (%d with a connection given up), %d packets, %d octets by TCP, %d"
                                + " by UDP, %.1f virtual hours%n",
                        seeds,
                        givenUp,
                        packets,
                        tcpOctets,
                        udpOctets,
                        virtualNanos / 3.6e12));
        append(text, "packets", faults);
        append(text, "states entered", states);
        append(text, "transitions", transitions);
        append(text, "retransmissions", retransmissions);
        append(text, "how a side ended", endings);
        return text.toString();
    }

    private static void append(StringBuilder text, String title, Map<?, Long> counts) {
        text.append(title).append(':');
        String separator = " ";
        for (Map.Entry<?, Long> each : counts.entrySet()) {
            text.append(separator).append(each.getKey()).append(' ').append(each.getValue());
            separator = ", ";
        }
        text.append(System.lineSeparator());
    }
}
