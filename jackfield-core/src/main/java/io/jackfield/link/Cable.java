package io.jackfield.link;

import java.util.List;

/** A link between two ends: point to point, or Ethernet if one of them is a switch. */
public final class Cable extends Link {
    private final boolean ethernet;
    private final Direction forth;
    private final Direction back;

    /**
     * Plugs a new cable in at both ends.
     *
     * @param number the link's number in its world
     * @param seed the world's
     */
    public Cable(Network network, long number, long seed, End a, End b) {
        super(number);
        ethernet = a.isBridge() || b.isBridge();
        forth = new Direction(network, this, 0, seed, a, b);
        back = new Direction(network, this, 1, seed, b, a);
        a.plug(this, forth, back);
        b.plug(this, back, forth);
    }

    /** From the first end to the second. */
    public Direction forth() {
        return forth;
    }

    /** From the second end to the first. */
    public Direction back() {
        return back;
    }

    /** The direction that leaves an end of this cable. */
    public Direction from(End end) {
        if (end == forth.from()) {
            return forth;
        }
        if (end == back.from()) {
            return back;
        }
        throw new IllegalArgumentException(end.label() + " is no end of " + this);
    }

    @Override
    public List<Direction> directions() {
        return List.of(forth, back);
    }

    @Override
    public boolean isEthernet() {
        return ethernet;
    }

    @Override
    public String toString() {
        return forth.from().label() + "—" + forth.to().label();
    }
}
