package io.jackfield.net;

import io.jackfield.time.Durations;
import io.jackfield.time.SystemClock;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Watches, while the driver waits for the baton, that the clock goes on: if it stands still for a
 * second of real time, somebody is told which thread runs and where.
 */
final class StallWatch {
    private static final long LOOK_NANOS = 5_000_000;
    private static final long STALL_NANOS = 1_000_000_000;
    private static final long PATIENCE_NANOS =
            Long.getLong("jackfield.patience.seconds", 60) * 1_000_000_000L;

    private static final int FRAMES = 12;

    /** Octets of files read or written in a second that count as progress, well above our own. */
    private static final long SOME_OCTETS = 16_384;

    private static final StackTraceElement[] NONE = {};
    private static final Path OWN_IO = Path.of("/proc/self/io");
    private static final SystemClock REAL = new SystemClock();

    private final DeterministicEngine engine;
    private final Strands strands;
    private final Runnable look;
    private volatile long progress;
    private volatile boolean isStuck;
    private volatile Consumer<String> reader = System.err::println;

    /** {@code look}: what the driver does while it waits, each time it looks. */
    StallWatch(DeterministicEngine engine, Strands strands, Runnable look) {
        this.engine = engine;
        this.strands = strands;
        this.look = look;
    }

    /** Whom to tell. */
    void reader(Consumer<String> to) {
        reader = to;
    }

    /** Something happened. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // only who carries writes it
    void count() {
        progress++;
    }

    boolean isStuck() {
        return isStuck;
    }

    /** Waits until the world gives the baton back. */
    void await(Bearer driver) {
        long clock = engine.nowNanos();
        long seen = progress;
        long clockMoved = REAL.nowNanos();
        long progressed = clockMoved;
        long octets = -1; // nobody counts them as long as the baton comes back at once
        boolean isTold = false;
        while (!driver.await(LOOK_NANOS)) {
            look.run();
            octets = octets < 0 ? octets() : octets;
            long now = REAL.nowNanos();
            if (progress != seen) {
                seen = progress;
                progressed = now;
            }
            if (engine.nowNanos() != clock) {
                clock = engine.nowNanos();
                clockMoved = now;
                isTold = false;
            }
            if (now - progressed >= PATIENCE_NANOS) {
                isStuck = true;
                throw new StandstillException(
                        "a thread runs, or waits for something outside the world, for "
                                + Durations.format(PATIENCE_NANOS)
                                + " of real time: ",
                        List.of(runs()));
            }
            if (now - clockMoved >= STALL_NANOS && !isTold) {
                long before = octets;
                octets = octets();
                if (octets - before > SOME_OCTETS) {
                    clockMoved = now; // a file is read or written: that takes real time
                } else {
                    isTold = true;
                    reader.accept(report());
                }
            }
        }
    }

    /** Octets that this process has read and written; 0 where the system does not tell. */
    private static long octets() {
        try {
            long sum = 0;
            for (String line : Files.readAllLines(OWN_IO)) {
                if (line.startsWith("rchar: ") || line.startsWith("wchar: ")) {
                    sum += Long.parseLong(line.substring(7));
                }
            }
            return sum;
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
    }

    private String report() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "the clock of a deterministic world has stood at "
                        + Durations.format(engine.nowNanos())
                        + " for a second of real time; this thread runs: "
                        + runs());
        Strand turn = engine.running();
        addInitializers(lines, turn);
        lines.add("the others:");
        for (String line : engine.threads()) {
            if (turn == null || !line.startsWith(turn.thread().getName() + " ")) {
                lines.add("  " + line);
            }
        }
        return String.join("\n", lines);
    }

    private String runs() {
        Strand turn = engine.running();
        return turn == null ? "none" : turn.thread().getName() + frames(turn.frames(), FRAMES);
    }

    /** Whoever needs a class that another initializes waits in the JVM, as if it ran. */
    private void addInitializers(List<String> lines, @Nullable Strand turn) {
        for (Strand each : strands.all()) {
            for (StackTraceElement frame : each == turn ? NONE : each.frames()) {
                if (frame.getMethodName().equals("<clinit>")) {
                    lines.add(
                            "if it waits for a class: "
                                    + each.thread().getName()
                                    + " is in the initializer of "
                                    + frame.getClassName());
                }
            }
        }
    }

    private static String frames(StackTraceElement[] frames, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(frames.length, most); i++) {
            text.append("\n      at ").append(frames[i]);
        }
        return text.toString();
    }

    /** A thread, what it waits for, since when, and where. */
    static String line(Strand strand, boolean runs) {
        Thread thread = strand.thread();
        if (runs) {
            return thread.getName() + " runs";
        }
        String what = strand.waitsFor();
        return thread.getName()
                + " "
                + thread.getState()
                + (what.isEmpty() ? "" : " for " + what)
                + " since "
                + Durations.format(strand.stoppedNanos())
                + frames(strand.frames(), FRAMES);
    }
}
