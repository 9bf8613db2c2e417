package io.jackfield.net;

import java.util.List;

/** A time of a world's at which something is to happen: {@code world.at("30s").cut(cable)}. */
public final class Moment extends Faults {
    private final World world;
    private final long nanos;

    Moment(World world, long nanos) {
        this.world = world;
        this.nanos = nanos;
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
