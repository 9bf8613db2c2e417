package io.jackfield.agent.time;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.Decisions;
import io.jackfield.net.World;

import java.util.concurrent.atomic.AtomicReference;

/** Runs a program on one host of a deterministic world. */
final class Runs {
    /** A program that may fail. */
    interface Program {
        void run() throws Exception;
    }

    private Runs() {}

    /** Runs it to its end; fails as it fails. */
    static Decisions run(long seed, Program program) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try (World world = World.deterministic(seed)) {
            Host host = world.host("machine");
            start(Jvm.on(world, host), "main", program, thrown);
            var ending = world.run();
            if (thrown.get() != null) {
                throw new AssertionError(thrown.get());
            }
            if (!ending.isComplete()) {
                throw new AssertionError(ending.toString());
            }
            return world.decisions();
        }
    }

    static void start(Jvm jvm, String name, Program program, AtomicReference<Throwable> thrown) {
        jvm.start(
                name,
                () -> {
                    try {
                        program.run();
                    } catch (Exception | Error e) {
                        thrown.compareAndSet(null, e);
                    }
                });
    }
}
