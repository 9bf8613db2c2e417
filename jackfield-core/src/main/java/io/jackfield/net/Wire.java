package io.jackfield.net;

import io.jackfield.link.Direction;
import io.jackfield.link.Netem;
import io.jackfield.link.PacketRule;

import java.util.List;
import java.util.function.Function;

/**
 * What carries packets, one way or both: what befalls them is said here, in netem's words, and may
 * be changed while the world runs. Said of a cable, it holds for each of its two ways.
 */
public abstract sealed class Wire<T extends Wire<T>> implements PacketFaults
        permits OneWay, PatchCable {
    abstract List<Direction> directions();

    abstract T self();

    /** Replaces everything by netem's words: {@code netem("delay 20ms 5ms loss 1%")}. */
    public final T netem(String words) {
        Netem netem = Netem.parse(words);
        return each(_ -> netem);
    }

    /** {@code delay("20ms")}, {@code delay("20ms 5ms 25%")}: time, jitter, correlation. */
    public final T delay(String words) {
        Netem said = Netem.parse("delay " + words);
        return each(netem -> netem.with(said.delay()).withOrderKept(said.keepsOrder()));
    }

    /** {@code loss("1%")}, {@code loss("gemodel 1% 20%")}. */
    public final T loss(String words) {
        Netem said = Netem.parse("loss " + words);
        return each(netem -> netem.with(said.loss()));
    }

    /** {@code duplicate("1%")}. */
    public final T duplicate(String words) {
        Netem said = Netem.parse("duplicate " + words);
        return each(netem -> netem.withDuplicate(said.duplicate()));
    }

    /** {@code corrupt("0.1%")}: one bit at a random place. */
    public final T corrupt(String words) {
        Netem said = Netem.parse("corrupt " + words);
        return each(netem -> netem.withCorrupt(said.corrupt()));
    }

    /** {@code reorder("25% 50%")}, {@code reorder("25% gap 5")}; needs a delay. */
    public final T reorder(String words) {
        Netem said = Netem.parse("delay 1ns reorder " + words);
        return each(netem -> netem.with(said.reorder()));
    }

    /** {@code rate("1mbit")}. */
    public final T rate(String words) {
        Netem said = Netem.parse("rate " + words);
        return each(netem -> netem.with(said.rate()));
    }

    /** The packets that may be under way at once; more are dropped. */
    public final T limit(int packets) {
        return each(netem -> netem.withLimit(packets));
    }

    private T each(Function<Netem, Netem> change) {
        for (Direction direction : directions()) {
            direction.netem(change.apply(direction.netem()));
        }
        return self();
    }

    /** Drops larger packets without telling anybody: a path that is narrower than it says. */
    public final T dropsLargerThan(int octets) {
        directions().forEach(direction -> direction.mtu(octets));
        return self();
    }

    /**
     * Whether transport checksums are computed at the sending end and verified at the other;
     * without, packets pass as valid, as with the checksum offload of a network card.
     */
    public final T checksums(boolean computed) {
        directions().forEach(direction -> direction.checksums(computed));
        return self();
    }

    /** No carrier: what is under way is lost, and nothing goes any more. */
    public final T cut() {
        directions().forEach(direction -> direction.up(false));
        return self();
    }

    /** Ends a {@link #cut}. */
    public final T mend() {
        directions().forEach(direction -> direction.up(true));
        return self();
    }

    /** Drops everything from now on, and nobody is told. */
    public final T blackhole() {
        directions().forEach(direction -> direction.blackhole(true));
        return self();
    }

    /** Ends whatever was done here: cut, black hole, narrowness, faults and netem's words. */
    public final T heal() {
        directions().forEach(Direction::heal);
        return self();
    }

    final void endFaults() {
        directions().forEach(Direction::endFaults);
    }

    @Override
    public final Fault fault(PacketRule rule) {
        Fault fault = new Fault(this::directions, rule);
        fault.begin();
        return fault;
    }
}
