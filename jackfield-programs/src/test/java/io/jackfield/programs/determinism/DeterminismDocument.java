package io.jackfield.programs.determinism;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** docs/reference/determinism.md. */
final class DeterminismDocument {
    private static final String HEAD =
            """
            # Determinism

            Programs as published, run again and again in `World.deterministic(seed)`, all over cables with latency and loss. Written by
            `mvn verify -Djackfield.sweep=500` (`DeterminismTest`), which fails if two runs with one seed differ in a line of the log, a
            packet of the capture, a nanosecond of either or a decision of the scheduler, in the JVM that does all runs of the seed (of JGroups ten of them) or in a
            fresh one that does one; if two seeds give the same; or if no packet was lost.

            The JVM: %s, `%s`, agent `%s`.

            | program | seeds x runs | logs | captures | decision hashes | lines | packets | lost | world time | ms a run |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private static final String TAIL =
            """

            One log, capture and decision hash for each seed is the least there can be. The hash is of every pick: at which nanosecond, which thread, out of
            how many. The first run of a JVM may have another one than all later runs, as classes are initialised in it: always the same one, in every JVM. Lines, packets, lost and world time are of one run, on average.

            ## What varied, and why

            Found by `RunTwice`, which names the first thing that differs, or by reading; `CarryOverTest` keeps what is ours.

            | what | why | now |
            |---|---|---|
            | each `ThreadLocalRandom` | it mixes the number of its thread into every step, and those count on for as long as the JVM lives | the thread's place in its world |
            | a task of `HttpClient`, first as one more turn of a worker that spins | a static field keeps the common pool of whoever came first, here that of a world long closed | a common pool that is asked stands for that of whoever asks |
            | what the first run of a JVM draws | class initialisers draw too: Netty's buffers have the JDK set up its flight recorder, with a `Random` for each throttle | chance is counted for each thread, and for class initialisers apart |
            | `ThreadLocalRandom` in the first run | a thread that was given its seed within a class initialiser | the seed belongs to the thread, not to the order of draws |
            | the order of `Set.of` and `Map.of`, from JVM to JVM | a salt from the clock, before any agent | a constant |
            | `RandomGenerator.of(…)`, `Exchanger`, `ForkJoinPool` that closes | a seeder that counts on; numbers of threads | the thread's |
            | Netty's usual allocator, in the first two runs of a JVM | it is static: what earlier runs gave back is kept or not by a draw on the loop's own thread, so warm runs draw more often | not ours: each program here has an allocator of its own; a program that is started with `jvm.start(Main.class)` has all its statics for itself |
            | what JGroups logs, and the decisions while it ends, in the first run | `java.util.logging` adds a shutdown hook when it is first used, which closes its handlers: it was taken for the program's | a hook of the JDK's own is the JVM's |
            | identity hashes | the JVM's own draws | `-XX:hashCode=2`, without which `RunTwice` says so |

            Programs that share their statics with the test carry them from world to world: Netty's keep the loops that were not shut down, and its `GlobalEventExecutor`
            the time of an earlier world. `host.start(Main.class)` gives a program statics of its own.

            A run of JGroups ends when the two members that are not cut off have seen that, or after five minutes: a group that loses another member to the cables waits for ever.

            What still may vary from run to run in one JVM: numbers in the names of threads and pools, `Thread.threadId()`, what a program keeps in static fields.
            """;

    private DeterminismDocument() {}

    static String of(Map<Subject, Finding> found) {
        StringBuilder text = new StringBuilder();
        text.append(
                HEAD.formatted(
                        System.getProperty("java.vm.version"),
                        String.join(" ", SubjectJvm.FLAGS),
                        SubjectJvm.SWITCHES));
        found.forEach((subject, finding) -> text.append(row(subject, finding)));
        return text.append(TAIL).toString();
    }

    private static String row(Subject subject, Finding found) {
        List<String> cells =
                List.of(
                        subject.what(),
                        found.seeds() + " x " + found.runs(),
                        Long.toString(found.logs()),
                        Long.toString(found.captures()),
                        Long.toString(found.decisions()),
                        rounded(found.lines()),
                        rounded(found.packets()),
                        rounded(found.lost()),
                        rounded(found.endNanos() / 1e9) + " s",
                        rounded(found.millis()));
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String rounded(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }
}
