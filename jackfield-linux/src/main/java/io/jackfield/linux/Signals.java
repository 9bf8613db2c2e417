package io.jackfield.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;

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
}
