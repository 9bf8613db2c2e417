package io.jackfield.link;

import java.util.List;

/** A wire with one or two directions. What is said to the link is said to each of them. */
public abstract sealed class Link permits Cable, Loopback {
    private final long number;

    Link(long number) {
        this.number = number;
    }

    /** The link's number in its world: its place in all draws. */
    public final long number() {
        return number;
    }

    /** The directions, in the order of the ends. */
    public abstract List<Direction> directions();

    /** Whether packets carry Ethernet addresses, so that their receivers must be looked up. */
    public abstract boolean isEthernet();

    /** Whether every direction is connected: the carrier that an interface sees. */
    public final boolean isUp() {
        for (Direction direction : directions()) {
            if (!direction.isUp()) {
                return false;
            }
        }
        return true;
    }

    public final void up(boolean connected) {
        directions().forEach(direction -> direction.up(connected));
    }

    public final void netem(Netem netem) {
        directions().forEach(direction -> direction.netem(netem));
    }

    public final void mtu(int octets) {
        directions().forEach(direction -> direction.mtu(octets));
    }

    public final void checksums(boolean computed) {
        directions().forEach(direction -> direction.checksums(computed));
    }

    public final void add(PacketRule rule) {
        directions().forEach(direction -> direction.add(rule));
    }

    public final void remove(PacketRule rule) {
        directions().forEach(direction -> direction.remove(rule));
    }

    public final void add(Tap tap) {
        directions().forEach(direction -> direction.add(tap));
    }

    public final void remove(Tap tap) {
        directions().forEach(direction -> direction.remove(tap));
    }

    public final void heal() {
        directions().forEach(Direction::heal);
    }
}
