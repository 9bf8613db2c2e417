package io.jackfield.cli.check;

import io.jackfield.address.Endpoint;
import io.jackfield.host.Host;
import io.jackfield.net.ThreadView;
import io.jackfield.net.World;
import io.jackfield.observe.Observation;
import io.jackfield.observe.SocketSnapshot;
import io.jackfield.observe.TcpState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/** What is seen of the program's threads and sockets while it runs. */
final class Watch {
    private static final long SECOND = 1_000_000_000L;

    /** A wait is noted from here. */
    private static final long NOTED_NANOS = 10 * SECOND;

    private final World world;
    private final Host app;
    private final LongSupplier said;
    private final String own;
    private final long limitNanos;
    private final Map<String, Wait> waits = new LinkedHashMap<>();
    private final Map<String, Long> closeWaits = new LinkedHashMap<>();
    private final Map<Long, Integer> connects = new ConcurrentSkipListMap<>();
    private final Map<Endpoint, Long> connected = new LinkedHashMap<>();
    private final List<Count> counts = new ArrayList<>();
    private long closedNanos;
    private long lookedNanos;

    /** How many there were at a time: threads, sockets of connections, and octets said so far. */
    record Count(long nanos, int threads, Sockets sockets, long octets) {}

    /** How many are open, and how many of these have no connection any more. */
    record Sockets(int open, int dead) {}

    /**
     * @param said what the program has said to those it talks to, in octets
     * @param own how the names of the program's classes begin
     */
    Watch(World world, Host app, LongSupplier said, String own, long limitNanos) {
        this.said = said;
        this.world = world;
        this.app = app;
        this.own = own;
        this.limitNanos = limitNanos;
        app.observe(this::happened);
    }

    private void happened(Observation observation) {
        if (observation instanceof Observation.StateChanged change) {
            if (change.to() == TcpState.CLOSED) {
                closedNanos = change.nanos();
            }
            if (change.to() == TcpState.SYN_SENT) {
                connects.merge(change.nanos() / SECOND, 1, Integer::sum);
                connected.putIfAbsent(change.remote(), -1L);
            } else if (change.from() == TcpState.SYN_SENT && change.to() == TcpState.ESTABLISHED) {
                connected.merge(change.remote(), change.nanos(), Watch::first);
            }
        }
    }

    private static long first(long before, long now) {
        return before < 0 ? now : before;
    }

    /** Looks; whether something has waited for so long that it is to be watched closely. */
    boolean look() {
        boolean isClose = false;
        int threads = 0;
        for (ThreadView thread : world.threads()) {
            if (thread.group().equals(app.name())) {
                threads++;
                isClose |= note(thread);
            }
        }
        counts.add(new Count(world.nowNanos(), threads, lookAtSockets(), said.getAsLong()));
        endWaits();
        lookedNanos = world.nowNanos();
        return isClose;
    }

    /** A wait that was seen the last time, and is not any more, ended with its connection. */
    private void endWaits() {
        if (closedNanos > lookedNanos) {
            waits.replaceAll(
                    (_, wait) ->
                            wait.seenNanos() == lookedNanos
                                    ? new Wait(
                                            wait.thread(),
                                            wait.sinceNanos(),
                                            closedNanos,
                                            wait.site())
                                    : wait);
        }
    }

    private boolean note(ThreadView thread) {
        long nanos = world.nowNanos() - thread.sinceNanos();
        if (nanos < NOTED_NANOS) {
            return false;
        }
        Site site = Site.of(thread.frames(), own);
        if (site == null) {
            return false;
        }
        waits.put(
                thread.name() + " " + thread.sinceNanos(),
                new Wait(thread.name(), thread.sinceNanos(), world.nowNanos(), site));
        return nanos > limitNanos - NOTED_NANOS;
    }

    private Sockets lookAtSockets() {
        int open = 0;
        int dead = 0;
        Map<String, Long> before = new LinkedHashMap<>(closeWaits);
        closeWaits.clear();
        for (SocketSnapshot socket : app.sockets()) {
            if (socket.remote() != null && socket.process() != 0) {
                open++;
                dead += socket.netid().equals("tcp") && socket.state().equals("UNCONN") ? 1 : 0;
                if (socket.state().equals("CLOSE-WAIT")) {
                    String name = socket.local() + " " + socket.remote();
                    closeWaits.put(name, before.getOrDefault(name, world.nowNanos()));
                }
            }
        }
        return new Sockets(open, dead);
    }

    /** Waits that lasted longer than the limit. */
    List<Wait> longWaits() {
        return waits.values().stream().filter(wait -> wait.nanos() > limitNanos).toList();
    }

    /** How many sockets have been in CLOSE-WAIT for longer than that, and still are. */
    int closeWaits(long nanos) {
        return (int)
                closeWaits.values().stream()
                        .filter(since -> world.nowNanos() - since >= nanos)
                        .count();
    }

    /**
     * Whom the program connected to, and when the first connection stood; −1 if none did. Asked
     * while the world stands still.
     */
    Map<Endpoint, Long> connected() {
        return new LinkedHashMap<>(connected);
    }

    /** The most connects in so many seconds from that time on, per second. */
    double connectRate(long fromNanos, int seconds) {
        int most = 0;
        for (long second : connects.keySet()) {
            if (second >= fromNanos / SECOND) {
                int sum = 0;
                for (long each = second; each < second + seconds; each++) {
                    sum += connects.getOrDefault(each, 0);
                }
                most = Math.max(most, sum);
            }
        }
        return (double) most / seconds;
    }

    /** The last count up to that time; null if there was none. */
    @Nullable Count countAt(long nanos) {
        Count last = null;
        for (Count each : counts) {
            last = each.nanos <= nanos ? each : last;
        }
        return last;
    }

    /** How many octets the program said between two times. */
    long said(long fromNanos, long toNanos) {
        Count from = countAt(fromNanos);
        Count to = countAt(toNanos);
        return from == null || to == null ? 0 : to.octets - from.octets;
    }

    /** The count with the most threads after that time; null if there was none. */
    @Nullable Count mostThreads(long fromNanos) {
        Count most = null;
        for (Count each : counts) {
            if (each.nanos >= fromNanos && (most == null || each.threads > most.threads)) {
                most = each;
            }
        }
        return most;
    }
}
