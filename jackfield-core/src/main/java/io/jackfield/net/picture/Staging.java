package io.jackfield.net.picture;

import io.jackfield.host.Host;
import io.jackfield.link.End;
import io.jackfield.net.PacketView;
import io.jackfield.observe.Observation;
import io.jackfield.observe.TcpState;
import io.jackfield.packet.Packet;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;
import io.jackfield.wire.PacketText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Makes a {@link Scene} of what was recorded. */
final class Staging {
    private final Predicate<PacketView> filter;
    private final Journeys journeys;
    private final Conversations conversations;
    private final List<Observation.Retransmitted> sentAgain = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();

    /** An item and the number of its entry. */
    private record Placed(int order, Item item) {}

    /** A packet with its label, before it is known how many connections there are. */
    private record Labelled(Journey journey, Label label, Conversations.@Nullable Side side) {}

    private Staging(List<Host> rails, Predicate<PacketView> filter) {
        this.filter = filter;
        journeys = new Journeys(rails);
        conversations = new Conversations(rails);
    }

    /** Between these hosts, or all that said something if none are named. */
    static Scene of(
            Recording recording, List<Host> between, Predicate<PacketView> filter, int limit) {
        List<Entry> entries = recording.entries();
        List<Host> rails = between.isEmpty() ? talkers(recording.hosts(), entries) : between;
        Staging staging = new Staging(rails, filter);
        staging.follow(entries);
        staging.placePackets();
        staging.placeStates(entries);
        List<Item> items = staging.inOrder();
        int missed = recording.missed();
        if (missed > 0) {
            long end = entries.getLast().nanos();
            items.add(new Item.Said(end, missed + " events more were not recorded"));
        }
        List<String> names = staging.conversations.names();
        return new Scene(rails, Folding.fold(items, limit), names);
    }

    private static List<Host> talkers(List<Host> hosts, List<Entry> entries) {
        Set<String> names = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Left left) {
                names.add(host(left.way().from()));
                names.add(host(left.way().to()));
            }
        }
        return hosts.stream().filter(host -> names.contains(host.name())).toList();
    }

    private static String host(End end) {
        return end.label().substring(0, end.label().lastIndexOf(':'));
    }

    private void follow(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            switch (entries.get(i)) {
                case Entry.Left left -> journeys.left(i, left);
                case Entry.Came came -> journeys.came(came);
                case Entry.CutOff cut -> journeys.cutOff(cut);
                case Entry.Said said -> placed.add(new Placed(i, said(said)));
                case Entry.Observed observed -> {
                    switch (observed.observation()) {
                        case Observation.Dropped drop -> journeys.dropped(observed.host(), drop);
                        case Observation.Filtered drop -> journeys.filtered(observed.host(), drop);
                        case Observation.Retransmitted again -> sentAgain.add(again);
                        case Observation.StateChanged _, Observation.CongestionChanged _ -> {}
                    }
                }
            }
        }
    }

    private static Item said(Entry.Said said) {
        return new Item.Said(said.nanos(), said.what());
    }

    private static boolean isBetweenRails(Journey journey) {
        return !journey.isIgnored() && journey.to != Journey.NOWHERE && journey.to != journey.from;
    }

    private void placePackets() {
        List<Labelled> labelled = new ArrayList<>();
        for (Journey journey : journeys.all()) {
            if (isBetweenRails(journey)) {
                Labelled next = labelled(journey); // numbers are counted from what is hidden too
                if (filter.test(new PacketView(journey.packet))) {
                    labelled.add(next);
                    if (next.side != null) {
                        conversations.show(next.side);
                    }
                }
            }
        }
        boolean areNumbered = conversations.count() > 1;
        for (Labelled each : labelled) {
            Conversations.Side side = each.side;
            Label label = each.label;
            if (areNumbered && side != null) {
                label = label.numbered(side.number());
            }
            placed.add(new Placed(each.journey.order, arrow(each.journey, label)));
        }
    }

    private Labelled labelled(Journey journey) {
        if (!(journey.packet instanceof Segment segment)
                || !(journey.latest() instanceof Segment latest)) {
            return new Labelled(journey, Label.of(journey.packet, journey.remarks()), null);
        }
        Conversations.Side side = conversations.of(segment, latest);
        if (side.sends(segment) && journey.from != Journey.NOWHERE) {
            journey.remark(again(segment, journey.beganNanos));
        }
        return new Labelled(journey, Label.of(segment, side, journey.remarks()), side);
    }

    /** {@code again (RTO)}: the sender's reason, if it gave one. */
    private String again(Segment segment, long nanos) {
        for (int i = 0; i < sentAgain.size(); i++) {
            Observation.Retransmitted each = sentAgain.get(i);
            int end = each.seq() + Math.max(1, each.length());
            if (each.nanos() == nanos
                    && each.local().port() == segment.sourcePort()
                    && each.local().address().equals(segment.source())
                    && each.remote().port() == segment.destinationPort()
                    && Seq.within(segment.seq(), each.seq(), end)) {
                return each.cause() == Observation.Cause.SYN
                        ? "again"
                        : "again (" + each.cause() + ")";
            }
        }
        return "again";
    }

    private static Item arrow(Journey journey, Label label) {
        String cause = journey.cause();
        Item.Fate fate =
                cause != null
                        ? (journey.hasArrived() ? Item.Fate.REFUSED : Item.Fate.LOST)
                        : journey.isUnderWay() ? Item.Fate.UNDER_WAY : Item.Fate.CAME;
        Packet packet = journey.packet;
        boolean isOrdinary =
                fate == Item.Fate.CAME
                        && journey.remarks().isEmpty()
                        && packet instanceof Segment segment
                        && (segment.flags() & (Segment.SYN | Segment.FIN | Segment.RST)) == 0;
        return new Item.Arrow(
                journey.beganNanos,
                journey.from,
                journey.to,
                journey.endNanos,
                label,
                PacketText.of(packet),
                fate,
                cause,
                isOrdinary,
                packet.payloadLength());
    }

    private void placeStates(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Entry.Observed observed
                    && observed.observation() instanceof Observation.StateChanged changed) {
                placeState(i, observed.host(), changed);
            }
        }
    }

    private void placeState(int order, Host host, Observation.StateChanged changed) {
        int rail = journeys.railOf(host);
        Conversations.Side side = conversations.shown(changed.local(), changed.remote());
        if (rail < 0 || side == null || changed.from() == changed.to()) {
            return;
        }
        String word = changed.to() == TcpState.CLOSED ? "CLOSED" : changed.to().word();
        String text = conversations.count() > 1 ? "#" + side.number() + " " + word : word;
        placed.add(new Placed(order, new Item.State(changed.nanos(), rail, text)));
    }

    private List<Item> inOrder() {
        placed.sort(
                Comparator.comparingLong((Placed each) -> each.item.nanos())
                        .thenComparingInt(Placed::order));
        List<Item> items = new ArrayList<>();
        placed.forEach(each -> items.add(each.item));
        return items;
    }
}
