package io.jackfield.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Signals to threads of this JVM, and what /proc says of them. */
final class Signals {
    private static final long PID = ProcessHandle.current().pid();

    private Signals() {}

    /** tgkill(2) with the signal that ends a sleeping call with EINTR. */
    static void send(long tid) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call(Libc.errnoIn(arena), Call.TGKILL.here(), PID, tid, Libc.SIGNAL, 0, 0, 0);
        }
    }

    /** Whether a thread sleeps, by the state in its stat. */
    static boolean isAsleep(long tid) {
        try {
            String stat = Files.readString(Path.of("/proc/self/task/" + tid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'S';
        } catch (IOException gone) {
            return false;
        }
    }

    /** Whether the kernel still has the thread. */
    static boolean exists(long tid) {
        return Files.exists(Path.of("/proc/self/task/" + tid));
    }

    /** How often a thread has given the processor up by itself. */
    static long sleeps(long tid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/task/" + tid + "/status"))) {
            return lines.filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }
}
