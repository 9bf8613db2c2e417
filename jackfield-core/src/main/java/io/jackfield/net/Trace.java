package io.jackfield.net;

import io.jackfield.link.Direction;
import io.jackfield.link.Verdict;
import io.jackfield.net.Happening.What;
import io.jackfield.packet.Packet;
import io.jackfield.wire.PacketCodec;
import io.jackfield.wire.PacketText;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What happens in a deterministic world, one thing after the other, compared with what happened in
 * a world before. For who has the baton.
 */
final class Trace {
    /** How many things before the first difference are told, and how many from there on. */
    private static final int BEFORE = 5;

    private static final int AFTER = 3;

    private static final ScopedValue<Trace> OF_NEW_WORLD = ScopedValue.newInstance();

    private final @Nullable Trace before;
    private final List<Happening> happenings = new ArrayList<>();
    private @Nullable Strand running;
    private @Nullable Strand ranLast;
    private boolean differs;
    private int same;
    private @Nullable Strand culprit;
    private StackTraceElement @Nullable [] frames;

    /** {@code before}: what it is compared with; null for the first. */
    Trace(@Nullable Trace before) {
        this.before = before;
    }

    /** Makes a world that tells this. */
    World newWorld(long seed) {
        return ScopedValue.where(OF_NEW_WORLD, this).call(() -> World.deterministic(seed));
    }

    /** What a world is to tell that is being made; null for nothing. */
    static @Nullable Trace ofNewWorld() {
        return OF_NEW_WORLD.isBound() ? OF_NEW_WORLD.get() : null;
    }

    /** Notes the packets that leave in these directions. */
    void watch(List<Direction> ways) {
        ways.forEach(way -> way.add(this::packet));
    }

    private void packet(Direction way, Packet packet, long nowNanos, Verdict verdict) {
        if (verdict != Verdict.DELIVERED) {
            String text = PacketText.of(packet) + " on " + way + ", " + verdict;
            int digest = Arrays.hashCode(PacketCodec.encode(packet)) * 31 + text.hashCode();
            note(What.SENDS, nowNanos, digest, text);
        }
    }

    /** A thread was picked out of some, and runs. */
    void picks(Strand strand, int ready, long nowNanos) {
        running = strand;
        note(What.RUNS, nowNanos, ready, null);
        ranLast = strand;
    }

    /** The thread that runs is about to sleep for so long, unless it is woken. */
    void waits(long nowNanos, long delayNanos) {
        note(What.WAITS, nowNanos, delayNanos, null);
    }

    /** The thread that runs drew a random number. */
    void draws(long nowNanos, long drawn) {
        note(What.DRAWS, nowNanos, drawn, null);
    }

    /** The thread that ran has stopped. */
    void stops() {
        running = null;
        look();
    }

    /** The run is over. */
    void ends(long nowNanos) {
        note(What.ENDS, nowNanos, 0, null);
    }

    private void note(What what, long nowNanos, long value, @Nullable String text) {
        if (differs && happenings.size() >= same + AFTER) {
            return;
        }
        Happening happening = new Happening(what, nowNanos, running, value, text);
        Happening expected = before == null ? happening : before.at(happenings.size());
        happenings.add(happening);
        if (!differs && (expected == null || !expected.isSameAs(happening))) {
            differs = true;
            same = happenings.size() - 1;
            culprit = ranLast;
            if (what != What.WAITS) { // else it is leaving its carrier: look when it has
                look();
            }
        }
    }

    private @Nullable Happening at(int index) {
        return index < happenings.size() ? happenings.get(index) : null;
    }

    /** Keeps where the thread is that ran last, if it is known now that it went another way. */
    private void look() {
        Strand last = culprit;
        if (frames == null && last != null) {
            frames = last.frames();
        }
    }

    /** The first thing that was not as before. */
    Optional<Divergence> divergence(long seed) {
        if (!differs || before == null) {
            return Optional.empty();
        }
        Strand last = culprit;
        return Optional.of(
                new Divergence(
                        seed,
                        same,
                        happenings.get(same).nanos(),
                        last == null ? "" : last.thread().getName(),
                        lines(same - BEFORE, same),
                        before.lines(same, same + AFTER),
                        lines(same, same + AFTER),
                        frames == null ? List.of() : List.of(frames)));
    }

    private List<String> lines(int from, int to) {
        return happenings.subList(Math.max(0, from), Math.min(to, happenings.size())).stream()
                .map(Happening::toString)
                .toList();
    }
}
