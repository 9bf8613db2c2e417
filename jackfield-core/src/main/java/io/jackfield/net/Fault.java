package io.jackfield.net;

import io.jackfield.link.Direction;
import io.jackfield.link.PacketRule;

import java.util.List;

/** A fault for chosen packets that is in force until it is ended. */
public final class Fault implements AutoCloseable {
    private final List<Direction> directions;
    private PacketRule rule;

    Fault(List<Direction> directions, PacketRule rule) {
        this.directions = directions;
        this.rule = rule;
        directions.forEach(direction -> direction.add(rule));
    }

    /** For the first {@code count} matching packets from now on. */
    public Fault first(long count) {
        return replace(rule.first(count));
    }

    /** For the {@code number}-th matching packet from now on, counted from 1. */
    public Fault nth(long number) {
        return replace(rule.nth(number));
    }

    private Fault replace(PacketRule limited) {
        PacketRule old = rule;
        directions.forEach(direction -> direction.add(limited));
        directions.forEach(direction -> direction.remove(old));
        rule = limited;
        return this;
    }

    /** How many packets it has befallen. */
    public long count() {
        return rule.applications();
    }

    /** Ends it. */
    @Override
    public void close() {
        directions.forEach(direction -> direction.remove(rule));
    }
}
