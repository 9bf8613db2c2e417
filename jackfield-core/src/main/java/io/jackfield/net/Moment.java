package io.jackfield.net;

import io.jackfield.host.Host;

import java.util.List;

/** A time of a world's at which something is to happen: {@code world.at("30s").cut(cable)}. */
public final class Moment extends Faults {
    private final World world;
    private final long nanos;

    Moment(World world, long nanos) {
        this.world = world;
        this.nanos = nanos;
    }

    /** The name stands for these hosts then. */
    public void name(String name, Host... hosts) {
        befall("name " + name + " " + List.of(hosts), () -> world.names().set(name, hosts));
    }

    /** The name does not resolve any more then. */
    public void noName(String name) {
        befall("no name " + name, () -> world.names().fail(name));
    }

    @Override
    void befall(String what, Runnable action) {
        world.schedule(nanos, what, action);
    }

    @Override
    void prepare(Runnable action) {
        world.schedule(nanos, action);
    }

    @Override
    List<PatchCable> everyCable() {
        return world.cables();
    }
}
