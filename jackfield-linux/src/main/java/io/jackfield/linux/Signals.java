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
    private static final String FUTEX = Call.FUTEX.here() + " ";

    private Signals() {}

    /** tgkill(2) with the signal that ends a sleeping call with EINTR. */
    static void send(long tid) {
        try (Arena arena = Arena.ofConfined()) {
            Libc.call(Libc.errnoIn(arena), Call.TGKILL.here(), PID, tid, Libc.SIGNAL, 0, 0, 0);
        }
    }

    /**
     * Whether a thread sleeps in a system call, and not in the one by which the JVM has its threads
     * wait for each other.
     */
    static boolean isAsleep(long tid) {
        try {
            String call = Files.readString(of(tid).resolve("syscall"));
            return Character.isDigit(call.charAt(0)) && !call.startsWith(FUTEX);
        } catch (IOException gone) {
            return false;
        }
    }

    /** How often a thread has given the processor up by itself. */
    static long sleeps(long tid) {
        try (Stream<String> lines = Files.lines(of(tid).resolve("status"))) {
            return lines.filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                    .sum();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    /** Whether the kernel has such a thread of this JVM. */
    static boolean isThere(long tid) {
        return Files.exists(of(tid));
    }

    private static Path of(long tid) {
        return Path.of("/proc/self/task/" + tid);
    }
}
