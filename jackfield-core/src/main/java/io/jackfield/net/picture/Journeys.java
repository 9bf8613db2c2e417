package io.jackfield.net.picture;

import io.jackfield.address.Endpoint;
import io.jackfield.host.Host;
import io.jackfield.link.Direction;
import io.jackfield.link.End;
import io.jackfield.link.Verdict;
import io.jackfield.net.PacketView;
import io.jackfield.observe.Observation;
import io.jackfield.packet.Packet;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts together the way of each packet between rails from what was seen on each cable. */
final class Journeys {
    private final List<Host> rails;
    private final Map<Leg, Deque<Journey>> underWay = new LinkedHashMap<>();

    /** What came last to a place and went no further yet, or did. */
    private final Map<Stop, Resting> resting = new LinkedHashMap<>();

    private final Map<String, Journey> cameLast = new LinkedHashMap<>();
    private final List<Journey> all = new ArrayList<>();

    /** For whom an answer is that goes to a NAT: the rail whose packet came from there. */
    private final Map<Endpoint, Integer> behind = new LinkedHashMap<>();

    private record Leg(Direction way, Identity identity) {}

    private record Stop(String place, Identity identity) {}

    /** A packet between the rails. */
    private static final class Resting {
        private final Journey journey;
        private boolean hasGoneOn;

        Resting(Journey journey) {
            this.journey = journey;
        }

        void end(String place) {
            if (!hasGoneOn && journey.cause() == null) {
                journey.lost("ends at " + place, journey.endNanos);
            }
        }
    }

    Journeys(List<Host> rails) {
        this.rails = rails;
    }

    /** A packet begins a journey here, or goes on. */
    void left(int order, Entry.Left left) {
        Journey known = continued(left);
        Journey journey = known == null ? begin(order, left) : known;
        Verdict verdict = left.verdict();
        if (verdict.passes()) {
            String remark = Causes.remark(verdict);
            if (!remark.isEmpty()) {
                journey.remark(remark);
            }
            journey.goesOn(left.packet(), left.dueNanos());
            Leg leg = new Leg(left.way(), left.identity());
            underWay.computeIfAbsent(leg, _ -> new ArrayDeque<>()).add(journey);
        } else {
            journey.lost(Causes.of(verdict), left.nanos());
        }
        journey.to = target(left.way(), journey.packet);
    }

    private @Nullable Journey continued(Entry.Left left) {
        String place = place(left.way().from());
        if (railOf(place) >= 0 || left.verdict() == Verdict.FORGED) {
            return null;
        }
        Resting here = resting.get(new Stop(place, left.identity()));
        if (here == null) {
            return null;
        }
        Journey journey = here.journey;
        if (here.hasGoneOn) { // one more copy
            journey = journey.twin();
            all.add(journey);
        }
        here.hasGoneOn = true;
        return journey;
    }

    private Journey begin(int order, Entry.Left left) {
        boolean isForged = left.verdict() == Verdict.FORGED;
        int from = isForged ? Journey.NOWHERE : railOf(place(left.way().from()));
        Journey journey = new Journey(order, from, left.nanos(), left.packet());
        if (from == Journey.NOWHERE && !isForged) {
            journey.remark("from " + place(left.way().from()));
        }
        all.add(journey);
        return journey;
    }

    /** The rail that this way leads to, or that the packet is for. */
    private int target(Direction way, Packet packet) {
        int next = railOf(place(way.to()));
        if (next >= 0) {
            return next;
        }
        for (int rail = 0; rail < rails.size(); rail++) {
            if (rails.get(rail).has(packet.destination())) {
                return rail;
            }
        }
        int port = new PacketView(packet).destinationPort();
        return behind.getOrDefault(
                new Endpoint(packet.destination(), Math.max(port, 0)), Journey.NOWHERE);
    }

    void came(Entry.Came came) {
        Journey journey = taken(came.way(), came.identity());
        if (journey == null) {
            return;
        }
        String place = place(came.way().to());
        int rail = railOf(place);
        switch (came.reception()) {
            case NOT_FOR_US -> journey.ignore();
            case NO_POWER -> {
                journey.lost(place + " is down", came.nanos());
                journey.to = rail;
            }
            case TAKEN -> {
                cameLast.put(place, journey);
                if (rail >= 0) {
                    journey.arrives(rail, came.nanos());
                    Packet packet = journey.latest();
                    int port = Math.max(new PacketView(packet).sourcePort(), 0);
                    behind.put(new Endpoint(packet.source(), port), journey.from);
                } else {
                    journey.rests(came.nanos());
                    rest(new Stop(place, came.identity()), journey);
                }
            }
        }
    }

    private void rest(Stop stop, Journey journey) {
        Resting before = resting.put(stop, new Resting(journey));
        if (before != null) {
            before.end(stop.place);
        }
    }

    void cutOff(Entry.CutOff cut) {
        Journey journey = taken(cut.way(), cut.identity());
        if (journey != null) {
            journey.lost(Causes.of(Verdict.CUT_OFF), cut.nanos());
        }
    }

    private @Nullable Journey taken(Direction way, Identity packet) {
        Deque<Journey> known = underWay.get(new Leg(way, packet));
        return known == null ? null : known.poll();
    }

    /** A host dropped a packet that had come. */
    void dropped(Host by, Observation.Dropped dropped) {
        refused(by, Causes.of(dropped.why()), dropped.packet(), dropped.nanos());
    }

    void filtered(Host by, Observation.Filtered filtered) {
        refused(by, "firewall", filtered.packet(), filtered.nanos());
    }

    private void refused(Host by, String why, String text, long nanos) {
        Journey journey = cameLast.get(by.name());
        if (journey == null || journey.endNanos != nanos || !isOf(text, journey.latest())) {
            return;
        }
        boolean isRail = railOf(by.name()) >= 0;
        journey.lost(isRail ? why : why + " of " + by.name(), nanos);
    }

    private static boolean isOf(String text, Packet packet) {
        int source = text.indexOf(packet.source().toString());
        return source >= 0 && text.indexOf(packet.destination().toString(), source) > source;
    }

    private static String place(End end) {
        String label = end.label();
        return label.substring(0, label.lastIndexOf(':'));
    }

    private int railOf(String place) {
        for (int rail = 0; rail < rails.size(); rail++) {
            if (rails.get(rail).name().equals(place)) {
                return rail;
            }
        }
        return Journey.NOWHERE;
    }

    int railOf(Host host) {
        return railOf(host.name());
    }

    /** All of them, in the order in which they began; what a place between kept is lost there. */
    List<Journey> all() {
        resting.forEach((stop, last) -> last.end(stop.place));
        return all;
    }
}
