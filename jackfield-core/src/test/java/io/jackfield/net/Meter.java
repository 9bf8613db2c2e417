package io.jackfield.net;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;

import io.jackfield.posix.ErrnoException;
import io.jackfield.posix.Family;
import io.jackfield.posix.SocketAddress;
import io.jackfield.posix.Syscalls;

import java.lang.management.ManagementFactory;

/** What the calling thread and the heap of this JVM use; and connections to measure it on. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Meter() {}

    /** Octets that the calling thread has allocated so far. */
    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Octets of the heap that are reachable. */
    static long used() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }

    static boolean hasCompactObjectHeaders() {
        return Boolean.parseBoolean(
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .getVMOption("UseCompactObjectHeaders")
                        .getValue());
    }

    static int listen(Syscalls os, SocketAddress at) {
        int listener = check(os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check(os.bind(listener, at));
        check(os.listen(listener, 128));
        return listener;
    }

    static int connect(Syscalls os, SocketAddress to) {
        int fd = check(os.socket(Family.AF_INET, Family.SOCK_STREAM, 0));
        check(os.connect(fd, to));
        return fd;
    }

    static int check(int result) {
        return ErrnoException.check("call", result);
    }
}
