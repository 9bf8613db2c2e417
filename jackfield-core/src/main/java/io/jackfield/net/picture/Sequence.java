package io.jackfield.net.picture;

import io.jackfield.host.Host;
import io.jackfield.net.PacketView;
import io.jackfield.net.World;

import java.util.List;
import java.util.function.Predicate;

/**
 * A sequence diagram of what hosts said to each other since it was asked for: a rail for each host
 * with the states of its TCP connections, an arrow for each packet, cut where it was lost, with the
 * cause. Numbers are counted from the SYNs; long silences and long runs of data are folded.
 *
 * <pre>{@code
 * Sequence sequence = Sequence.of(world); // before it runs
 * world.run();
 * System.out.println(sequence.between(app, db).text());
 * }</pre>
 *
 * <p>Several pictures may be made of one recording, also while the world goes on.
 */
public final class Sequence {
    private static final int USUAL_LIMIT = 200;

    private final Recording recording;
    private final List<Host> rails;
    private final Predicate<PacketView> filter;
    private final int limit;

    private Sequence(
            Recording recording, List<Host> rails, Predicate<PacketView> filter, int limit) {
        this.recording = recording;
        this.rails = rails;
        this.filter = filter;
        this.limit = limit;
    }

    /**
     * Records a world from now on: all packets of its cables but ARP's and neighbour discovery's.
     */
    public static Sequence of(World world) {
        return new Sequence(new Recording(world), List.of(), _ -> true, USUAL_LIMIT);
    }

    /**
     * With these hosts as rails, left to right; whatever lies between them, routers too, is part of
     * the way. Without, every host that sent or received something is a rail.
     */
    public Sequence between(Host... hosts) {
        if (hosts.length < 2) {
            throw new IllegalArgumentException("a sequence diagram is between two hosts or more");
        }
        return new Sequence(recording, List.of(hosts), filter, limit);
    }

    /** Only packets that match, as they were when they began their way. */
    public Sequence where(Predicate<PacketView> which) {
        return new Sequence(recording, rails, filter.and(which), limit);
    }

    /** At most so many packets, half of them the first and half the last; usually 200. */
    public Sequence limit(int packets) {
        if (packets < 2) {
            throw new IllegalArgumentException("a limit of " + packets + " packets");
        }
        return new Sequence(recording, rails, filter, packets);
    }

    private Scene scene() {
        return Staging.of(recording, rails, filter, limit);
    }

    /** For a terminal of 100 columns. */
    public String text() {
        return new TextForm(scene()).text();
    }

    /** For Markdown that draws Mermaid; at most the 50,000 characters that it takes. */
    public String mermaid() {
        return new MermaidForm(scene()).text();
    }

    /** A picture for browsers, with time to scale where it is not folded. */
    public String svg() {
        return new SvgForm(scene()).text();
    }

    /** {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
