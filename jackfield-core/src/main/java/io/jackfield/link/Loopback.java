package io.jackfield.link;

import java.util.List;

/** The link of a host to itself: what leaves by it arrives at the same interface. */
public final class Loopback extends Link {
    private final Direction around;

    /** Plugs the interface into itself. */
    public Loopback(Network network, long number, long seed, End nic) {
        super(number);
        around = new Direction(network, this, 0, seed, nic, nic);
        nic.plug(this, around, around);
    }

    public Direction around() {
        return around;
    }

    @Override
    public List<Direction> directions() {
        return List.of(around);
    }

    @Override
    public boolean isEthernet() {
        return false;
    }

    @Override
    public String toString() {
        return "loopback of " + around.from().label();
    }
}
