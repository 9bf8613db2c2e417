package io.jackfield.junit;

import io.jackfield.host.Host;
import io.jackfield.net.ThreadView;
import io.jackfield.net.Tier;
import io.jackfield.observe.Counter;
import io.jackfield.observe.SocketSnapshot;

import java.util.ArrayList;
import java.util.List;

/** What a test's programs left behind, or do that sooner or later hurts. */
final class Leaks {
    /** Who has not answered a FIN by then has forgotten the socket. */
    private static final String GRACE = "60s";

    /** As long as TCP tries to deliver before it gives up, at Linux's defaults. */
    private static final long LONG_NANOS = 15 * 60 * 1_000_000_000L;

    private Leaks() {}

    /**
     * Sockets whose peer has closed and whose owner has not, a minute later still: each a sentence.
     * In real time there is no minute to wait, and nothing is found.
     */
    static List<String> closeWaits(Net net) {
        if (net.tier() == Tier.REAL_TIME) {
            return List.of();
        }
        List<String> before = inCloseWait(net);
        if (before.isEmpty()) {
            return before;
        }
        net.runFor(GRACE);
        List<String> after = inCloseWait(net);
        return before.stream().filter(after::contains).toList();
    }

    private static List<String> inCloseWait(Net net) {
        List<String> found = new ArrayList<>();
        for (Host host : net.hosts()) {
            for (SocketSnapshot socket : host.sockets()) {
                if (socket.state().equals("CLOSE-WAIT") && socket.process() != 0) {
                    found.add(
                            "socket leak on "
                                    + host
                                    + ": "
                                    + socket.remote()
                                    + " has closed its side, "
                                    + socket.local()
                                    + " was never closed (CLOSE-WAIT)");
                }
            }
        }
        return found;
    }

    /** What is no failure by itself: unread octets at close. */
    static List<String> suspicions(Net net) {
        List<String> found = new ArrayList<>();
        for (Host host : net.hosts()) {
            Long aborted = host.counts().get(Counter.TCP_ABORT_ON_CLOSE);
            if (aborted != null) {
                found.add(host + " closed " + aborted + " connections with unread octets: a reset");
            }
        }
        return found;
    }

    /** Whether it has waited for octets for very long, and will for ever. */
    static boolean waitsWithoutTimeout(ThreadView thread, long nowNanos) {
        return nowNanos - thread.sinceNanos() >= LONG_NANOS && isReading(thread);
    }

    private static boolean isReading(ThreadView thread) {
        return thread.frames().stream()
                        .anyMatch(frame -> frame.getClassName().startsWith("java.net.Socket$"))
                && thread.frames().stream().noneMatch(frame -> isTimed(frame.getMethodName()));
    }

    private static boolean isTimed(String method) {
        return method.equals("parkNanos") || method.equals("timedPark");
    }
}
