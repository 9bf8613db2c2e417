package io.jackfield.net;

import io.jackfield.link.Direction;
import io.jackfield.link.DirectionCounts;
import io.jackfield.link.Netem;

import java.util.List;

/** One way of a cable: {@code cable.from(app)}. */
public final class OneWay extends Wire<OneWay> {
    private final Direction direction;

    OneWay(Direction direction) {
        this.direction = direction;
    }

    @Override
    List<Direction> directions() {
        return List.of(direction);
    }

    @Override
    OneWay self() {
        return this;
    }

    /** What befalls packets now; its text is tc's. */
    public Netem netem() {
        return direction.netem();
    }

    /** What has happened to packets so far. */
    public DirectionCounts counts() {
        return direction.counts();
    }

    @Override
    public String toString() {
        return direction.toString();
    }
}
