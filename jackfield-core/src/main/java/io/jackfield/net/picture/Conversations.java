package io.jackfield.net.picture;

import io.jackfield.address.Endpoint;
import io.jackfield.host.Host;
import io.jackfield.packet.Segment;
import io.jackfield.tcp.sequence.Seq;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The TCP connections of a picture: their numbers, and from where their octets are counted. */
final class Conversations {
    private final List<Host> rails;
    private final Map<Pair, Side> sides = new LinkedHashMap<>();
    private final List<Talk> shown = new ArrayList<>();

    /** The two ends, as a segment from the first to the second names them. */
    private record Pair(Endpoint from, Endpoint to) {
        Pair reversed() {
            return new Pair(to, from);
        }
    }

    /** A connection. */
    private static final class Talk {
        private final String name;

        /** From 1; 0 while nothing of it is shown. */
        private int number;

        Talk(String name) {
            this.name = name;
        }
    }

    /** One of the two directions. */
    static final class Side {
        private final Talk talk;
        private @Nullable Side other;
        private boolean isNumbered;
        private int isn;
        private int next;

        private Side(Talk talk) {
            this.talk = talk;
        }

        /** Which connection of the picture it is, from 1. */
        int number() {
            return talk.number;
        }

        /** Whether all of the segment's octets, or its SYN or FIN, were sent before. */
        boolean sends(Segment segment) {
            boolean isSyn = segment.has(Segment.SYN);
            boolean isFirst = !isNumbered || (isSyn && segment.seq() != isn);
            if (isFirst) {
                isNumbered = true;
                isn = isSyn ? segment.seq() : segment.seq() - 1;
                next = segment.seq();
            }
            int end = segment.seq() + segment.len();
            boolean isAgain = segment.len() > 0 && Seq.atMost(end, next);
            if (Seq.after(end, next) && !segment.isRst()) {
                next = end;
            }
            return isAgain;
        }

        /** A number of this direction, counted from its SYN. */
        int relative(int seq) {
            return seq - isn;
        }

        /** A number of the other direction, counted from its SYN. */
        int acknowledged(int ack) {
            Side theirs = other;
            if (theirs == null) {
                return ack;
            }
            if (!theirs.isNumbered) {
                theirs.isNumbered = true;
                theirs.isn = ack - 1;
                theirs.next = ack;
            }
            return theirs.relative(ack);
        }
    }

    Conversations(List<Host> rails) {
        this.rails = rails;
    }

    /**
     * The direction that a segment takes.
     *
     * @param first the segment as it began its journey
     * @param latest the same as it ended it, behind a NAT perhaps
     */
    Side of(Segment first, Segment latest) {
        Pair pair = pair(first);
        Side side = sides.get(pair);
        if (side == null) {
            side = new Side(new Talk(name(pair)));
            Side back = new Side(side.talk);
            side.other = back;
            back.other = side;
            put(pair, side);
        }
        put(pair(latest), side);
        return side;
    }

    private void put(Pair pair, Side side) {
        sides.put(pair, side);
        Side back = side.other;
        if (back != null) {
            sides.put(pair.reversed(), back);
        }
    }

    /** A segment of that direction is in the picture. */
    void show(Side side) {
        if (side.talk.number == 0) {
            shown.add(side.talk);
            side.talk.number = shown.size();
        }
    }

    /** The direction from a host's end; null if nothing of the connection is in the picture. */
    @Nullable Side shown(Endpoint local, Endpoint remote) {
        Side side = sides.get(new Pair(local, remote));
        return side == null || side.number() == 0 ? null : side;
    }

    private static Pair pair(Segment segment) {
        return new Pair(
                new Endpoint(segment.source(), segment.sourcePort()),
                new Endpoint(segment.destination(), segment.destinationPort()));
    }

    private String name(Pair pair) {
        return name(pair.from) + " — " + name(pair.to);
    }

    private String name(Endpoint endpoint) {
        for (Host rail : rails) {
            if (rail.has(endpoint.address())) {
                return rail.name() + ":" + endpoint.port();
            }
        }
        return endpoint.toString();
    }

    int count() {
        return shown.size();
    }

    /** {@code #1 app:40112 — db:5432}, one for each. */
    List<String> names() {
        return shown.stream().map(talk -> "#" + talk.number + " " + talk.name).toList();
    }
}
