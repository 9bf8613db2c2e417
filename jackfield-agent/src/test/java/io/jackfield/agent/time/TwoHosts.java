package io.jackfield.agent.time;

import io.jackfield.host.Host;
import io.jackfield.jdk.Jvm;
import io.jackfield.net.Capture;
import io.jackfield.net.Decisions;
import io.jackfield.net.World;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Programs on two hosts of a deterministic world, with a cable between them that delays and loses,
 * and what was seen: what they logged, the capture, what was decided.
 */
final class TwoHosts {
    private static final String CABLE = "delay 20ms 3ms loss 2%";

    /** A program that logs. */
    interface Program {
        void run(Log log) throws Exception;
    }

    /** What programs did, in the order in which they did it. */
    static final class Log {
        private final List<String> lines = new ArrayList<>();

        synchronized void add(String line) {
            lines.add(System.nanoTime() + " " + line);
        }
    }

    /** What came out of a run. */
    record Outcome(List<String> log, int capture, Decisions decisions, long endNanos) {}

    private TwoHosts() {}

    /** Runs until the client is over. */
    static Outcome run(long seed, Program server, Program client) throws IOException {
        Log log = new Log();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean isOver = new AtomicBoolean();
        Path file = Files.createTempFile("jackfield", ".pcapng");
        try {
            try (World world = World.deterministic(seed)) {
                Host near = world.host("client");
                Host far = world.host("server");
                world.cable(near, far).netem(CABLE);
                Capture capture = world.capture(file);
                Runs.start(Jvm.on(world, far), "server", () -> server.run(log), thrown);
                Runs.start(
                        Jvm.on(world, near),
                        "client",
                        () -> {
                            try {
                                client.run(log);
                            } finally {
                                isOver.set(true);
                            }
                        },
                        thrown);
                while (!isOver.get() && thrown.get() == null) {
                    world.runFor("10s");
                }
                if (thrown.get() != null) {
                    throw new AssertionError(thrown.get());
                }
                capture.flush();
                int hash = Arrays.hashCode(Files.readAllBytes(file));
                return new Outcome(
                        List.copyOf(log.lines), hash, world.decisions(), world.nowNanos());
            }
        } finally {
            Files.delete(file);
        }
    }
}
